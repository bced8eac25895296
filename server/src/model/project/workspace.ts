/**
 * The only door to files (design: disk at the edges). Every address is canonical (`base/uris`). Implemented over the
 * disk for the server and the command line, in memory for tests.
 */
export interface Workspace {
  /**
   * The files below a folder, without version control, dependencies, virtual environments, git-ignored files and what
   * the user excludes; links are followed inside the folder only, and their loops are cut.
   */
  list(folder: string): Promise<FileListing>;
  /**
   * The files below a folder that `list` leaves out because git ignores it, for `.infrahub.yml` names it. What the user
   * excludes stays out, and so does what lies outside of the folders that were listed.
   */
  listIgnored(folder: string): Promise<FileListing>;
  /**
   * Whether `list` would show a file; answered from what the last `list` of the folder around it learned. `named`: or
   * `listIgnored`.
   */
  includes(uri: string, named?: 'named'): boolean;
  /** The largest text that is read, in bytes; open documents keep to it too. */
  maxFileSize(): number;
  /** A file's text, or why there is none. Never rejects. */
  read(uri: string): Promise<FileContent>;
  /**
   * What is at an address that `list` does not show (an ignored file, say); `unreadable`: nobody here may look. Never
   * rejects.
   */
  stat(uri: string): Promise<'file' | 'folder' | 'unreadable' | undefined>;
}

export interface FileListing {
  readonly files: readonly string[];
  /** Folders of which not every file is listed: unreadable, elsewhere, too deep, or too many files. */
  readonly unread: readonly string[];
  /** Files and folders that the user excludes; what is in such a folder is not listed. */
  readonly excluded?: readonly string[];
  /** Where the folder lies, when its address leads through a link: every file below it has another address too. */
  readonly real?: string;
}

export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Larger than the limit of the settings; `size` in bytes. */
  | { readonly kind: 'tooLarge'; readonly size: number }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unreadable'; readonly reason: string };

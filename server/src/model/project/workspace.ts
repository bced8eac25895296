/**
 * The only door to files (design: disk at the edges). Every address is canonical (`base/uris`). Implemented over the
 * disk for the server and the command line, in memory for tests.
 */
export interface Workspace {
  /**
   * The files below a folder, without version control, dependencies, virtual environments, git-ignored files and what
   * the user excludes; symlink loops are cut. Folders that cannot be read are left out.
   */
  list(folder: string): Promise<FileListing>;
  /** The files below a folder that `list` leaves out, because `.infrahub.yml` names it; bounded like `list`. */
  listIgnored(folder: string): Promise<FileListing>;
  /** Whether `list` would show a file; answered from what the last `list` of the folder around it learned. */
  includes(uri: string): boolean;
  /** A file's text, or why there is none. Never rejects. */
  read(uri: string): Promise<FileContent>;
  /** What is at an address that `list` does not show (an ignored file, say). Never rejects. */
  stat(uri: string): Promise<'file' | 'folder' | undefined>;
}

export interface FileListing {
  readonly files: readonly string[];
  /** True when there were too many to list them all. */
  readonly truncated: boolean;
}

export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Larger than the limit of the settings; `size` in bytes. */
  | { readonly kind: 'tooLarge'; readonly size: number }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Folders that never hold files of a repository's author. */
export const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '.venv',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
]);

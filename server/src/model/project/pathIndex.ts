import { normalPath } from '../config/configFile';

/** What is at a path: a file, a folder, or the same in another spelling. */
export type PathEntry = { readonly kind: 'file' | 'folder' } | { readonly kind: 'otherCase'; readonly path: string };

/** The paths of a repository that are known to exist (POSIX, relative to its root), read or not. */
export class PathIndex {
  private readonly files = new Set<string>();
  /** Folders that exist though no known file lies in them. */
  private readonly bareFolders = new Set<string>();
  private readonly spellings = new Map<string, string>();
  private folderSet: Set<string> | undefined;

  all(): ReadonlySet<string> {
    return this.files;
  }

  folders(): ReadonlySet<string> {
    return (this.folderSet ??= foldersOf([...this.files, ...[...this.bareFolders].map((folder) => `${folder}/`)]));
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  lookUp(path: string): PathEntry | undefined {
    const wanted = normalPath(path);
    if (this.files.has(wanted)) return { kind: 'file' };
    if (this.folders().has(wanted)) return { kind: 'folder' };
    const other = this.spellings.get(wanted.toLowerCase());
    return other === undefined ? undefined : { kind: 'otherCase', path: other };
  }

  /** Gives true when the path was not known. */
  addFile(path: string): boolean {
    if (this.files.has(path)) return false;
    this.files.add(path);
    this.spellings.set(path.toLowerCase(), path);
    this.folderSet = undefined;
    return true;
  }

  addFolder(path: string): boolean {
    if (this.folders().has(path)) return false;
    this.bareFolders.add(path);
    this.folderSet = undefined;
    return true;
  }

  /** Forgets a file, or a folder with all that is in it; gives the files that are gone. */
  remove(path: string): string[] {
    const gone = this.files.has(path) ? [path] : [...this.files].filter((file) => file.startsWith(`${path}/`));
    for (const file of gone) {
      this.files.delete(file);
      this.spellings.delete(file.toLowerCase());
    }
    for (const folder of this.bareFolders) {
      if (folder === path || folder.startsWith(`${path}/`)) this.bareFolders.delete(folder);
    }
    this.folderSet = undefined;
    return gone;
  }
}

/** Every folder that a path lies in. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set<string>(['', '.']);
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

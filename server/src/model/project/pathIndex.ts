import { normalPath } from '../config/configFile';

/** What is at a path: a file, a folder, or the same in another spelling. */
export type PathEntry = { readonly kind: 'file' | 'folder' } | { readonly kind: 'otherCase'; readonly path: string };

/**
 * What is not known of a path of `.infrahub.yml`: all that a folder or file holds, or whether there is anything, since nobody
 * here may look.
 */
export type Unread = 'inPart' | 'unreachable';

/** The paths of a repository that are known to exist (POSIX, relative to its root), read or not. */
export class PathIndex {
  unread: ReadonlyMap<string, Unread> = new Map();
  private readonly files = new Set<string>();
  /** Folders that exist though no known file lies in them. */
  private readonly bareFolders = new Set<string>();
  /** How many files and bare folders keep a folder known. */
  private readonly folderCounts = new Map<string, number>();
  private readonly spellings = new Map<string, string>();
  private folderSet: ReadonlySet<string> | undefined;

  all(): ReadonlySet<string> {
    return this.files;
  }

  folders(): ReadonlySet<string> {
    return (this.folderSet ??= new Set(['', '.', ...this.folderCounts.keys()]));
  }

  lookUp(path: string): PathEntry | undefined {
    const wanted = normalPath(path);
    if (this.files.has(wanted)) return { kind: 'file' };
    if (wanted === '' || wanted === '.' || this.folderCounts.has(wanted)) return { kind: 'folder' };
    const other = this.spellings.get(wanted.toLowerCase());
    return other === undefined ? undefined : { kind: 'otherCase', path: other };
  }

  /** Adds what another one knows. */
  addAll(other: PathIndex): void {
    for (const path of other.all()) this.addFile(path);
    for (const folder of other.folders()) this.addFolder(folder);
    this.unread = other.unread;
  }

  /** Gives true when the path was not known. */
  addFile(path: string): boolean {
    if (this.files.has(path)) return false;
    this.files.add(path);
    this.spellings.set(path.toLowerCase(), path);
    this.countFolders(parentOf(path), 1);
    return true;
  }

  addFolder(path: string): boolean {
    if (this.lookUp(path)?.kind === 'folder') return false;
    this.bareFolders.add(path);
    this.countFolders(path, 1);
    return true;
  }

  /** Forgets a file, or a folder with all that is in it; gives the files that are gone. */
  remove(path: string): string[] {
    const isFile = this.files.has(path);
    if (!isFile && !this.folderCounts.has(path)) return [];
    const gone = isFile ? [path] : [...this.files].filter((file) => file.startsWith(`${path}/`));
    for (const file of gone) {
      this.files.delete(file);
      this.forgetSpelling(file);
      this.countFolders(parentOf(file), -1);
    }
    for (const folder of this.bareFolders) {
      if (folder !== path && !folder.startsWith(`${path}/`)) continue;
      this.bareFolders.delete(folder);
      this.countFolders(folder, -1);
    }
    return gone;
  }

  /** Adds to the count of a folder and of every folder around it. */
  private countFolders(folder: string, by: 1 | -1): void {
    for (let at = folder; at !== ''; at = parentOf(at)) {
      const count = (this.folderCounts.get(at) ?? 0) + by;
      if (count === 1 && by === 1) this.spellings.set(at.toLowerCase(), at);
      if (count > 0) this.folderCounts.set(at, count);
      else {
        this.folderCounts.delete(at);
        this.forgetSpelling(at);
      }
      if (count <= 1) this.folderSet = undefined;
    }
  }

  private forgetSpelling(path: string): void {
    if (this.spellings.get(path.toLowerCase()) === path) this.spellings.delete(path.toLowerCase());
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

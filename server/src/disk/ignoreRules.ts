import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { isInside } from './walk';

/** Folders that never hold files of a repository's author. */
const skippedFolders = new Set(
  '.git .hg .svn node_modules __pycache__ .venv .tox .nox .mypy_cache .ruff_cache .pytest_cache'.split(' '),
);

/** What is left out below one folder; reads `.gitignore` files and keeps them, so make a new one to see them anew. */
export interface IgnoreRules {
  /** True for a folder (system path, below the root) that is left out with all that is in it. */
  isSkippedFolder(path: string): boolean;
  /** True for a file that is left out by itself; its folders are taken for granted. */
  isSkippedFile(path: string): boolean;
  /** True for version control, dependencies, caches and virtual environments. */
  readonly isToolFolder: (path: string) => boolean;
  /** True for a file or folder that the user excludes. */
  readonly isExcluded: (path: string) => boolean;
  /** True when neither the file nor a folder above it, up to the root, is left out. */
  includes(path: string): boolean;
  /** The same without git's rules, for what is named elsewhere; nothing that lies outside by a link. */
  includesNamed(path: string): boolean;
}

/** The rules below `root` (system path); `exclude`: globs of the user, relative to it. */
export function createIgnoreRules(root: string, exclude: readonly string[]): IgnoreRules {
  const known = new Map<string, Ignore | undefined>();
  const excluded = picomatch([...exclude], { dot: true });
  let top = gitTop(root);

  const rulesIn = (folder: string): Ignore | undefined => {
    if (!known.has(folder)) known.set(folder, readRules(folder));
    return known.get(folder);
  };
  /** The innermost `.gitignore` that says anything about the path decides. */
  const isIgnored = (path: string, isFolder: boolean): boolean => {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const result = rulesIn(folder)?.test(posix(relative(folder, path)) + (isFolder ? '/' : ''));
      if (result?.ignored) return true;
      if (result?.unignored || folder === top || dirname(folder) === folder) return false;
    }
  };
  // Whoever names an ignored folder wants what is in it.
  if (root !== top && isIgnored(root, true)) top = root;
  /** A folder is excluded by its own name or when a glob takes in everything that can be below it. */
  const isExcluded = (path: string): boolean => {
    if (exclude.length === 0) return false;
    const way = posix(relative(root, path));
    return way !== '' && (excluded(way) || excluded(`${way}/~/~/~/~`));
  };
  const isToolFolder = (path: string): boolean =>
    skippedFolders.has(baseOf(path)) || existsSync(join(path, 'pyvenv.cfg'));
  const isSkippedFolder = (path: string): boolean => isToolFolder(path) || isExcluded(path) || isIgnored(path, true);
  const isSkippedFile = (path: string): boolean => isIgnored(path, false) || isExcluded(path);
  const isBelowRoot = (path: string): boolean => path.startsWith(root.endsWith(sep) ? root : root + sep);
  const foldersTo = function* (path: string): Iterable<string> {
    for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) yield folder;
  };
  return {
    isSkippedFolder,
    isSkippedFile,
    isToolFolder,
    isExcluded,
    includes(path) {
      if (!isBelowRoot(path)) return path === root;
      for (const folder of foldersTo(path)) if (isSkippedFolder(folder)) return false;
      return !isSkippedFile(path) && !skippedFolders.has(baseOf(path));
    },
    includesNamed(path) {
      if (!isBelowRoot(path)) return path === root;
      for (const folder of foldersTo(path)) if (isToolFolder(folder) || isExcluded(folder)) return false;
      return !isExcluded(path) && !isToolFolder(path) && isInside(realPath(root), realPath(path));
    },
  };
}

/** The path without links; itself when there is nothing. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The top of the git work tree around the folder, where the search for `.gitignore` ends; else the folder itself. */
function gitTop(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

function readRules(folder: string): Ignore | undefined {
  try {
    return ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8'));
  } catch {
    return undefined;
  }
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf(sep) + 1);
}

function posix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

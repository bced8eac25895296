import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';

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
  /** True when neither the file nor a folder above it, up to the root, is left out. */
  includes(path: string): boolean;
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
  const isExcluded = (path: string): boolean => exclude.length > 0 && excluded(posix(relative(root, path)));

  const isSkippedFolder = (path: string): boolean =>
    skippedFolders.has(baseOf(path)) ||
    existsSync(join(path, 'pyvenv.cfg')) ||
    isIgnored(path, true) ||
    isExcluded(join(path, 'x'));
  const isSkippedFile = (path: string): boolean => isIgnored(path, false) || isExcluded(path);
  return {
    isSkippedFolder,
    isSkippedFile,
    includes(path) {
      if (path === root || !path.startsWith(root.endsWith(sep) ? root : root + sep)) return path === root;
      for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) {
        if (isSkippedFolder(folder)) return false;
      }
      return !isSkippedFile(path) && !skippedFolders.has(baseOf(path));
    },
  };
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

import { existsSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';

export interface WalkOptions {
  /** Globs of the user, relative to the folder (`fixtures/**`). */
  readonly exclude: readonly string[];
  /** The most files that are listed. */
  readonly limit: number;
}

/** Folders that never hold files of a repository's author. */
const skippedFolders = new Set([
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
const maxDepth = 40;

/** The rules of one `.gitignore`, for paths below its folder. */
interface IgnoreLayer {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * Lists the files below a folder (system paths), in no special order: without version control, dependencies, virtual
 * environments, files that git ignores and what the user excludes. Links are followed inside the folder, each place once.
 */
export async function walk(folder: string, options: WalkOptions): Promise<{ files: string[]; truncated: boolean }> {
  const files: string[] = [];
  const root = await realpath(folder).catch(() => folder);
  const visited = new Set<string>();
  const excluded = picomatch([...options.exclude], { dot: true });
  const isExcluded = (path: string): boolean => options.exclude.length > 0 && excluded(toPosix(relative(folder, path)));

  const visit = async (path: string, layers: readonly IgnoreLayer[], depth: number): Promise<void> => {
    if (depth > maxDepth || files.length >= options.limit) return;
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || visited.has(real) || !(real === root || real.startsWith(root + sep))) return;
    visited.add(real);
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    const own = entries.some((entry) => entry.name === '.gitignore')
      ? [...layers, ...(await ignoreLayer(path))]
      : layers;
    for (const entry of entries) {
      if (files.length >= options.limit) return;
      const child = join(path, entry.name);
      const kind = entry.isSymbolicLink()
        ? await linkKind(child)
        : entry.isDirectory()
          ? 'folder'
          : entry.isFile()
            ? 'file'
            : undefined;
      if (
        kind === 'folder' &&
        !isSkipped(entry.name, child) &&
        !isIgnored(own, child, true) &&
        !isExcluded(`${child}/x`)
      ) {
        await visit(child, own, depth + 1);
      } else if (kind === 'file' && !isIgnored(own, child, false) && !isExcluded(child)) files.push(child);
    }
  };

  await visit(folder, [], 0);
  return { files, truncated: files.length >= options.limit };
}

function isSkipped(name: string, path: string): boolean {
  return skippedFolders.has(name) || existsSync(join(path, 'pyvenv.cfg'));
}

async function linkKind(path: string): Promise<'file' | 'folder' | undefined> {
  const target = await stat(path).catch(() => undefined);
  return target?.isDirectory() ? 'folder' : target?.isFile() ? 'file' : undefined;
}

async function ignoreLayer(folder: string): Promise<IgnoreLayer[]> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  return text === undefined ? [] : [{ folder, rules: ignore().add(text) }];
}

/** The innermost `.gitignore` that says anything about the path decides. */
function isIgnored(layers: readonly IgnoreLayer[], path: string, isFolder: boolean): boolean {
  for (const { folder, rules } of layers.toReversed()) {
    const result = rules.test(toPosix(relative(folder, path)) + (isFolder ? '/' : ''));
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

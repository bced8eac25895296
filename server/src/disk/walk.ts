import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { IgnoreRules } from './ignoreRules';

export interface WalkOptions {
  readonly rules: Pick<IgnoreRules, 'isSkippedFolder' | 'isSkippedFile'>;
  /** The most files that are listed. */
  readonly limit: number;
}

const maxDepth = 40;

/**
 * Lists the files below a folder (system paths), in no special order. Links are followed inside the folder only, and
 * each place is visited once, so loops end.
 */
export async function walk(
  folder: string,
  { rules, limit }: WalkOptions,
): Promise<{ files: string[]; truncated: boolean }> {
  const files: string[] = [];
  const visited = new Set<string>();
  const root = await realpath(folder).catch(() => folder);
  const isInside = (real: string): boolean => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);

  /** Where a link leads, when that is inside the folder and not visited yet. */
  const enter = async (path: string): Promise<boolean> => {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || visited.has(real) || !isInside(real)) return false;
    visited.add(real);
    return true;
  };

  const visit = async (path: string, depth: number): Promise<void> => {
    if (depth > maxDepth || files.length >= limit || !(await enter(path))) return;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (files.length >= limit) return;
      const child = join(path, entry.name);
      const kind = await kindOf(entry, child);
      if (kind === 'folder' && !rules.isSkippedFolder(child)) await visit(child, depth + 1);
      if (kind !== 'file' || rules.isSkippedFile(child)) continue;
      if (!entry.isSymbolicLink() || (await enter(child))) files.push(child);
    }
  };

  await visit(folder, 0);
  return { files, truncated: files.length >= limit };
}

async function kindOf(entry: Dirent, path: string): Promise<'file' | 'folder' | undefined> {
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : undefined;
  const target = await stat(path).catch(() => undefined);
  return target?.isDirectory() ? 'folder' : target?.isFile() ? 'file' : undefined;
}

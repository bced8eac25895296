import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { createYielder, neverCancelled } from '../base/cancellation';
import type { IgnoreRules } from './ignoreRules';

export interface WalkOptions {
  readonly rules: Pick<IgnoreRules, 'isSkippedFolder' | 'isSkippedFile' | 'isExcluded'>;
  /** The most files that are listed. */
  readonly limit: number;
}

export interface Walked {
  /** System paths, in no special order. */
  readonly files: readonly string[];
  /** Folders of which not everything is listed: unreadable, too deep, or too many files. */
  readonly unread: readonly string[];
  /** Files and folders that the user excludes. */
  readonly excluded: readonly string[];
}

const maxDepth = 40;

/**
 * Lists the files below a folder. Links are followed after everything else, inside the folder only, and to places that
 * were not visited by then, so that every file has one path and loops end. Rests now and then.
 */
export async function walk(folder: string, { rules, limit }: WalkOptions): Promise<Walked> {
  const pause = createYielder(neverCancelled, () => performance.now());
  const files: string[] = [];
  const unread: string[] = [];
  const excluded: string[] = [];
  const links: { path: string; depth: number }[] = [];
  const root = await realpath(folder).catch(() => folder);
  /** Real paths of what is listed. */
  const seen = new Set<string>();

  const visit = async (path: string, real: string, depth: number): Promise<void> => {
    if (files.length >= limit) return;
    const entries = depth > maxDepth ? undefined : await readdir(path, { withFileTypes: true }).catch(() => undefined);
    if (!entries) unread.push(path);
    seen.add(real);
    for (const entry of entries ?? []) {
      if (files.length >= limit) return;
      await pause();
      const child = join(path, entry.name);
      if (entry.isSymbolicLink()) links.push({ path: child, depth: depth + 1 });
      else await take(child, join(real, entry.name), { kind: kindOf(entry), depth: depth + 1 });
    }
  };

  const take = async (
    path: string,
    real: string,
    { kind, depth }: { kind: 'file' | 'folder' | undefined; depth: number },
  ): Promise<void> => {
    // A file that is known under its own name needs no second one, unless its ending says something else there.
    if (seen.has(real) && (kind !== 'file' || extname(path) === extname(real))) return;
    if (kind && excluded.length < limit && rules.isExcluded(path)) excluded.push(path);
    if (kind === 'folder' && !rules.isSkippedFolder(path)) await visit(path, real, depth);
    if (kind !== 'file' || rules.isSkippedFile(path)) return;
    seen.add(real);
    files.push(path);
  };

  await visit(folder, root, 0);
  // Links may lead to links: the list grows while it is read.
  for (const { path, depth } of links) {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || !isInside(root, real)) continue;
    const info = await stat(real).catch(() => undefined);
    if (info) await take(path, real, { kind: kindOf(info), depth });
  }
  return { files, unread: files.length >= limit ? [folder] : unread, excluded };
}

/** True for a real path at or below a real folder. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^[a-z]:|^[\\/]/i.test(way);
}

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory'>): 'file' | 'folder' | undefined {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : undefined;
}

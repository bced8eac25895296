import { realpath, stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { isBelow } from '../base/uris';
import { findProjectRoot } from '../disk/projectRoot';
import type { Project } from '../model/project/project';
import { gitRoot } from './git';
import { UsageError } from './usageError';

/** A file or folder that was named on the command line. Paths are system paths without links. */
export interface WantedPath {
  /** As it was typed. */
  readonly named: string;
  readonly path: string;
  readonly uri: string;
  readonly isFolder: boolean;
  /** The folder itself, or the one around the file. */
  readonly folder: string;
  /** Address of the folder to read: the project around the path, or the folder itself. */
  readonly readUri: string;
}

/** Looks at a path that was named; throws `UsageError` when there is nothing. */
export async function wantedPath(cwd: string, named: string): Promise<WantedPath> {
  const path = await realpath(resolve(cwd, named)).catch(() => undefined);
  const info = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || !info) throw new UsageError(`${named} does not exist.`);
  const isFolder = info.isDirectory();
  const folder = isFolder ? path : dirname(path);
  const readUri = URI.file((await findProjectRoot(folder)) ?? folder).toString();
  return { named, path, uri: URI.file(path).toString(), isFolder, folder, readUri };
}

/** Throws `UsageError` for a named folder that no project touches, and when there is no project at all. */
export function requireProjects(wanted: readonly WantedPath[], projects: readonly Project[]): void {
  const touches = ({ uri }: WantedPath): boolean =>
    projects.some(({ root }) => root === uri || isBelow(root, uri) || isBelow(uri, root));
  const without = wanted.filter((each) => (each.isFolder || projects.length === 0) && !touches(each));
  if (without.length === 0) return;
  const names = without.map((each) => each.named).join(', ');
  throw new UsageError(`No .infrahub.yml found in ${names}: name a folder or file of an Infrahub repository.`);
}

/** What paths are reported relative to: the git root, without one what was named; of several the folder around all. */
export async function reportRoot(wanted: readonly WantedPath[]): Promise<string> {
  const roots = await Promise.all(wanted.map(async ({ folder }) => (await gitRoot(folder)) ?? folder));
  return roots.reduce((common, root) => {
    let at = common;
    while (at !== dirname(at) && isOutside(at, root)) at = dirname(at);
    return at;
  });
}

function isOutside(folder: string, path: string): boolean {
  return relative(folder, path).split(/[\\/]/, 1)[0] === '..';
}

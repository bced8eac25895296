import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import {
  type InfrahubctlConfig,
  maxConfigBytes,
  parseInfrahubctlConfig,
} from '../../../server/src/infrahub/infrahubctlConfig';
import type { Environment } from './servers';

/** A file of infrahubctl; undefined `config`: it cannot be read as one. */
export interface InfrahubctlFile {
  readonly path: string;
  /** It comes with the workspace, not from the person. */
  readonly isOfWorkspace: boolean;
  readonly config: InfrahubctlConfig | undefined;
}

export const infrahubctlFileName = 'infrahubctl.toml';

/** The files that infrahubctl would read in these folders: that of `INFRAHUBCTL_CONFIG`, else `infrahubctl.toml`. */
export function readInfrahubctlFiles(folders: readonly string[], env: Environment): readonly InfrahubctlFile[] {
  const named = env['INFRAHUBCTL_CONFIG'];
  const paths =
    named && isAbsolute(named) ? [named] : folders.map((folder) => join(folder, named || infrahubctlFileName));
  return [...new Set(paths.map((path) => resolve(path)))].flatMap((path) => {
    const text = textOf(path);
    if (text === undefined) return [];
    const isOfWorkspace = folders.some((folder) => isInside(path, folder));
    return [{ path, isOfWorkspace, config: parseInfrahubctlConfig(text) }];
  });
}

/** Undefined when there is none; text that is no TOML when it is too large. */
function textOf(path: string): string | undefined {
  try {
    const found = statSync(path);
    if (!found.isFile()) return undefined;
    return found.size > maxConfigBytes ? '=' : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && !/^\.\.([/\\]|$)/.test(way);
}

import type { Files } from './namespace';

/** A replacement in one file. */
export interface Replacement {
  readonly path: string;
  /** Occurs exactly once. */
  readonly old: string;
  readonly by: string;
}

/** Makes a variant of a repository. Throws when something to replace is not there, or there twice. */
export function replaceIn(files: Files, replacements: readonly Replacement[]): Files {
  const changed = new Map(files);
  for (const { path, old, by } of replacements) {
    const pieces = (changed.get(path) ?? '').split(old);
    if (pieces.length !== 2) throw new Error(`${path} has ${pieces.length - 1} times:\n${old}`);
    changed.set(path, pieces.join(by));
  }
  return changed;
}

import { covers, normalPath, pathsOf, type ConfigFile } from '../config/configFile';

/** What a file is to its project. `other` files are known by name only. */
export type FileRole = 'config' | 'settings' | 'schema' | 'object' | 'menu' | 'query' | 'python' | 'parked' | 'other';

/** The two names the tools look for, in the order of preference. */
export const configFileNames: readonly string[] = ['.infrahub.yml', '.infrahub.yaml'];

/** Files at the root that may say which Infrahub or SDK version the repository is for. */
export const versionSourcePaths: readonly string[] = ['uv.lock', 'poetry.lock', 'pyproject.toml', 'requirements.txt'];

/** Endings under which authors park a file so that it is not loaded. */
const parkedEnding = /\.(?:ya?ml|json)\.?(?:save|bak|backup|orig|old|off|disabled)$/i;
const dataEnding = /\.(?:ya?ml|json)$/i;

/** True for files that may hold objects, schemas or menus: the loader reads these endings only (facts/versions/object-files.md §1). */
export function isDataPath(path: string): boolean {
  return dataEnding.test(path);
}

/** True for a data file that was renamed so that the loader skips it. */
export function isParkedPath(path: string): boolean {
  return parkedEnding.test(path);
}

/** True for files whose text is read; of all others only the name is known. */
export function isReadPath(path: string): boolean {
  return (
    isDataPath(path) || isParkedPath(path) || /\.(?:py|gql|graphql|j2)$/.test(path) || versionSourcePaths.includes(path)
  );
}

/** True for a file that `.infrahub.yml` may have been meant to name, if it does not. */
export function isCandidatePath(path: string): boolean {
  return /\.(?:ya?ml|j2)$/i.test(path);
}

/**
 * The role of a file by its path (POSIX, relative to the project) and, for data files, by its text: `kind: Object` with a
 * `spec` makes it an object file wherever it lies and whatever lists it, for a path that is being typed may list anything.
 */
export function roleOf(path: string, text: string | undefined, config: ConfigFile | undefined): FileRole {
  if (configFileNames.includes(path)) return 'config';
  if (path === '.infrahub-cascade.yml') return 'settings';
  if (path.endsWith('.py')) return 'python';
  if (path.endsWith('.gql') || path.endsWith('.graphql')) return 'query';
  if (isParkedPath(path)) return 'parked';
  if (!isDataPath(path)) return 'other';
  if (text !== undefined && looksLikeObjects(text)) return 'object';
  if (isListed(path, config, 'schemas')) return 'schema';
  if (isListed(path, config, 'menus')) return 'menu';
  if (isListed(path, config, 'objects')) return looksLikeMenu(text) ? 'menu' : 'object';
  return 'other';
}

/** True when a path section names the file or a folder above it; an empty path names nothing. */
export function isListed(
  path: string,
  config: ConfigFile | undefined,
  section: 'schemas' | 'objects' | 'menus',
): boolean {
  return pathsOf(config, section).some(({ value }) => value !== '' && covers(normalPath(value), path));
}

/** True for a text with a document of `kind: Object`. */
export function looksLikeObjects(text: string): boolean {
  // At the start of a line, or behind a bracket or comma where the document is written in flow style or as JSON.
  return (
    /(?:^|[{,])[ \t]*["']?kind["']?\s*:\s*["']?Object\b/m.test(text) && /(?:^|[{,])[ \t]*["']?spec["']?\s*:/m.test(text)
  );
}

/** True for a text that declares menus and no objects. */
export function looksLikeMenu(text: string | undefined): boolean {
  if (!text?.includes('Menu')) return false;
  return (
    /^[ \t{]*["']?kind["']?\s*:\s*["']?Menu\b/m.test(text) && !/^[ \t{]*["']?kind["']?\s*:\s*["']?Object\b/m.test(text)
  );
}

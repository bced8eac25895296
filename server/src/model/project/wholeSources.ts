import { perObject } from '../../base/perObject';
import { covers, normalPath, pathsOf, type ConfigFile } from '../config/configFile';
import type { SchemaFacts } from '../kinds/schemaFacts';
import { hasSyntaxProblems } from './fileFacts';
import type { PathEntry, Unread } from './pathIndex';
import type { ProjectFile } from './project';
import { isDataPath, looksLikeObjects } from './roles';
import { hasUnclearDocument } from './unclearDocuments';

/** What deciding about a section of `.infrahub.yml` needs. */
export interface Sources {
  readonly config: ConfigFile | undefined;
  readonly files: readonly ProjectFile[];
  /** Listed paths that could not be read whole. */
  readonly unread: ReadonlyMap<string, Unread>;
  /** Paths of files and folders that the user's settings exclude. */
  readonly excluded: readonly string[];
  /** True when the server, whose kinds are known, has nothing but this repository's. */
  readonly serverHasKinds: boolean;
  readonly lookUp: (path: string) => PathEntry | undefined;
  /** True for a path that `.infrahub-cascade.yml` wants left alone. */
  readonly isIgnored: (path: string) => boolean;
  /** True for a known kind of which there can be objects. */
  readonly isNode: (kind: string) => boolean;
}

/** Whether every schema is known, by the files, or by the files with what the server has. */
export function schemasWhole(sources: Sources): boolean {
  if (!areRead(sources, 'schemas')) return false;
  if (sources.files.some(({ facts }) => facts.role === 'schema' && !facts.schemas?.every(isWhole))) return false;
  if (pathsOf(sources.config, 'schemas').length > 0) return true;
  // A schema that is loaded by hand is in the files and perhaps not yet on the server.
  return sources.serverHasKinds && !sources.files.some(mayBeSchema);
}

/** Whether every object of the files is known. */
export function objectsWhole(sources: Sources): boolean {
  return (
    areRead(sources, 'objects') &&
    !hidesObjects(sources) &&
    sources.files.every(
      ({ content, facts, path }) =>
        !isDataPath(path) ||
        (content.kind === 'text' ? facts.role !== 'object' || !hasSyntaxProblems(facts) : content.kind === 'binary'),
    )
  );
}

/**
 * True when data files are left out or could not be read, or a syntax error or a wrong kind may hide what stands in one. Of a folder that is
 * left out only the name is known, so it counts where `objects:` lists it, something in it, or a folder around it.
 */
export function hidesObjects({ config, files, unread, excluded, isIgnored, isNode }: Sources): boolean {
  const listed = pathsOf(config, 'objects').flatMap(({ value }) => (value === '' ? [] : normalPath(value)));
  const isAround = (path: string): boolean => listed.some((each) => covers(each, path) || covers(path, each));
  return (
    excluded.some((path) => isDataPath(path) || isAround(path)) ||
    listed.some((path) => unread.has(path)) ||
    files.some(
      ({ content, facts }) => content.kind === 'text' && facts.role === 'object' && hasSyntaxProblems(facts),
    ) ||
    files.some(({ facts }) => hasUnclearDocument(facts, isNode)) ||
    files.some(
      ({ content, path, text }) =>
        isDataPath(path) &&
        (content.kind === 'tooLarge' ||
          content.kind === 'unreadable' ||
          (isIgnored(path) && (isAround(path) || looksLikeObjects(text)))),
    )
  );
}

function isWhole({ facts }: { readonly facts: SchemaFacts }): boolean {
  return facts.whole;
}

/** True when everything that a section lists was found and read. */
function areRead({ config, unread, lookUp }: Sources, section: 'schemas' | 'objects'): boolean {
  return pathsOf(config, section).every(({ value }) => {
    const entry = lookUp(value);
    return value !== '' && entry !== undefined && entry.kind !== 'otherCase' && !unread.has(normalPath(value));
  });
}

/** Told by its text; asked only where a server is known and no schemas are listed. */
const mayBeSchema = perObject(({ facts, path, text, content }: ProjectFile): boolean => {
  if (facts.role !== 'other' || !isDataPath(path)) return false;
  if (content.kind === 'tooLarge') return true;
  const hasSection = /(?:^|[{,])[ \t]*["']?(?:nodes|generics|extensions)["']?\s*:/m.test(text);
  return hasSection && /\bnamespace\b|\bkind\b/.test(text);
});

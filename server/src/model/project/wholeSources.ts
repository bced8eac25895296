import { perObject } from '../../base/perObject';
import { normalPath, pathsOf, type ConfigFile } from '../config/configFile';
import type { SchemaFacts } from '../kinds/schemaFacts';
import { hasSyntaxProblems } from './fileFacts';
import type { PathEntry } from './pathIndex';
import type { ProjectFile } from './project';
import { isDataPath } from './roles';

/** What deciding about a section of `.infrahub.yml` needs. */
export interface Sources {
  readonly config: ConfigFile | undefined;
  readonly files: readonly ProjectFile[];
  /** Listed paths that could not be read whole. */
  readonly unread: ReadonlySet<string>;
  readonly lookUp: (path: string) => PathEntry | undefined;
}

/** Whether every schema is known, by the files, or by the files with what the server has. */
export function schemasWhole(sources: Sources, serverHasKinds: boolean): boolean {
  if (!areRead(sources, 'schemas')) return false;
  if (sources.files.some(({ facts }) => facts.role === 'schema' && !facts.schemas?.every(isWhole))) return false;
  if (pathsOf(sources.config, 'schemas').length > 0) return true;
  // A schema that is loaded by hand is in the files and perhaps not yet on the server.
  return serverHasKinds && !sources.files.some(mayBeSchema);
}

/** Whether every object of the files is known. */
export function objectsWhole(sources: Sources): boolean {
  return (
    areRead(sources, 'objects') &&
    sources.files.every(
      ({ content, facts, path }) =>
        !isDataPath(path) ||
        (content.kind === 'text' ? facts.role !== 'object' || !hasSyntaxProblems(facts) : content.kind === 'binary'),
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

import text from './configModel.json?raw' with { type: 'text' };
import { recordsAt, type Versioned } from './versioned';
import type { ServerVersion } from './versions';

/**
 * What a key holds. `path`: text, a path from the repository's root; `pathList`: a list of such texts;
 * `mapping`: any mapping; `watch`: a mapping with the model's `watchKeys`.
 */
export type ConfigKeyType = 'string' | 'path' | 'pathList' | 'boolean' | 'mapping' | 'watch';

/** A key of one element, for example `query` of a generator definition. */
export interface ConfigKey {
  key: string;
  type: ConfigKeyType;
  required: boolean;
  /** An explicit null is accepted. */
  nullable?: boolean;
  /** The loader does without it, but Infrahub's published schema asks for it. */
  advised?: boolean;
  default?: string | boolean;
  description?: string;
  /** First server version that knows the key; left out: as old as its section. */
  since?: ServerVersion;
}

/** A mapping with a closed set of keys: any other key makes the loader refuse the whole file. */
export interface ConfigElement {
  keys: ConfigKey[];
}

/** A top-level key of `.infrahub.yml`; its value is a list (empty when left out). */
export interface ConfigSection {
  key: string;
  description?: string;
  /** What every item of the list is: a path in plain text, or a mapping. */
  element: 'path' | ConfigElement;
  /** First server version that knows the section; left out: all known versions do. */
  since?: ServerVersion;
  /** Two items with the same `name` make the loader refuse the whole file. */
  uniqueNames: boolean;
}

/** The closed model of `.infrahub.yml`. */
export interface ConfigModel {
  rootKeys: ConfigSection[];
  /** Keys of a `watch` mapping; empty where no element has `watch`. */
  watchKeys: ConfigKey[];
}

interface StoredSection extends Omit<ConfigSection, 'element'> {
  /** Left out when the items are paths. */
  keys?: Versioned<ConfigKey>[];
}

interface StoredModel {
  rootKeys: Versioned<StoredSection>[];
  watchKeys: Versioned<ConfigKey>[];
}

/**
 * The keys of a section's `watch`: since when, and for what, its own description says (the published schema describes the
 * keys for transforms only, its `watch` for each section).
 */
export function watchKeysOf({ watchKeys }: ConfigModel, { element }: ConfigSection): ConfigKey[] {
  const watch = element === 'path' ? undefined : element.keys.find(({ type }) => type === 'watch');
  if (!watch) return [];
  const thing = /\bthis (\w+)\b/.exec(watch.description ?? '')?.[1] ?? 'transform';
  return watchKeys.map((key) => ({
    ...key,
    since: watch.since ?? key.since,
    description: key.description?.replace('the transform', `the ${thing}`),
  }));
}

/** Records as they are in `version`; unlike the core kinds they keep the date of their arrival. */
function datedRecordsAt<T extends object>(list: Versioned<T>[], version: ServerVersion): Versioned<T>[] {
  return list.flatMap((record) => {
    const { since } = record;
    return recordsAt([record], version).map((fields) => (since === undefined ? fields : { ...fields, since }));
  });
}

function elementAt(keys: Versioned<ConfigKey>[] | undefined, version: ServerVersion): ConfigSection['element'] {
  return keys === undefined ? 'path' : { keys: datedRecordsAt(keys, version) };
}

/**
 * The model of `.infrahub.yml` in a server version: what its bundled SDK accepts
 * (source: facts/versions/infrahub-yml-sdk-<sdk>.json). Every call builds fresh values.
 */
export function configModel(version: ServerVersion): ConfigModel {
  // As in coreKinds.ts, digests prove the content of the generated file.
  const stored = JSON.parse(text) as StoredModel;
  return {
    rootKeys: datedRecordsAt(stored.rootKeys, version).map(({ keys, ...section }) => ({
      ...section,
      element: elementAt(keys, version),
    })),
    watchKeys: datedRecordsAt(stored.watchKeys, version),
  };
}

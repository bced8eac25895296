import { perObject } from '../../base/perObject';
import { asList, asMap, booleanOf, entryOf, resolved, textOf } from '../../syntax/yaml/access';
import type { YamlMap, YamlNode } from '../../syntax/yaml/nodes';
import { rootMap, type YamlChunk, type YamlFile } from '../../syntax/yaml/yamlFile';
import { fieldOf, namedOf, type Field, type Named } from '../named';

/** A `.infrahub.yml` as written (facts/versions/infrahub-yml-diff.md). Ranges are relative to `chunk`. */
export interface ConfigFile {
  readonly uri: string;
  readonly file: YamlFile;
  readonly chunk: YamlChunk;
  readonly root: YamlMap | undefined;
  /** Sections in the order of the file, duplicates and unknown ones included. */
  readonly sections: readonly ConfigSectionFacts[];
}

export interface ConfigSectionFacts {
  readonly field: Field;
  /** The items of the section's list; empty when it is no list. */
  readonly items: readonly (YamlNode | undefined)[];
  readonly entries: readonly ConfigEntry[];
}

/** A mapping in one of the sections: a query, a generator definition, … */
export interface ConfigEntry {
  readonly section: string;
  readonly chunk: YamlChunk;
  readonly node: YamlMap;
  readonly name: Named | undefined;
}

/** An entry of `generator_definitions` with the loader's defaults (facts 3). */
export interface GeneratorDefinition {
  readonly entry: ConfigEntry;
  readonly name: Named | undefined;
  readonly filePath: Named | undefined;
  readonly query: Named | undefined;
  readonly targets: Named | undefined;
  /** `Generator` when not written. */
  readonly className: string;
  readonly classNameField: Field | undefined;
  readonly parameters: readonly ConfigParameter[];
  readonly executeInProposedChange: boolean;
  readonly executeAfterMerge: boolean;
  readonly convertQueryResponse: boolean;
}

export interface ConfigParameter {
  readonly variable: Named;
  readonly path: Named | undefined;
}

/** Reads the first document of the file; a second one is a finding of its own. */
export function configFile(file: YamlFile): ConfigFile | undefined {
  const document = file.documents[0];
  if (!document) return undefined;
  const root = rootMap(document);
  const chunk = document.head;
  const sections = (root?.entries ?? []).flatMap((entry) => {
    const found = fieldOf(entry);
    return found ? [section(found, chunk)] : [];
  });
  return { uri: file.uri, file, chunk, root, sections };
}

/** The section that counts: the last of several with one key (facts 3: accepted, last one wins). */
export function sectionOf(config: ConfigFile | undefined, key: string): ConfigSectionFacts | undefined {
  return config?.sections.findLast((candidate) => candidate.field.key === key);
}

/** The sections that count, each key once: those that a later one of the same key replaces are left out. */
export function countingSections(config: ConfigFile): ConfigSectionFacts[] {
  const byKey = new Map(config.sections.map((candidate) => [candidate.field.key, candidate]));
  return config.sections.filter((candidate) => byKey.get(candidate.field.key) === candidate);
}

/** The entries of a section; empty when there is none. */
export function entriesOf(config: ConfigFile | undefined, key: string): readonly ConfigEntry[] {
  return sectionOf(config, key)?.entries ?? [];
}

/** The paths of a section that is a list of paths (`schemas`, `objects`, `menus`). */
export function pathsOf(config: ConfigFile | undefined, key: string): Named[] {
  return (sectionOf(config, key)?.items ?? []).flatMap((node) => namedOf(node) ?? []);
}

/** The field of an entry by key. */
export function entryField(entry: ConfigEntry, key: string): Field | undefined {
  return fieldOf(entryOf(entry.node, key));
}

/** The text of an entry's field. */
export function entryText(entry: ConfigEntry, key: string): Named | undefined {
  return namedOf(entryField(entry, key)?.node);
}

/** The `parameters` of an entry in the order of the file. */
export function parametersOf(entry: ConfigEntry): ConfigParameter[] {
  const map = asMap(entryField(entry, 'parameters')?.node);
  return (map?.entries ?? []).flatMap((item) => {
    const found = fieldOf(item);
    if (!found) return [];
    return [{ variable: { value: found.key, range: found.keyRange }, path: namedOf(found.node) }];
  });
}

/** The generator definitions of the file. */
export function generatorDefinitions(config: ConfigFile | undefined): readonly GeneratorDefinition[] {
  return config ? definitionsIn(config) : [];
}

const definitionsIn = perObject((config: ConfigFile): readonly GeneratorDefinition[] =>
  entriesOf(config, 'generator_definitions').map((entry) => ({
    entry,
    name: entry.name,
    filePath: entryText(entry, 'file_path'),
    query: entryText(entry, 'query'),
    targets: entryText(entry, 'targets'),
    className: entryText(entry, 'class_name')?.value ?? 'Generator',
    classNameField: entryField(entry, 'class_name'),
    parameters: parametersOf(entry),
    executeInProposedChange: flag(entry, 'execute_in_proposed_change', true),
    executeAfterMerge: flag(entry, 'execute_after_merge', true),
    convertQueryResponse: flag(entry, 'convert_query_response', false),
  })),
);

/**
 * A path of `.infrahub.yml` as the repository knows it: without `./` and doubled slashes, and without `/` or `/.` behind; `.`
 * for the root.
 */
export function normalPath(path: string): string {
  const plain = path.includes('//') || path.includes('/./') ? path.replace(/\/(?:\.?\/)+/g, '/') : path;
  const found = plain.replace(/^(?:\.\/+)+/, '').replace(/(?:\/\.?)+$/, '');
  return found === '' && path.startsWith('.') ? '.' : found;
}

/** True when a path of `.infrahub.yml`, as `normalPath` gives it, is that of the file, or of a folder around it. */
export function covers(listed: string, path: string): boolean {
  return listed === '' || listed === '.' || listed === path || path.startsWith(`${listed}/`);
}

function section(found: Field, chunk: YamlChunk): ConfigSectionFacts {
  const items = asList(found.node)?.items ?? [];
  const entries = items.flatMap((item) => {
    const node = resolved(item);
    if (node?.type !== 'map') return [];
    return [{ section: found.key, chunk, node, name: namedOf(entryOf(node, 'name')?.value) }];
  });
  return { field: found, items, entries };
}

/** The loader takes pydantic's boolean words, quoted ones too (facts 3). */
function flag(entry: ConfigEntry, key: string, fallback: boolean): boolean {
  const node = entryField(entry, key)?.node;
  const text = textOf(node)?.toLowerCase();
  if (text === undefined) return fallback;
  return (
    booleanOf(node) ??
    (['true', 'yes', 'on', '1', 't', 'y'].includes(text)
      ? true
      : ['false', 'no', 'off', '0', 'f', 'n'].includes(text)
        ? false
        : fallback)
  );
}

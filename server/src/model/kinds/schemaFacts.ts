import type { TextRange } from '../../base/textRange';
import type { BranchSupport, CoreRelationship } from '../../data/coreKinds';
import {
  asList,
  asMap,
  asScalar,
  booleanOf,
  entryOf,
  isNull,
  keyText,
  textOf,
  valueAt,
  valueOf,
} from '../../syntax/yaml/access';
import type { YamlMap, YamlNode } from '../../syntax/yaml/nodes';
import { namedOf, type Named } from '../named';

/**
 * What one document of a schema file declares (facts/versions/object-files.md §11). Ranges are relative to the tree it
 * was read from; pieces that cannot be read are left out.
 */
export interface SchemaFacts {
  readonly nodes: readonly SchemaKind[];
  readonly generics: readonly SchemaKind[];
  readonly extensions: readonly SchemaExtension[];
  /** False when something could not be read: the document may declare more than is listed, or something else. */
  readonly whole: boolean;
}

/** Attributes and relationships, under a node, a generic or an extension. */
export interface SchemaMembers {
  readonly attributes: readonly SchemaAttribute[];
  readonly relationships: readonly SchemaRelationship[];
  /** True when a list of members or one of its items could not be read: there may be more than is listed. */
  readonly malformed: boolean;
}

/** An item of `nodes` or `generics`; only items with a namespace and a name are kept. */
export interface SchemaKind extends SchemaMembers {
  /** Namespace and name in one. */
  readonly kind: string;
  readonly isGeneric: boolean;
  readonly namespace: Named;
  readonly name: Named;
  /** The whole item. */
  readonly range: TextRange;
  /** `state: absent`: the file removes this kind. */
  readonly absent: boolean;
  readonly label?: string;
  readonly description?: string;
  readonly branch?: BranchSupport;
  readonly inheritFrom: readonly Named[];
  /** Attribute paths such as `name__value`. */
  readonly humanFriendlyId?: readonly Named[];
  readonly defaultFilter?: Named;
  readonly displayLabel?: Named;
  readonly displayLabels?: readonly Named[];
  readonly uniquenessConstraints?: readonly (readonly Named[])[];
  readonly hierarchical: boolean;
  readonly hierarchy?: Named;
  /** Kinds above and below in the hierarchy; an empty `value` says that there are none. */
  readonly parent?: Named;
  readonly children?: Named;
  readonly generateProfile: boolean;
  readonly generateTemplate: boolean;
  readonly restrictedNamespaces?: readonly string[];
}

/** An item of `extensions.nodes`. */
export interface SchemaExtension extends SchemaMembers {
  /** The kind that is extended: a node or a generic. */
  readonly kind: Named;
  /** The whole item. */
  readonly range: TextRange;
}

/** How a computed attribute gets its value. */
export type ComputedBy = 'Jinja2' | 'TransformPython' | 'User';

export interface SchemaAttribute {
  readonly name: Named;
  /** The attribute kind as written: `Text`, `Dropdown`; undefined when missing. */
  readonly kind: Named | undefined;
  readonly range: TextRange;
  readonly absent: boolean;
  /** As written, default false; a default value or a deprecation makes the server treat it as optional. */
  readonly optional: boolean;
  readonly unique: boolean;
  readonly readOnly: boolean;
  readonly deprecated: boolean;
  readonly hasDefault: boolean;
  /** The default, when it is a scalar. */
  readonly default?: string | number | boolean;
  readonly enum?: readonly { readonly value: string | number; readonly range: TextRange }[];
  readonly choices?: readonly SchemaChoice[];
  readonly computedBy?: ComputedBy;
  readonly label?: string;
  readonly description?: string;
  readonly branch?: BranchSupport;
}

/** A choice of a Dropdown attribute. */
export interface SchemaChoice {
  readonly name: Named;
  readonly label?: string;
  readonly description?: string;
}

export interface SchemaRelationship {
  readonly name: Named;
  /** The kind at the other end; undefined when missing. */
  readonly peer: Named | undefined;
  readonly range: TextRange;
  readonly absent: boolean;
  /** Default `Generic`. */
  readonly kind: string;
  /** Default `many`. */
  readonly cardinality: CoreRelationship['cardinality'];
  /** Default true. */
  readonly optional: boolean;
  readonly readOnly: boolean;
  readonly deprecated: boolean;
  readonly identifier?: Named;
  readonly direction: 'bidirectional' | 'inbound' | 'outbound';
  readonly label?: string;
  readonly description?: string;
}

/**
 * Most list items read from one document, whatever the list: aliases can make a small file stand for millions. The
 * largest schema file seen in a real repository has about a thousand.
 */
const maxItems = 50_000;

/** The keys that a schema document may have; the server refuses a file with others (facts/versions/object-files.md §11). */
const rootKeys: readonly (string | undefined)[] = ['version', 'nodes', 'generics', 'extensions'];

/** What YAML 1.1 and pydantic read as true or false. */
const boolean = /^(?:true|false|yes|no|on|off)$/i;

interface Reading {
  /** How many list items may still be read. */
  left: number;
  /** False once something could not be read. */
  whole: boolean;
}

/**
 * Reads the root of one schema document. Never throws; a root that is no mapping gives empty facts. The defaults of
 * the loader are filled in (facts/versions/schema-file-write-1.11.9.json).
 */
export function* schemaFactsInSteps(root: YamlNode | undefined): Generator<void, SchemaFacts> {
  const map = asMap(root);
  const isKnown = map ? map.entries.every((entry) => rootKeys.includes(keyText(entry))) : isNull(root);
  const reading: Reading = { left: maxItems, whole: isKnown };
  const nodes = yield* readInSteps(mapsOf(valueOf(root, 'nodes'), reading), (item) => readKind(item, false, reading));
  const generics = yield* readInSteps(mapsOf(valueOf(root, 'generics'), reading), (item) =>
    readKind(item, true, reading),
  );
  const extended = mapsOf(valueAt(root, 'extensions', 'nodes'), reading);
  const extensions = yield* readInSteps(extended, (item) => readExtension(item, reading));
  return { nodes, generics, extensions, whole: reading.whole };
}

function* readInSteps<T>(maps: readonly YamlMap[], read: (map: YamlMap) => readonly T[]): Generator<void, T[]> {
  const all: T[] = [];
  for (const map of maps) {
    for (const each of read(map)) all.push(each);
    yield;
  }
  return all;
}

/** The items of a list, as many as may still be read; undefined when it is no list. */
function itemsOf(node: YamlNode | undefined, reading: Reading): readonly (YamlNode | undefined)[] | undefined {
  const list = asList(node);
  const items = list?.items.slice(0, reading.left);
  reading.left -= items?.length ?? 0;
  if (list ? list.items.length > (items?.length ?? 0) : !isNull(node)) reading.whole = false;
  return items;
}

function readKind(map: YamlMap, isGeneric: boolean, reading: Reading): SchemaKind[] {
  const namespace = nameUnder(map, 'namespace', reading);
  const name = nameUnder(map, 'name', reading);
  if (!namespace || !name) return [];
  const inheritFrom = readNames(map, 'inherit_from', reading);
  return [
    {
      kind: namespace.value + name.value,
      isGeneric,
      namespace,
      name,
      range: map.range,
      absent: isAbsent(map),
      label: textOf(valueOf(map, 'label')),
      description: textOf(valueOf(map, 'description')),
      branch: branchOf(valueOf(map, 'branch')),
      inheritFrom: inheritFrom.names,
      humanFriendlyId: namesOf(valueOf(map, 'human_friendly_id'), reading),
      defaultFilter: namedOf(valueOf(map, 'default_filter')),
      displayLabel: namedOf(valueOf(map, 'display_label')),
      displayLabels: namesOf(valueOf(map, 'display_labels'), reading),
      uniquenessConstraints: itemsOf(valueOf(map, 'uniqueness_constraints'), reading)?.flatMap((item) => {
        const names = namesOf(item, reading);
        return names ? [names] : [];
      }),
      hierarchical: booleanOf(valueOf(map, 'hierarchical')) ?? false,
      hierarchy: namedOf(valueOf(map, 'hierarchy')),
      parent: namedOf(valueOf(map, 'parent')),
      children: namedOf(valueOf(map, 'children')),
      generateProfile: booleanOf(valueOf(map, 'generate_profile')) ?? true,
      generateTemplate: booleanOf(valueOf(map, 'generate_template')) ?? false,
      restrictedNamespaces: namesOf(valueOf(map, 'restricted_namespaces'), reading)?.map((item) => item.value),
      ...readMembers(map, reading, inheritFrom.malformed),
    },
  ];
}

function readExtension(map: YamlMap, reading: Reading): SchemaExtension[] {
  const kind = nameUnder(map, 'kind', reading);
  return kind ? [{ kind, range: map.range, ...readMembers(map, reading) }] : [];
}

function readMembers(map: YamlMap, reading: Reading, malformed = false): SchemaMembers {
  const attributes = readList(valueOf(map, 'attributes'), readAttribute, reading);
  const relationships = readList(valueOf(map, 'relationships'), readRelationship, reading);
  return {
    attributes: attributes.items,
    relationships: relationships.items,
    malformed: malformed || attributes.malformed || relationships.malformed || reading.left === 0,
  };
}

/** The text that has to stand under a key. */
function nameUnder(map: YamlMap, key: string, reading: Reading): Named | undefined {
  const name = namedOf(valueOf(map, key));
  if (name?.value) return name;
  reading.whole = false;
  return undefined;
}

/** A list of names that may be left out. */
function readNames(map: YamlMap, key: string, reading: Reading): { names: readonly Named[]; malformed: boolean } {
  const entry = entryOf(map, key);
  if (!entry) return { names: [], malformed: false };
  const names = (namesOf(entry.value, reading) ?? []).filter(({ value }) => value !== '');
  const malformed = names.length < (asList(entry.value)?.items.length ?? 1);
  if (malformed) reading.whole = false;
  return { names, malformed };
}

function readList<T>(
  node: YamlNode | undefined,
  read: (map: YamlMap, reading: Reading) => T | undefined,
  reading: Reading,
): { readonly items: T[]; readonly malformed: boolean } {
  if (isNull(node)) return { items: [], malformed: false };
  const list = asList(node);
  if (!list) {
    reading.whole = false;
    return { items: [], malformed: true };
  }
  const items = (itemsOf(list, reading) ?? []).flatMap((item) => {
    const map = asMap(item);
    return (map && isWritten(map) && read(map, reading)) || [];
  });
  const malformed = items.length < list.items.length;
  if (malformed) reading.whole = false;
  return { items, malformed };
}

/** What the values of members have to look like that decide about them; what does not is still being written. */
const memberValues: Readonly<Record<string, RegExp>> = {
  kind: /./,
  peer: /./,
  identifier: /./,
  cardinality: /^(?:one|many)$/,
  direction: /^(?:bidirectional|inbound|outbound)$/,
  state: /^(?:present|absent)$/,
  optional: boolean,
  read_only: boolean,
};

function isWritten(map: YamlMap): boolean {
  return map.entries.every((entry) => {
    const wanted = memberValues[keyText(entry) ?? ''];
    return wanted === undefined || wanted.test(textOf(entry.value) ?? '');
  });
}

function readAttribute(map: YamlMap, reading: Reading): SchemaAttribute | undefined {
  const name = nameUnder(map, 'name', reading);
  if (!name) return undefined;
  const fallback = valueOf(map, 'default_value');
  const computedBy = textOf(valueAt(map, 'computed_attribute', 'kind'));
  return {
    name,
    kind: isAbsent(map) ? namedOf(valueOf(map, 'kind')) : nameUnder(map, 'kind', reading),
    range: map.range,
    absent: isAbsent(map),
    optional: booleanOf(valueOf(map, 'optional')) ?? false,
    unique: booleanOf(valueOf(map, 'unique')) ?? false,
    readOnly: booleanOf(valueOf(map, 'read_only')) ?? false,
    deprecated: textOf(valueOf(map, 'deprecation')) !== undefined,
    hasDefault: !isNull(fallback),
    default: plainValue(fallback),
    enum: readEnum(valueOf(map, 'enum'), reading),
    choices: readChoices(valueOf(map, 'choices'), reading),
    computedBy: isComputedBy(computedBy) ? computedBy : undefined,
    label: textOf(valueOf(map, 'label')),
    description: textOf(valueOf(map, 'description')),
    branch: branchOf(valueOf(map, 'branch')),
  };
}

function readRelationship(map: YamlMap, reading: Reading): SchemaRelationship | undefined {
  const name = nameUnder(map, 'name', reading);
  if (!name) return undefined;
  const direction = textOf(valueOf(map, 'direction'));
  return {
    name,
    peer: isAbsent(map) ? namedOf(valueOf(map, 'peer')) : nameUnder(map, 'peer', reading),
    range: map.range,
    absent: isAbsent(map),
    kind: textOf(valueOf(map, 'kind')) ?? 'Generic',
    cardinality: textOf(valueOf(map, 'cardinality')) === 'one' ? 'one' : 'many',
    optional: booleanOf(valueOf(map, 'optional')) ?? true,
    readOnly: booleanOf(valueOf(map, 'read_only')) ?? false,
    deprecated: textOf(valueOf(map, 'deprecation')) !== undefined,
    identifier: namedOf(valueOf(map, 'identifier')),
    direction: direction === 'inbound' || direction === 'outbound' ? direction : 'bidirectional',
    label: textOf(valueOf(map, 'label')),
    description: textOf(valueOf(map, 'description')),
  };
}

function readEnum(node: YamlNode | undefined, reading: Reading): SchemaAttribute['enum'] {
  return itemsOf(node, reading)?.flatMap((item) => {
    const value = plainValue(item);
    if (!item || value === undefined) return [];
    return [{ value: typeof value === 'boolean' ? (textOf(item) ?? '') : value, range: item.range }];
  });
}

function readChoices(node: YamlNode | undefined, reading: Reading): SchemaChoice[] | undefined {
  if (!asList(node)) return undefined;
  return mapsOf(node, reading).flatMap((map) => {
    const name = nameUnder(map, 'name', reading);
    const label = textOf(valueOf(map, 'label'));
    return name ? [{ name, label, description: textOf(valueOf(map, 'description')) }] : [];
  });
}

function mapsOf(node: YamlNode | undefined, reading: Reading): YamlMap[] {
  const items = itemsOf(node, reading) ?? [];
  const maps = items.flatMap((item) => asMap(item) ?? []);
  if (maps.length < items.length) reading.whole = false;
  return maps;
}

function namesOf(node: YamlNode | undefined, reading: Reading): Named[] | undefined {
  return itemsOf(node, reading)?.flatMap((item) => namedOf(item) ?? []);
}

function isAbsent(map: YamlMap): boolean {
  return textOf(valueOf(map, 'state')) === 'absent';
}

/** A scalar as the loader reads it; dates and huge numbers as their text, collections and null as undefined. */
function plainValue(node: YamlNode | undefined): string | number | boolean | undefined {
  const value = asScalar(node)?.value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : textOf(node);
}

function branchOf(node: YamlNode | undefined): BranchSupport | undefined {
  const text = textOf(node);
  return text === 'aware' || text === 'agnostic' || text === 'local' ? text : undefined;
}

function isComputedBy(text: string | undefined): text is ComputedBy {
  return text === 'Jinja2' || text === 'TransformPython' || text === 'User';
}

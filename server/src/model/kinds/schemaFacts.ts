import type { TextRange } from '../../base/textRange';
import type { BranchSupport, CoreRelationship } from '../../data/coreKinds';
import { asList, asMap, asScalar, booleanOf, isNull, textOf, valueAt, valueOf } from '../../syntax/yaml/access';
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

/** How many list items may still be read. */
interface Budget {
  left: number;
}

/**
 * Reads the root of one schema document. Never throws; a root that is no mapping gives empty facts. The defaults of
 * the loader are filled in (facts/versions/schema-file-write-1.11.9.json).
 */
export function schemaFacts(root: YamlNode | undefined): SchemaFacts {
  const budget: Budget = { left: maxItems };
  return {
    nodes: mapsOf(valueOf(root, 'nodes'), budget).flatMap((map) => readKind(map, false, budget)),
    generics: mapsOf(valueOf(root, 'generics'), budget).flatMap((map) => readKind(map, true, budget)),
    extensions: mapsOf(valueAt(root, 'extensions', 'nodes'), budget).flatMap((map) => readExtension(map, budget)),
  };
}

/** The items of a list, as many as may still be read; undefined when it is no list. */
function itemsOf(node: YamlNode | undefined, budget: Budget): readonly (YamlNode | undefined)[] | undefined {
  const items = asList(node)?.items.slice(0, budget.left);
  budget.left -= items?.length ?? 0;
  return items;
}

function readKind(map: YamlMap, isGeneric: boolean, budget: Budget): SchemaKind[] {
  const namespace = namedOf(valueOf(map, 'namespace'));
  const name = namedOf(valueOf(map, 'name'));
  if (!namespace || !name) return [];
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
      inheritFrom: namesOf(valueOf(map, 'inherit_from'), budget) ?? [],
      humanFriendlyId: namesOf(valueOf(map, 'human_friendly_id'), budget),
      defaultFilter: namedOf(valueOf(map, 'default_filter')),
      displayLabel: namedOf(valueOf(map, 'display_label')),
      displayLabels: namesOf(valueOf(map, 'display_labels'), budget),
      uniquenessConstraints: itemsOf(valueOf(map, 'uniqueness_constraints'), budget)?.flatMap((item) => {
        const names = namesOf(item, budget);
        return names ? [names] : [];
      }),
      hierarchical: booleanOf(valueOf(map, 'hierarchical')) ?? false,
      hierarchy: namedOf(valueOf(map, 'hierarchy')),
      parent: namedOf(valueOf(map, 'parent')),
      children: namedOf(valueOf(map, 'children')),
      generateProfile: booleanOf(valueOf(map, 'generate_profile')) ?? true,
      generateTemplate: booleanOf(valueOf(map, 'generate_template')) ?? false,
      restrictedNamespaces: namesOf(valueOf(map, 'restricted_namespaces'), budget)?.map((item) => item.value),
      ...readMembers(map, budget),
    },
  ];
}

function readExtension(map: YamlMap, budget: Budget): SchemaExtension[] {
  const kind = namedOf(valueOf(map, 'kind'));
  return kind ? [{ kind, range: map.range, ...readMembers(map, budget) }] : [];
}

function readMembers(map: YamlMap, budget: Budget): SchemaMembers {
  const attributes = readList(valueOf(map, 'attributes'), readAttribute, budget);
  const relationships = readList(valueOf(map, 'relationships'), readRelationship, budget);
  return {
    attributes: attributes.items,
    relationships: relationships.items,
    malformed: attributes.malformed || relationships.malformed || budget.left === 0,
  };
}

function readList<T>(
  node: YamlNode | undefined,
  read: (map: YamlMap, budget: Budget) => T | undefined,
  budget: Budget,
): { readonly items: T[]; readonly malformed: boolean } {
  if (isNull(node)) return { items: [], malformed: false };
  const list = asList(node);
  if (!list) return { items: [], malformed: true };
  const items = (itemsOf(list, budget) ?? []).flatMap((item) => {
    const map = asMap(item);
    return (map && read(map, budget)) ?? [];
  });
  return { items, malformed: items.length < list.items.length };
}

function readAttribute(map: YamlMap, budget: Budget): SchemaAttribute | undefined {
  const name = namedOf(valueOf(map, 'name'));
  if (!name) return undefined;
  const fallback = valueOf(map, 'default_value');
  const computedBy = textOf(valueAt(map, 'computed_attribute', 'kind'));
  return {
    name,
    kind: namedOf(valueOf(map, 'kind')),
    range: map.range,
    absent: isAbsent(map),
    optional: booleanOf(valueOf(map, 'optional')) ?? false,
    unique: booleanOf(valueOf(map, 'unique')) ?? false,
    readOnly: booleanOf(valueOf(map, 'read_only')) ?? false,
    deprecated: textOf(valueOf(map, 'deprecation')) !== undefined,
    hasDefault: !isNull(fallback),
    default: plainValue(fallback),
    enum: readEnum(valueOf(map, 'enum'), budget),
    choices: readChoices(valueOf(map, 'choices'), budget),
    computedBy: isComputedBy(computedBy) ? computedBy : undefined,
    label: textOf(valueOf(map, 'label')),
    description: textOf(valueOf(map, 'description')),
    branch: branchOf(valueOf(map, 'branch')),
  };
}

function readRelationship(map: YamlMap): SchemaRelationship | undefined {
  const name = namedOf(valueOf(map, 'name'));
  if (!name) return undefined;
  const direction = textOf(valueOf(map, 'direction'));
  return {
    name,
    peer: namedOf(valueOf(map, 'peer')),
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

function readEnum(node: YamlNode | undefined, budget: Budget): SchemaAttribute['enum'] {
  return itemsOf(node, budget)?.flatMap((item) => {
    const value = plainValue(item);
    if (!item || value === undefined) return [];
    return [{ value: typeof value === 'boolean' ? (textOf(item) ?? '') : value, range: item.range }];
  });
}

function readChoices(node: YamlNode | undefined, budget: Budget): SchemaChoice[] | undefined {
  if (!asList(node)) return undefined;
  return mapsOf(node, budget).flatMap((map) => {
    const name = namedOf(valueOf(map, 'name'));
    const label = textOf(valueOf(map, 'label'));
    return name ? [{ name, label, description: textOf(valueOf(map, 'description')) }] : [];
  });
}

function mapsOf(node: YamlNode | undefined, budget: Budget): YamlMap[] {
  return (itemsOf(node, budget) ?? []).flatMap((item) => asMap(item) ?? []);
}

function namesOf(node: YamlNode | undefined, budget: Budget): Named[] | undefined {
  return itemsOf(node, budget)?.flatMap((item) => namedOf(item) ?? []);
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

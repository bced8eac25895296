import type { Attribute, Kind, Relationship } from '../../../../server/src/model/kinds/kind';
import type { KindModel } from '../../../../server/src/model/kinds/kindModel';

const wrappers: Readonly<Record<string, string>> = {
  Number: 'NumberAttribute',
  NumberPool: 'NumberAttribute',
  Bandwidth: 'NumberAttribute',
  Boolean: 'CheckboxAttribute',
  Checkbox: 'CheckboxAttribute',
  JSON: 'JSONAttribute',
  List: 'ListAttribute',
  Any: 'AnyAttribute',
  Dropdown: 'Dropdown',
  IPHost: 'IPHost',
  IPNetwork: 'IPNetwork',
  IPAddress: 'IPAddress',
  MacAddress: 'MacAddress',
};

const filterTypes: Readonly<Record<string, string>> = {
  NumberAttribute: 'BigInt',
  CheckboxAttribute: 'Boolean',
  JSONAttribute: 'GenericScalar',
  ListAttribute: 'GenericScalar',
  AnyAttribute: 'GenericScalar',
};

const filterTypeOf = ({ kind }: Attribute): string => filterTypes[wrappers[kind] ?? ''] ?? 'String';

/** The kinds that are in the SDL; those of the namespace Internal are not. */
export function shownKinds(kinds: KindModel): readonly Kind[] {
  return kinds.all().filter(({ namespace }) => namespace !== 'Internal');
}

/** The hierarchical generic whose tree a kind lives in. */
export function treeOf({ kind, hierarchy, hierarchical }: Kind): string | undefined {
  return hierarchy ?? (hierarchical ? kind : undefined);
}

/** Relationships of a kind that are fields of it; those of its tree are added apart. */
export function shownRelationships(kind: Kind, kinds: KindModel): Relationship[] {
  return [...kind.relationships.values()].filter((each) => {
    const peer = kinds.get(each.peer);
    return peer && peer.namespace !== 'Internal' && peer.origin !== 'derived' && each.kind !== 'Hierarchy';
  });
}

/**
 * The part of an SDL that follows from kinds, by the rules of facts/versions/graphql-derivation.md (sections 1 to 5), with
 * the fields of Query and Mutation apart. Left out: permissions, filters by source, owner and protection.
 */
export function kindsSdl(kinds: KindModel, known: ReadonlySet<string>): SdlParts {
  const all = shownKinds(kinds);
  const types = all.flatMap((kind) => [
    objectType(kind, kinds),
    edges(kind),
    ...(kind.isGeneric ? [] : [inputs(kind, kinds, known)]),
  ]);
  return {
    types: types.join('\n'),
    queries: all.map((kind) => `${kind.kind}${rootArguments(kind, kinds)}: Paginated${kind.kind}!`),
    mutations: all.flatMap(({ kind, isGeneric }) =>
      isGeneric ? [] : ['Create', 'Update', 'Upsert', 'Delete'].map((what) => mutation(kind, what)),
    ),
  };
}

interface SdlParts {
  readonly types: string;
  readonly queries: readonly string[];
  readonly mutations: readonly string[];
}

function mutation(kind: string, what: string): string {
  const input = what === 'Delete' ? 'DeleteInput' : `${kind}${what}Input`;
  return `${kind}${what}(context: ContextInput, data: ${input}!): ${kind}${what}`;
}

function objectType(kind: Kind, kinds: KindModel): string {
  const tree = treeOf(kind);
  const page = (peer: string): string => nestedArguments(kinds.get(peer), tree !== undefined);
  const fields = [
    kind.isGeneric ? 'id: String' : 'id: String!',
    'hfid: [String!]',
    'display_label: String',
    ...[...kind.attributes.values()].map(({ name, kind }) => `${name}: ${wrappers[kind] ?? 'TextAttribute'}`),
    ...shownRelationships(kind, kinds).map(({ name, peer, cardinality }) =>
      cardinality === 'one' ? `${name}: NestedEdged${peer}!` : `${name}${page(peer)}: NestedPaginated${peer}!`,
    ),
    ...(tree === undefined ? [] : [`parent: NestedEdged${tree}!`]),
    ...(tree === undefined ? [] : ['children', 'ancestors', 'descendants']).map(
      (name) => `${name}${page(tree ?? '')}: NestedPaginated${tree}!`,
    ),
  ];
  return `${head(kind, kinds)} {\n  ${fields.join('\n  ')}\n}`;
}

/** Groups are no CoreNode. */
function head(kind: Kind, kinds: KindModel): string {
  if (kind.isGeneric) return `interface ${kind.kind}`;
  const isGroup = kind.inheritFrom.includes('CoreGroup');
  const generics = kind.inheritFrom.filter((name) => kinds.get(name)?.isGeneric && name !== 'CoreNode');
  const interfaces = [...(isGroup ? [] : ['CoreNode']), ...generics];
  return `type ${kind.kind} implements ${interfaces.join(' & ')}`;
}

function edges({ kind, isGeneric }: Kind): string {
  const metadata = 'node_metadata: InfrahubNodeMetadata';
  return `type Edged${kind} { node: ${kind}, ${metadata} }
type Paginated${kind} { count: Int!, edges: [Edged${kind}!]! }
type NestedEdged${kind} {
  node: ${kind}
  ${metadata}
  properties: RelationshipProperty
  relationship_metadata: InfrahubRelationshipMetadata
}
type NestedPaginated${kind} { count: Int!, edges: [NestedEdged${kind}!]${isGeneric ? '' : '!'} }`;
}

const attributeFilters = (prefix: string, attribute: Attribute): string[] => [
  `${prefix}${attribute.name}__value: ${filterTypeOf(attribute)}`,
  `${prefix}${attribute.name}__values: [${filterTypeOf(attribute)}]`,
];

function rootArguments(kind: Kind, kinds: KindModel): string {
  const times = ['created_at', 'updated_at'].flatMap((time) =>
    ['', '__before', '__after'].map((suffix) => `node_metadata__${time}${suffix}: DateTime`),
  );
  const related = shownRelationships(kind, kinds).flatMap(({ name, peer }) => [
    `${name}__ids: [ID]`,
    `${name}__isnull: Boolean`,
    ...[...(kinds.get(peer)?.attributes.values() ?? [])].flatMap((attribute) =>
      attributeFilters(`${name}__`, attribute),
    ),
  ]);
  const own = [...kind.attributes.values()].flatMap((attribute) => [
    ...attributeFilters('', attribute),
    `${attribute.name}__isnull: Boolean`,
  ]);
  const fixed = ['offset: Int', 'limit: Int', 'order: OrderInput', 'ids: [ID]', 'hfid: [String]'];
  const any = ['any__value: String', 'any__values: [String]', 'partial_match: Boolean'];
  return `(${[...fixed, ...own, ...any, ...times, ...related].join(', ')})`;
}

function nestedArguments(peer: Kind | undefined, inTree: boolean): string {
  const own = [...(peer?.attributes.values() ?? [])].flatMap((attribute) => attributeFilters('', attribute));
  const fixed = ['offset: Int', 'limit: Int', 'order: OrderInput', 'ids: [ID]', 'isnull: Boolean'];
  return `(${[...fixed, ...own, ...(inTree ? ['include_descendants: Boolean'] : [])].join(', ')})`;
}

function inputs(kind: Kind, kinds: KindModel, known: ReadonlySet<string>): string {
  const fields = (suffix: string): string[] => [
    'id: String',
    ...[...kind.attributes.values()].flatMap(({ name, kind, readOnly }) => {
      const wrapper = wrappers[kind] ?? 'TextAttribute';
      const type = `${wrapper.endsWith('Attribute') ? wrapper : 'TextAttribute'}${suffix}`;
      return readOnly || !known.has(type) ? [] : [`${name}: ${type}`];
    }),
    ...shownRelationships(kind, kinds).flatMap(({ name, cardinality, readOnly }) => {
      if (readOnly) return [];
      return [cardinality === 'one' ? `${name}: RelatedNodeInput` : `${name}: [RelatedNodeInput]`];
    }),
  ];
  const change = ['hfid: [String]', ...fields('Update')].join(', ');
  const result = `{ ok: Boolean, object: ${kind.kind} }`;
  const { kind: name } = kind;
  return `input ${name}CreateInput { ${fields('Create').join(', ')} }
input ${name}UpdateInput { ${change} }
input ${name}UpsertInput { ${change} }
type ${name}Create ${result}
type ${name}Update ${result}
type ${name}Upsert ${result}
type ${name}Delete { ok: Boolean }`;
}

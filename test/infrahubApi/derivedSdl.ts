import { recording } from './recordings';

/** The kinds that an SDL is derived from. */
export interface DerivedKinds {
  readonly nodes: readonly DerivedKind[];
  readonly generics: readonly DerivedKind[];
}

export interface DerivedKind {
  readonly kind: string;
  readonly inherit_from?: readonly string[];
  readonly hierarchical?: boolean;
  readonly hierarchy?: string | null;
  readonly attributes: readonly { readonly name: string; readonly kind: string }[];
  readonly relationships: readonly {
    readonly name: string;
    readonly peer: string;
    readonly kind: string;
    readonly cardinality: string;
  }[];
}

const wrappers: Readonly<Record<string, string>> = {
  Number: 'NumberAttribute',
  Boolean: 'CheckboxAttribute',
  JSON: 'JSONAttribute',
  List: 'ListAttribute',
  Dropdown: 'Dropdown',
};

const isText = (kind: string): boolean => (wrappers[kind] ?? 'Dropdown') === 'Dropdown';

/** Not derived from a schema: given by the server as it is (facts 1a and 4, with the recordings of each). */
const fixed = `
scalar GenericScalar
scalar DateTime
scalar BigInt
type TextAttribute { value: String, id: String, is_default: Boolean, updated_at: DateTime }
type Dropdown { value: String, label: String, color: String, description: String }
type NumberAttribute { value: BigInt }
type CheckboxAttribute { value: Boolean }
type JSONAttribute { value: GenericScalar }
type ListAttribute { value: GenericScalar }
input OrderInput { disable: Boolean }
input RelatedNodeInput { id: String, hfid: [String], kind: String }
input RelationshipNodesInput { id: String!, name: String!, nodes: [RelatedNodeInput] }
type RelationshipRemove { ok: Boolean }
type Branch {
  id: String!
  name: String!
  description: String
  origin_branch: String
  branched_from: String
  created_at: String
  sync_with_git: Boolean
  is_default: Boolean
  status: String
}
interface CoreGenericAccount { id: String, display_label: String }
type CoreAccount implements CoreGenericAccount { id: String!, display_label: String }
input CheckboxAttributeUpdate { value: Boolean, is_default: Boolean }
input DeleteInput { id: String, hfid: [String] }
type Mutation { RelationshipRemove(data: RelationshipNodesInput!): RelationshipRemove }
`;

/**
 * The part of a server's SDL that follows from its kinds, those of the recorded schema unless others are given, by the rules of facts/versions/graphql-derivation.md
 * (sections 1 to 4). Relationships to kinds that were not recorded are left out, and filters are reduced to ids and the
 * values of texts.
 */
export function derivedSdl({ nodes, generics }: DerivedKinds = recordedKinds()): string {
  const node: DerivedKind = { kind: 'CoreNode', attributes: [], relationships: [] };
  const all = [node, ...generics, ...nodes];
  const known = new Set(all.map(({ kind }) => kind));
  const isGeneric = (kind: string) => kind === 'CoreNode' || generics.some((each) => each.kind === kind);
  const page = '(offset: Int, limit: Int, order: OrderInput, ids: [ID])';

  function fields(kind: DerivedKind): string {
    const hierarchy = kind.hierarchy ?? (kind.hierarchical === true ? kind.kind : undefined);
    const tree = hierarchy === undefined ? [] : ['children', 'ancestors', 'descendants'];
    const relationships = kind.relationships
      .filter((each) => known.has(each.peer) && each.kind !== 'Hierarchy')
      .map(({ name, peer, cardinality }) =>
        cardinality === 'one' ? `${name}: NestedEdged${peer}!` : `${name}${page}: NestedPaginated${peer}!`,
      );
    return [
      isGeneric(kind.kind) ? 'id: String' : 'id: String!',
      'hfid: [String!]',
      'display_label: String',
      ...kind.attributes.map(({ name, kind }) => `${name}: ${wrappers[kind] ?? 'TextAttribute'}`),
      ...relationships,
      ...(hierarchy === undefined ? [] : [`parent: NestedEdged${hierarchy}!`]),
      ...tree.map((name) => `${name}${page}: NestedPaginated${hierarchy}!`),
    ].join('\n  ');
  }

  function types(kind: DerivedKind): string {
    const name = kind.kind;
    const interfaces = [
      ...(name === 'CoreNode' || isGeneric(name) || kind.inherit_from?.includes('CoreGroup') ? [] : ['CoreNode']),
      ...(kind.inherit_from ?? []).filter((each) => known.has(each)),
    ];
    const head = isGeneric(name)
      ? `interface ${name}`
      : `type ${name}${interfaces.length > 0 ? ` implements ${interfaces.join(' & ')}` : ''}`;
    const nested = isGeneric(name) ? `[NestedEdged${name}!]` : `[NestedEdged${name}!]!`;
    return `${head} {\n  ${fields(kind)}\n}
type Edged${name} { node: ${name} }
type Paginated${name} { count: Int!, edges: [Edged${name}!]! }
type NestedEdged${name} { node: ${name} }
type NestedPaginated${name} { count: Int!, edges: ${nested} }`;
  }

  const queries = all.map(({ kind, attributes, relationships }) => {
    const values = attributes
      .filter((each) => isText(each.kind))
      .map(({ name }) => `, ${name}__value: String, ${name}__values: [String]`);
    const peers = relationships.filter((each) => known.has(each.peer)).map(({ name }) => `, ${name}__ids: [ID]`);
    return `  ${kind}${page.replace(')', `${[...values, ...peers].join('')})`)}: Paginated${kind}!`;
  });
  const mutations = nodes
    .filter(({ inherit_from = [] }) => inherit_from.some((each) => ['CoreTriggerRule', 'CoreAction'].includes(each)))
    .map(({ kind, attributes }) => {
      const active = attributes.some(({ name }) => name === 'active') ? ', active: CheckboxAttributeUpdate' : '';
      return `input ${kind}UpdateInput { id: String, hfid: [String]${active} }
type ${kind}Update { ok: Boolean, object: ${kind} }
type ${kind}Delete { ok: Boolean }
extend type Mutation {
  ${kind}Update(data: ${kind}UpdateInput!): ${kind}Update
  ${kind}Delete(data: DeleteInput!): ${kind}Delete
}`;
    });
  return [
    fixed,
    ...all.map(types),
    ...mutations,
    `type Query {\n  Branch(ids: [ID], name: String): [Branch!]!\n  AccountProfile: CoreGenericAccount\n${queries.join('\n')}\n}`,
  ].join('\n');
}

function recordedKinds(): DerivedKinds {
  return recording('schema').response as DerivedKinds;
}

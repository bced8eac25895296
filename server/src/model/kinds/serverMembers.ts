import type { OwnRelationship } from './declarations';

/** Namespaces without profiles (facts/versions/derived-kinds.md). */
const withoutProfiles = new Set([
  'Account',
  'Branch',
  'Core',
  'Deprecated',
  'Diff',
  'Infrahub',
  'Internal',
  'Lineage',
  'Schema',
  'Profile',
  'Template',
]);

/** Relationships that the server gives to each kind anew, so they are not taken from a generic. */
const added = new Set([
  'member_of_groups',
  'subscriber_of_groups',
  'profiles',
  'object_template',
  'Hierarchy parent',
  'Hierarchy children',
]);

/** True when the server adds this relationship by itself to every kind that has it. */
export function isAddedByServer(relationship: OwnRelationship): boolean {
  return added.has(relationship.name) || added.has(`${relationship.kind} ${relationship.name}`);
}

/** True when the kind has a `Profile<Kind>`. */
export function hasProfile(namespace: string, generateProfile: boolean): boolean {
  return generateProfile && !withoutProfiles.has(namespace);
}

/** What decides which relationships the server adds to a kind of a schema file. */
export interface ServerMembersOf {
  readonly kind: string;
  readonly namespace: string;
  readonly isGroup: boolean;
  readonly isPrefix: boolean;
  readonly hasProfile: boolean;
  readonly hasTemplate: boolean;
  readonly hierarchy?: string;
  /** `parent` and `children` as written; undefined: the hierarchy's generic. */
  readonly parent?: string;
  readonly children?: string;
  readonly isGeneric: (kind: string) => boolean;
}

/**
 * The relationships the server adds by itself (facts/versions/derived-kinds.md, graphql-derivation.md §2). `parent` and
 * `children` are there on the top and bottom kinds of a hierarchy too: GraphQL offers them.
 */
export function serverRelationships(of: ServerMembersOf): OwnRelationship[] {
  const relationships: OwnRelationship[] = [];
  const optional = { optional: true, readOnly: false, direction: 'bidirectional' } as const;
  if (of.hasTemplate) {
    relationships.push({
      ...optional,
      name: 'object_template',
      peer: `Template${of.kind}`,
      kind: 'Template',
      cardinality: 'one',
      identifier: 'node__objecttemplate',
      label: 'Object Template',
    });
  }
  if (of.hasProfile) {
    relationships.push({
      ...optional,
      name: 'profiles',
      peer: 'CoreProfile',
      kind: 'Profile',
      cardinality: 'many',
      identifier: 'node__profile',
      label: 'Profiles',
    });
  }
  if (!of.isGroup && of.namespace !== 'Internal') {
    relationships.push(
      { ...optional, ...group, name: 'member_of_groups', identifier: 'group_member', label: 'Member Of Groups' },
      {
        ...optional,
        ...group,
        name: 'subscriber_of_groups',
        identifier: 'group_subscriber',
        label: 'Subscriber Of Groups',
      },
    );
  }
  if (of.hierarchy !== undefined) relationships.push(...hierarchyRelationships(of, of.hierarchy));
  return relationships;
}

const group = { peer: 'CoreGroup', kind: 'Group', cardinality: 'many' } as const;

function hierarchyRelationships(of: ServerMembersOf, hierarchy: string): OwnRelationship[] {
  const parent = of.parent || hierarchy;
  const common = { kind: 'Hierarchy', identifier: 'parent__child', readOnly: of.isPrefix };
  return [
    {
      ...common,
      name: 'parent',
      peer: parent,
      cardinality: 'one',
      // A parent that is one certain other kind of node must be given.
      optional: parent === of.kind || of.isGeneric(parent),
      direction: 'outbound',
      label: 'Parent',
    },
    {
      ...common,
      name: 'children',
      peer: of.children || hierarchy,
      cardinality: 'many',
      optional: true,
      direction: 'inbound',
      label: 'Children',
    },
  ];
}

import * as z from 'zod';
import type { RemoteAttribute, RemoteKind, RemoteRelationship } from '../../remoteKnowledge';
import { defineResource } from '../operation';
import { plainText } from '../plainText';

const text = z.string().nullish();
const flag = z.boolean().nullish();
const texts = z.array(z.string()).nullish();
const branch = z.enum(['aware', 'agnostic', 'local']).nullish().catch(undefined);

const attribute = z.object({
  name: z.string(),
  kind: z.string(),
  optional: flag,
  unique: flag,
  read_only: flag,
  inherited: flag,
  default_value: z.unknown().optional(),
  enum: z.array(z.union([z.string(), z.number()])).nullish(),
  choices: z.array(z.object({ name: z.string(), label: text, description: text })).nullish(),
  computed_attribute: z.object({ kind: z.string() }).nullish(),
  label: text,
  description: text,
  branch,
});

const relationship = z.object({
  name: z.string(),
  peer: z.string(),
  kind: z.string(),
  cardinality: z.enum(['one', 'many']),
  optional: flag,
  read_only: flag,
  inherited: flag,
  identifier: text,
  direction: text,
  label: text,
  description: text,
});

const kind = z.object({
  namespace: z.string(),
  name: z.string(),
  label: text,
  description: text,
  branch,
  human_friendly_id: texts,
  default_filter: text,
  display_label: text,
  uniqueness_constraints: z.array(z.array(z.string())).nullish(),
  hierarchical: flag,
  hierarchy: text,
  generate_profile: flag,
  generate_template: flag,
  restricted_namespaces: texts,
  inherit_from: texts,
  attributes: z.array(attribute),
  relationships: z.array(relationship),
});

/** Every node and generic of a branch with its members, as the server has processed them (facts 5). */
export const schemaKinds = defineResource({
  title: 'read the schema',
  path: () => '/api/schema',
  body: z.object({ nodes: z.array(kind), generics: z.array(kind) }),
  map: ({ nodes, generics }): readonly RemoteKind[] => [
    ...generics.map((each) => toKind(each, true)),
    ...nodes.map((each) => toKind(each, false)),
  ],
});

function toKind(given: z.output<typeof kind>, isGeneric: boolean): RemoteKind {
  const { namespace, name } = given;
  return present({
    kind: namespace + name,
    namespace,
    name,
    isGeneric,
    label: shown(given.label),
    description: shown(given.description),
    branch: given.branch ?? 'aware',
    humanFriendlyId: given.human_friendly_id ?? undefined,
    defaultFilter: given.default_filter ?? undefined,
    displayLabel: given.display_label ?? undefined,
    uniquenessConstraints: given.uniqueness_constraints ?? undefined,
    hierarchical: given.hierarchical === true ? true : undefined,
    hierarchy: given.hierarchy ?? undefined,
    generateProfile: given.generate_profile === true,
    generateTemplate: given.generate_template === true,
    restrictedNamespaces: given.restricted_namespaces ?? undefined,
    inheritFrom: given.inherit_from ?? [],
    attributes: given.attributes.map(toAttribute),
    relationships: given.relationships.map(toRelationship),
  });
}

/** Attribute kinds whose default would be a secret. */
const secretKinds = new Set(['Password', 'HashedPassword']);

function toAttribute(given: z.output<typeof attribute>): RemoteAttribute {
  const value = given.default_value ?? undefined;
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const isShown = isScalar && !secretKinds.has(given.kind);
  return present({
    name: given.name,
    kind: given.kind,
    optional: given.optional === true,
    unique: given.unique === true ? true : undefined,
    readOnly: given.read_only === true ? true : undefined,
    inherited: given.inherited === true ? true : undefined,
    default: isShown ? value : undefined,
    hasDefault: value !== undefined && !isShown ? true : undefined,
    enum: given.enum ?? undefined,
    choices: given.choices?.map(({ name, label, description }) =>
      present({ name, label: shown(label), description: shown(description) }),
    ),
    computedBy: computedBy(given.computed_attribute?.kind),
    label: shown(given.label),
    description: shown(given.description),
    branch: given.branch ?? undefined,
  });
}

function computedBy(kind: string | undefined): RemoteAttribute['computedBy'] {
  return kind === 'Jinja2' || kind === 'TransformPython' || kind === 'User' ? kind : undefined;
}

function toRelationship(given: z.output<typeof relationship>): RemoteRelationship {
  const { direction } = given;
  return present({
    name: given.name,
    peer: given.peer,
    kind: given.kind,
    cardinality: given.cardinality,
    optional: given.optional === true,
    readOnly: given.read_only === true ? true : undefined,
    inherited: given.inherited === true ? true : undefined,
    identifier: given.identifier ?? undefined,
    direction: direction === 'inbound' || direction === 'outbound' ? direction : undefined,
    label: shown(given.label),
    description: shown(given.description),
  });
}

/** Text for people; nothing for an empty one. */
function shown(given: string | null | undefined): string | undefined {
  return given ? plainText(given) : undefined;
}

/** The fields that have a value. */
function present<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

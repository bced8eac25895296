import { createHash } from 'node:crypto';
import type { Attribute, Kind, Relationship } from '../../../server/src/model/kinds/kind';
import type { KindModel } from '../../../server/src/model/kinds/kindModel';

/** What `GET /api/schema` tells of the kinds, profiles and templates left out (facts 5). */
export function schemaAnswer(kinds: KindModel, namespaces: readonly string[] = []) {
  const isWanted = ({ namespace, origin }: Kind): boolean =>
    origin !== 'derived' && (namespaces.length === 0 || namespaces.includes(namespace));
  return {
    main: schemaSummary(kinds).main,
    nodes: kinds.nodes().filter(isWanted).map(kindAnswer),
    generics: kinds
      .generics()
      .filter(isWanted)
      .map((kind) => ({ ...kindAnswer(kind), used_by: kinds.heirs(kind.kind).map((heir) => heir.kind) })),
    profiles: [],
    templates: [],
    namespaces: [],
  };
}

/** What `GET /api/schema/<Kind>` tells; undefined for an unknown kind. */
export function kindSchema(kinds: KindModel, name: string) {
  const kind = kinds.get(name);
  return kind && kindAnswer(kind);
}

/** Hashes of the schema and of its kinds. */
export function schemaSummary(kinds: KindModel) {
  const hashes = (of: readonly Kind[]): Record<string, string> =>
    Object.fromEntries(of.map((kind) => [kind.kind, hashOf(kindAnswer(kind))]));
  const [nodes, generics] = [hashes(kinds.nodes()), hashes(kinds.generics())];
  return { main: hashOf([nodes, generics]), nodes, generics };
}

function hashOf(value: unknown): string {
  return createHash('md5').update(JSON.stringify(value)).digest('hex');
}

function kindAnswer(kind: Kind) {
  return {
    id: null,
    name: kind.name,
    namespace: kind.namespace,
    kind: kind.kind,
    description: kind.description ?? null,
    label: kind.label ?? kind.name,
    branch: kind.branch,
    default_filter: kind.defaultFilter ?? null,
    human_friendly_id: kind.humanFriendlyId ?? null,
    display_label: kind.displayLabel ?? null,
    display_labels: kind.displayLabels ?? null,
    uniqueness_constraints: kind.uniquenessConstraints ?? null,
    hierarchical: kind.hierarchical,
    hierarchy: kind.hierarchy ?? null,
    inherit_from: kind.inheritFrom,
    generate_profile: kind.generateProfile,
    generate_template: kind.generateTemplate,
    restricted_namespaces: kind.restrictedNamespaces ?? null,
    state: 'present',
    attributes: [...kind.attributes.values()].map(attributeAnswer),
    relationships: [...kind.relationships.values()].map(relationshipAnswer),
  };
}

function attributeAnswer(attribute: Attribute) {
  const { name, kind, optional, unique, readOnly, branch, choices, label, description } = attribute;
  return {
    id: null,
    name,
    kind,
    optional,
    unique,
    read_only: readOnly,
    branch,
    label: label ?? name,
    description: description ?? null,
    enum: attribute.enum ?? null,
    choices:
      choices?.map((choice) => ({
        name: choice.name,
        label: choice.label ?? choice.name,
        description: choice.description ?? '',
      })) ?? null,
    default_value: attribute.default ?? null,
    computed_attribute: null,
    inherited: attribute.inheritedFrom !== undefined,
    state: 'present',
  };
}

function relationshipAnswer(relationship: Relationship) {
  const { name, peer, kind, cardinality, optional, readOnly, identifier, direction, label, description } = relationship;
  return {
    id: null,
    name,
    peer,
    kind,
    cardinality,
    optional,
    read_only: readOnly,
    identifier,
    direction,
    label: label ?? name,
    description: description ?? null,
    inherited: relationship.inheritedFrom !== undefined,
    state: 'present',
  };
}

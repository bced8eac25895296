import type { Declared } from './declarations';
import type { Attribute, Kind, Relationship } from './kind';
import { hasProfile } from './serverMembers';

/** What the derived kinds need of the model. */
export interface DerivedSource {
  get(kind: string): Kind | undefined;
  hasTemplate(kind: string): boolean;
}

/**
 * `Profile<Kind>` or `Template<Kind>`, if the server derives one (facts/versions/derived-kinds.md). Which members are
 * copied depends on the server's version, so the kind is marked incomplete: it lists at least those of the newest.
 */
export function derivedKind(name: string, source: DerivedSource): Kind | undefined {
  if (name.startsWith('Profile')) {
    const of = source.get(name.slice('Profile'.length));
    if (of && of.origin !== 'derived' && hasProfile(of.namespace, of.generateProfile)) return profileOf(of);
  }
  if (name.startsWith('Template')) {
    const of = source.get(name.slice('Template'.length));
    if (of && of.origin !== 'derived' && source.hasTemplate(of.kind)) return templateOf(of, source);
  }
  return undefined;
}

/**
 * The kinds that have a `Template<Kind>`: nodes with `generate_template`, and what they reach over Component
 * relationships, a generic's heirs included.
 */
export function templatedKinds(
  declared: ReadonlyMap<string, Declared>,
  componentPeers: (kind: string) => readonly string[],
  heirs: (generic: string) => readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...declared.values()].filter(generatesTemplate).map((item) => item.kind);
  for (let kind = open.pop(); kind !== undefined; kind = open.pop()) {
    const item = declared.get(kind);
    if (!item || found.has(kind)) continue;
    found.add(kind);
    for (const peer of componentPeers(kind)) open.push(peer);
    if (item.isGeneric) for (const heir of heirs(kind)) open.push(heir);
  }
  return found;
}

function generatesTemplate(declared: Declared): boolean {
  return declared.schemas.some(({ facts }) => facts.generateTemplate) || (declared.core?.generateTemplate ?? false);
}

function profileOf(of: Kind): Kind {
  const attributes = new Map([text('profile_name', 'Profile Name', true), number('profile_priority', 1000)]);
  for (const [name, attribute] of of.attributes) {
    if (attribute.readOnly || attribute.unique) continue;
    attributes.set(name, { ...attribute, optional: true, hasDefault: false, default: undefined });
  }
  const relationships = copied(of, (relationship) => ['Generic', 'Attribute'].includes(relationship.kind));
  relationships.set('related_nodes', related(of));
  return {
    ...derivedFrom(of, 'Profile'),
    inheritFrom: ['CoreProfile', 'LineageSource', 'CoreNode'],
    humanFriendlyId: ['profile_name__value'],
    attributes,
    relationships,
  };
}

function templateOf(of: Kind, source: DerivedSource): Kind {
  const attributes = new Map([text('template_name', 'Template Name', true)]);
  for (const [name, attribute] of of.attributes) {
    if (!attribute.readOnly && !attribute.unique) attributes.set(name, { ...attribute, optional: true });
  }
  const relationships = copied(of, () => true);
  for (const [name, relationship] of relationships) {
    const inner = relationship.kind === 'Component' || relationship.kind === 'Parent';
    if (inner && source.hasTemplate(relationship.peer)) {
      relationships.set(name, { ...relationship, peer: `Template${relationship.peer}` });
    }
  }
  relationships.delete('object_template');
  relationships.set('related_nodes', related(of));
  return {
    ...derivedFrom(of, 'Template'),
    inheritFrom: ['CoreObjectTemplate', 'CoreObjectComponentTemplate', 'LineageSource', 'CoreNode'],
    humanFriendlyId: [...of.relationships.values()].some((relationship) => relationship.kind === 'Parent')
      ? undefined
      : ['template_name__value'],
    attributes,
    relationships,
  };
}

function derivedFrom(of: Kind, namespace: 'Profile' | 'Template') {
  return {
    kind: namespace + of.kind,
    namespace,
    name: of.kind,
    // The profile or template of a generic is a node like any other.
    isGeneric: false,
    origin: 'derived',
    declaredAt: of.declaredAt,
    incomplete: true,
    label: `${namespace} ${of.label ?? of.name}`,
    branch: of.branch,
    hierarchical: false,
    generateProfile: false,
    generateTemplate: false,
  } as const;
}

function copied(of: Kind, wanted: (relationship: Relationship) => boolean): Map<string, Relationship> {
  return new Map([...of.relationships].filter(([, item]) => !item.readOnly && wanted(item)));
}

function related(of: Kind): Relationship {
  return {
    name: 'related_nodes',
    peer: of.kind,
    kind: 'Generic',
    cardinality: 'many',
    optional: true,
    readOnly: false,
    identifier: 'node__profile',
    direction: 'bidirectional',
    label: 'Related Nodes',
  };
}

function text(name: string, label: string, unique: boolean): [string, Attribute] {
  const common = { readOnly: false, hasDefault: false, branch: 'aware' } as const;
  return [name, { ...common, name, label, kind: 'Text', optional: false, unique }];
}

function number(name: string, value: number): [string, Attribute] {
  const common = { readOnly: false, unique: false, branch: 'aware' } as const;
  return [name, { ...common, name, kind: 'Number', optional: true, hasDefault: true, default: value }];
}

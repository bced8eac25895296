import type { Place, TextPart } from '../../base/place';
import type { RemoteKind } from '../../remoteKnowledge';
import { placeOf } from '../named';
import type { Attribute, Relationship } from './kind';
import type { SchemaAttribute, SchemaExtension, SchemaFacts, SchemaKind, SchemaRelationship } from './schemaFacts';

/** Everything that declares one kind, before inheritance. */
export interface Declared {
  readonly kind: string;
  readonly isGeneric: boolean;
  /** What the server has, inherited members included: a core kind, or any kind of a connected server. */
  readonly core?: RemoteKind;
  readonly schemas: { readonly facts: SchemaKind; readonly part: TextPart }[];
  readonly extensions: { readonly facts: SchemaExtension; readonly part: TextPart }[];
  /** Generics of all declarations, each once. */
  readonly inheritFrom: Set<string>;
}

/** What a kind declares itself; `branch` and `identifier` are filled in when a kind is resolved. */
export interface OwnMembers {
  readonly attributes: ReadonlyMap<string, OwnAttribute>;
  readonly relationships: ReadonlyMap<string, OwnRelationship>;
}

export type OwnAttribute = Omit<Attribute, 'branch'> & { readonly branch?: Attribute['branch']; inherited?: boolean };
export type OwnRelationship = Omit<Relationship, 'identifier'> & {
  readonly identifier?: string;
  readonly inherited?: boolean;
};

/**
 * Collects declarations by kind: those of the server first, then files in the order given. `state: absent` declares
 * nothing.
 */
export function collectDeclarations(
  serverKinds: readonly RemoteKind[],
  schemas: readonly { readonly facts: SchemaFacts; readonly source: TextPart }[],
): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const core of serverKinds) {
    const { kind, isGeneric } = core;
    found.set(kind, { kind, isGeneric, core, schemas: [], extensions: [], inheritFrom: new Set(core.inheritFrom) });
  }
  for (const { facts, source } of schemas) {
    for (const schema of [...facts.generics, ...facts.nodes]) {
      if (schema.absent) continue;
      const { kind, isGeneric } = schema;
      let declared = found.get(kind);
      if (!declared) {
        declared = { kind, isGeneric, schemas: [], extensions: [], inheritFrom: new Set() };
        found.set(kind, declared);
      }
      declared.schemas.push({ facts: schema, part: source });
      for (const { value } of schema.inheritFrom) declared.inheritFrom.add(value);
    }
  }
  for (const { facts, source } of schemas) {
    for (const extension of facts.extensions) {
      found.get(extension.kind.value)?.extensions.push({ facts: extension, part: source });
    }
  }
  return found;
}

/**
 * The members a kind declares itself: those the server has (another repository may have added some), then those of files
 * and extensions; a later declaration of a name replaces an earlier one.
 */
export function ownMembers(declared: Declared): OwnMembers {
  const attributes = new Map<string, OwnAttribute>();
  const relationships = new Map<string, OwnRelationship>();
  for (const core of declared.core?.attributes ?? []) {
    attributes.set(core.name, {
      ...core,
      unique: core.unique ?? false,
      readOnly: core.readOnly ?? false,
      hasDefault: core.hasDefault ?? core.default !== undefined,
    });
  }
  for (const core of declared.core?.relationships ?? []) {
    const direction = core.direction ?? 'bidirectional';
    relationships.set(core.name, { ...core, readOnly: core.readOnly ?? false, direction });
  }
  for (const { facts, part } of [...declared.schemas, ...declared.extensions]) {
    for (const attribute of facts.attributes) {
      if (!attribute.absent) attributes.set(attribute.name.value, fromAttribute(attribute, part));
      else removeServers(attributes, attribute.name.value);
    }
    for (const relationship of facts.relationships) {
      if (!relationship.absent) relationships.set(relationship.name.value, fromRelationship(relationship, part));
      else removeServers(relationships, relationship.name.value);
    }
  }
  return { attributes, relationships };
}

/** `state: absent` takes away what the server has. */
function removeServers(members: Map<string, { readonly declaredAt?: Place }>, name: string): void {
  if (members.get(name)?.declaredAt === undefined) members.delete(name);
}

/** Where the kind's name is first declared in a file. */
export function declaredAt(declared: Declared): Place | undefined {
  const first = declared.schemas[0];
  return first && placeOf(first.part, first.facts.name);
}

function fromAttribute(facts: SchemaAttribute, part: TextPart): OwnAttribute {
  const { name, kind, optional, deprecated, enum: values, choices, range: _, absent: __, ...rest } = facts;
  return {
    ...rest,
    name: name.value,
    kind: kind?.value ?? '',
    optional: optional || facts.hasDefault || deprecated,
    enum: values?.map((item) => item.value),
    choices: choices?.map((choice) => ({
      name: choice.name.value,
      label: choice.label,
      description: choice.description,
      declaredAt: placeOf(part, choice.name),
    })),
    declaredAt: placeOf(part, name),
  };
}

function fromRelationship(facts: SchemaRelationship, part: TextPart): OwnRelationship {
  const { name, peer, identifier, optional, deprecated, range: _, absent: __, ...rest } = facts;
  return {
    ...rest,
    name: name.value,
    peer: peer?.value ?? '',
    optional: optional || deprecated,
    identifier: identifier?.value,
    declaredAt: placeOf(part, name),
  };
}

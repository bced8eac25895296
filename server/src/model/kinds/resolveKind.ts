import type { BranchSupport } from '../../data/coreKinds';
import { declaredAt, type Declared, type OwnAttribute, type OwnMembers, type OwnRelationship } from './declarations';
import type { Attribute, Kind, Relationship } from './kind';
import type { SchemaKind } from './schemaFacts';
import { hasProfile, isAddedByServer, serverRelationships } from './serverMembers';

/** What resolving one kind needs to know of the others. */
export interface KindSource {
  declared(kind: string): Declared | undefined;
  /** True for a kind that every server brings along. */
  isCore(kind: string): boolean;
  /** Memoised `ownMembers`. */
  own(declared: Declared): OwnMembers;
  /** True when a `Template<Kind>` exists. */
  hasTemplate(kind: string): boolean;
  /** Asks to copy so many members into a kind; false when the model has grown out of all proportion. */
  mayInherit(count: number): boolean;
}

/**
 * The kind with its members, as the server's schema processing makes it. Generics inherit from nothing, so one level is
 * looked at and a cycle of `inherit_from` has no effect.
 */
export function resolveKind(declared: Declared, source: KindSource): Kind {
  const { core } = declared;
  const last = declared.schemas.at(-1)?.facts;
  const namespace = core?.namespace ?? last?.namespace.value ?? '';
  const generics = genericsOf(declared, source);
  const branch = pick(declared, 'branch') ?? core?.branch ?? 'aware';
  const hierarchy = hierarchyOf(declared, source);
  const inheritFrom = [...declared.inheritFrom];
  if (hierarchy !== undefined && hierarchy !== declared.kind && !inheritFrom.includes(hierarchy)) {
    inheritFrom.push(hierarchy);
  }
  const members = resolveMembers({ declared, source, generics, branch });
  const generateProfile = pick(declared, 'generateProfile') ?? core?.generateProfile ?? true;
  if (!core) {
    const extra = serverRelationships({
      kind: declared.kind,
      namespace,
      isGroup: declared.kind === 'CoreGroup' || inheritFrom.includes('CoreGroup'),
      isPrefix: inheritFrom.includes('BuiltinIPPrefix'),
      hasProfile: hasProfile(namespace, generateProfile),
      hasTemplate: !declared.isGeneric && source.hasTemplate(declared.kind),
      hierarchy,
      parent: pick(declared, 'parent')?.value,
      children: pick(declared, 'children')?.value,
      isGeneric: (kind) => source.declared(kind)?.isGeneric ?? true,
    });
    for (const relationship of extra) {
      if (members.relationships.has(relationship.name)) continue;
      members.relationships.set(relationship.name, finishRelationship(relationship, declared.kind));
    }
  }
  const properties = resolveProperties(declared, generics, members.attributes);
  return {
    kind: declared.kind,
    namespace,
    name: core?.name ?? last?.name.value ?? '',
    isGeneric: declared.isGeneric,
    origin: originOf(declared, source),
    declaredAt: declaredAt(declared),
    incomplete: members.cut || isIncomplete(declared, generics),
    inheritFrom,
    label: pick(declared, 'label') ?? core?.label,
    description: pick(declared, 'description') ?? core?.description,
    branch,
    ...properties,
    hierarchical: isHierarchical(declared),
    hierarchy,
    generateProfile,
    generateTemplate: pick(declared, 'generateTemplate') ?? core?.generateTemplate ?? false,
    restrictedNamespaces: pick(declared, 'restrictedNamespaces') ?? core?.restrictedNamespaces,
    attributes: members.attributes,
    relationships: members.relationships,
  };
}

function originOf({ kind, core, schemas }: Declared, source: KindSource): Kind['origin'] {
  if (!core) return 'schema';
  if (source.isCore(kind)) return 'core';
  return schemas.length > 0 ? 'schema' : 'server';
}

/** True when the generic is the root of a hierarchy. */
export function isHierarchical(declared: Declared): boolean {
  return declared.schemas.some(({ facts }) => facts.hierarchical) || (declared.core?.hierarchical ?? false);
}

/** The generics that are known, in order; whatever else `inherit_from` names makes the kind incomplete. */
function genericsOf(declared: Declared, source: KindSource): Declared[] {
  if (declared.isGeneric) return [];
  return [...declared.inheritFrom].flatMap((name) => {
    const found = source.declared(name);
    return found?.isGeneric ? found : [];
  });
}

function isIncomplete(declared: Declared, generics: readonly Declared[]): boolean {
  const parts = [declared, ...generics].flatMap((item) => [...item.schemas, ...item.extensions]);
  return generics.length < declared.inheritFrom.size || parts.some(({ facts }) => facts.malformed);
}

function hierarchyOf(declared: Declared, source: KindSource): string | undefined {
  if (declared.isGeneric) return isHierarchical(declared) ? declared.kind : undefined;
  const written = pick(declared, 'hierarchy')?.value || declared.core?.hierarchy;
  return written ?? genericsOf(declared, source).find(isHierarchical)?.kind;
}

/** The last declaration that says something about a property. */
function pick<K extends keyof SchemaKind>(declared: Declared, property: K): SchemaKind[K] | undefined {
  return declared.schemas.findLast(({ facts }) => facts[property] !== undefined)?.facts[property];
}

interface MembersOf {
  readonly declared: Declared;
  readonly source: KindSource;
  readonly generics: readonly Declared[];
  readonly branch: BranchSupport;
}

function resolveMembers({ declared, source, generics, branch }: MembersOf): {
  attributes: Map<string, Attribute>;
  relationships: Map<string, Relationship>;
  /** True when inherited members were left out. */
  cut: boolean;
} {
  const own = source.own(declared);
  const attributes = new Map<string, Attribute>();
  const relationships = new Map<string, Relationship>();
  for (const [name, attribute] of own.attributes) attributes.set(name, finishAttribute(attribute, branch));
  for (const [name, relationship] of own.relationships) {
    relationships.set(name, finishRelationship(relationship, declared.kind));
  }
  for (const generic of generics) {
    const inheritedFrom = generic.kind;
    const genericBranch = pick(generic, 'branch') ?? generic.core?.branch ?? 'aware';
    const theirs = source.own(generic);
    if (!source.mayInherit(theirs.attributes.size + theirs.relationships.size)) {
      return { attributes, relationships, cut: true };
    }
    for (const [name, attribute] of theirs.attributes) {
      const ours = own.attributes.get(name);
      if (ours && !ours.inherited) continue;
      // A generic's attribute follows the branch support of the kind, unless it has one of its own.
      const explicit = attribute.branch === genericBranch ? undefined : attribute.branch;
      // What the server copied to its kind is older than what a file says of the generic.
      const copied = attribute.declaredAt ? undefined : ours;
      const inherited = finishAttribute(copied ?? { ...attribute, branch: explicit }, branch);
      attributes.set(name, { ...inherited, inheritedFrom });
    }
    for (const [name, relationship] of theirs.relationships) {
      const ours = own.relationships.get(name);
      if ((ours && !ours.inherited) || isAddedByServer(relationship)) continue;
      const copied = relationship.declaredAt ? undefined : ours;
      relationships.set(name, { ...finishRelationship(copied ?? relationship, inheritedFrom), inheritedFrom });
    }
  }
  return { attributes, relationships, cut: false };
}

function finishAttribute(own: OwnAttribute, branch: BranchSupport): Attribute {
  const { inherited: _, ...attribute } = own;
  return { ...attribute, branch: attribute.branch ?? branch };
}

/** Fills in the identifier as the server does: both kinds in order of the alphabet, in small letters. */
function finishRelationship(own: OwnRelationship, owner: string): Relationship {
  const { inherited: _, ...relationship } = own;
  const identifier = relationship.identifier ?? [owner, relationship.peer].toSorted().join('__').toLowerCase();
  return { ...relationship, identifier };
}

type Properties = Pick<
  Kind,
  'humanFriendlyId' | 'defaultFilter' | 'displayLabel' | 'displayLabels' | 'uniquenessConstraints'
>;

/** Own properties, else those of the first generic that has them; a human-friendly id may come from a unique attribute. */
function resolveProperties(
  declared: Declared,
  generics: readonly Declared[],
  attributes: ReadonlyMap<string, Attribute>,
): Properties {
  const { core } = declared;
  const all = [declared, ...generics].map(ownProperties);
  const humanFriendlyId = first(all, 'humanFriendlyId');
  const uniquenessConstraints = first(all, 'uniquenessConstraints');
  return {
    // Core kinds are as the server has processed them: what they do not have, they do not have.
    humanFriendlyId: humanFriendlyId ?? (core ? undefined : derivedId(attributes, uniquenessConstraints)),
    uniquenessConstraints,
    defaultFilter: first(all, 'defaultFilter'),
    displayLabel: first(all, 'displayLabel'),
    displayLabels: first(all, 'displayLabels'),
  };
}

function ownProperties(declared: Declared): Properties {
  const { core } = declared;
  return {
    humanFriendlyId: pick(declared, 'humanFriendlyId')?.map((path) => path.value) ?? core?.humanFriendlyId,
    defaultFilter: pick(declared, 'defaultFilter')?.value ?? core?.defaultFilter,
    displayLabel: pick(declared, 'displayLabel')?.value ?? core?.displayLabel,
    displayLabels: pick(declared, 'displayLabels')?.map((path) => path.value),
    uniquenessConstraints:
      pick(declared, 'uniquenessConstraints')?.map((paths) => paths.map((path) => path.value)) ??
      core?.uniquenessConstraints,
  };
}

function first<K extends keyof Properties>(all: readonly Properties[], property: K): Properties[K] | undefined {
  return all.find((item) => (item[property]?.length ?? 0) > 0)?.[property];
}

/** The server's own choice: the first unique attribute, else the first constraint over one attribute. */
function derivedId(
  attributes: ReadonlyMap<string, Attribute>,
  constraints: Properties['uniquenessConstraints'],
): readonly string[] | undefined {
  const unique = [...attributes.values()].find((attribute) => attribute.unique);
  if (unique) return [`${unique.name}__value`];
  const single = constraints?.find((paths) => {
    const name = paths.length === 1 ? paths[0]?.split('__')[0] : undefined;
    return name !== undefined && attributes.has(name);
  });
  return single && [`${single[0]?.split('__')[0]}__value`];
}

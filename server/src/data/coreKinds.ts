import text from './coreKinds.json?raw' with { type: 'text' };
import { type Availability, recordsAt, valuesAt, type Versioned, type VersionedValue } from './versioned';
import { compareServerVersions, type ServerVersion } from './versions';

/** How branches see a kind or an attribute. */
export type BranchSupport = 'aware' | 'agnostic' | 'local';

/** One choice of a Dropdown attribute. */
export interface CoreChoice {
  name: string;
  label?: string;
  description?: string;
}

/** An attribute of a core kind, inherited ones included. */
export interface CoreAttribute {
  name: string;
  /** Attribute kind: `Text`, `Dropdown`, `Boolean`, … */
  kind: string;
  optional: boolean;
  unique?: boolean;
  readOnly?: boolean;
  inherited?: boolean;
  default?: string | number | boolean;
  enum?: (string | number)[];
  choices?: CoreChoice[];
  label?: string;
  description?: string;
  branch?: BranchSupport;
}

/** A relationship of a core kind, inherited ones included. */
export interface CoreRelationship {
  name: string;
  /** Kind (node or generic) at the other end. */
  peer: string;
  /** Relationship kind: `Attribute`, `Component`, `Parent`, `Group`, … */
  kind: string;
  cardinality: 'one' | 'many';
  optional: boolean;
  identifier?: string;
  /** Left out when bidirectional. */
  direction?: 'inbound' | 'outbound';
  inherited?: boolean;
  readOnly?: boolean;
  label?: string;
  description?: string;
}

/** A kind every Infrahub server brings along. */
export interface CoreKind {
  /** Namespace and name in one, as files and queries use it. */
  kind: string;
  namespace: string;
  name: string;
  isGeneric: boolean;
  inheritFrom: string[];
  /** Nodes that inherit from this generic. */
  usedBy: string[];
  label?: string;
  description?: string;
  branch: BranchSupport;
  humanFriendlyId?: string[];
  defaultFilter?: string;
  displayLabel?: string;
  uniquenessConstraints?: string[][];
  hierarchical?: boolean;
  /** The hierarchical generic whose tree this kind lives in. */
  hierarchy?: string;
  generateProfile: boolean;
  generateTemplate: boolean;
  /** Namespaces whose nodes may inherit from this generic; others are refused. */
  restrictedNamespaces?: string[];
  attributes: CoreAttribute[];
  relationships: CoreRelationship[];
}

interface StoredAttribute extends Omit<CoreAttribute, 'enum' | 'choices'> {
  enum?: VersionedValue<string | number>[];
  choices?: Versioned<CoreChoice>[];
}

/** A member that is exactly what the generic `like` has under the same name; only where it comes from is its own. */
interface SharedMember {
  name: string;
  like: string;
  inherited?: boolean;
}

interface StoredKind extends Omit<CoreKind, 'attributes' | 'relationships' | 'inheritFrom' | 'usedBy'> {
  inheritFrom: VersionedValue<string>[];
  usedBy: VersionedValue<string>[];
  attributes: Versioned<StoredAttribute | SharedMember>[];
  relationships: Versioned<CoreRelationship | SharedMember>[];
}

/** The generated table, parsed anew, so that nobody can change what the next caller gets. */
function storedKinds(): Versioned<StoredKind>[] {
  // The digests in test/server/data prove that what comes out is the content of facts/versions/core-<version>.json.
  const { kinds } = JSON.parse(text) as { kinds: Versioned<StoredKind>[] };
  return kinds;
}

/** Brings the values of an attribute to `version`, in place. */
function attributeAt(attribute: StoredAttribute, version: ServerVersion): CoreAttribute {
  if (attribute.enum !== undefined) attribute.enum = valuesAt(attribute.enum, version);
  if (attribute.choices !== undefined) attribute.choices = recordsAt(attribute.choices, version);
  return attribute as CoreAttribute;
}

/** Gives the members of a kind with the shared ones written out; heirs of one generic get the same values. */
function memberReader<T extends { name: string; inherited?: boolean }>(
  lists: ReadonlyMap<string, readonly (T | SharedMember)[]>,
): (kind: string) => T[] {
  const inheritedCopies = new Map<T, T>();
  const written = ({ like, name, inherited }: SharedMember): T | undefined => {
    const source = lists.get(like)?.find((member) => member.name === name);
    if (source === undefined || 'like' in source) return undefined;
    if (source.inherited === inherited) return source;
    const copy = inheritedCopies.get(source) ?? { ...source, inherited };
    inheritedCopies.set(source, copy);
    return copy;
  };
  return (kind) => {
    const members: T[] = [];
    for (const member of lists.get(kind) ?? []) {
      const own = 'like' in member ? written(member) : member;
      if (own !== undefined) members.push(own);
    }
    return members;
  };
}

/**
 * The processed core schema of a server version, inheritance resolved (source: facts/versions/core-<version>.json).
 * Every call builds fresh values (several milliseconds), so callers that need them often take `createCoreKinds`.
 * Within one result, kinds may share the values of members they have in common.
 */
export function coreKinds(version: ServerVersion): CoreKind[] {
  const kinds = recordsAt(storedKinds(), version);
  const attributes = new Map<string, (CoreAttribute | SharedMember)[]>();
  const relationships = new Map<string, (CoreRelationship | SharedMember)[]>();
  for (const kind of kinds) {
    const own = recordsAt(kind.attributes, version);
    attributes.set(
      kind.kind,
      own.map((attribute) => ('like' in attribute ? attribute : attributeAt(attribute, version))),
    );
    relationships.set(kind.kind, recordsAt(kind.relationships, version));
  }
  const attributesOf = memberReader(attributes);
  const relationshipsOf = memberReader(relationships);
  return kinds.map((kind) =>
    Object.assign(kind, {
      inheritFrom: valuesAt(kind.inheritFrom, version),
      usedBy: valuesAt(kind.usedBy, version),
      attributes: attributesOf(kind.kind),
      relationships: relationshipsOf(kind.kind),
    }),
  );
}

/** Gives the core kinds of a version; what was built once is kept, and must not be changed. */
export type CoreKinds = (version: ServerVersion) => readonly CoreKind[];

export function createCoreKinds(): CoreKinds {
  const known = new Map<ServerVersion, readonly CoreKind[]>();
  return (version) => {
    const kinds = known.get(version) ?? coreKinds(version);
    known.set(version, kinds);
    return kinds;
  };
}

/** What to look up: a kind, one of its attributes or relationships, or one enum value or choice of an attribute. */
export interface CorePath {
  kind: string;
  member?: string;
  value?: string | number;
}

/** When something exists that lives inside `owner`; an end inside the owner's life decides. */
function within(owner: Availability, own: Availability): Availability {
  const starts = [owner.since, own.since].filter((since) => since !== undefined);
  return { since: starts.toSorted(compareServerVersions).at(-1), removed: own.removed ?? owner.removed };
}

function valueAvailability(attribute: StoredAttribute, value: string | number): Availability | undefined {
  const choice: Availability | undefined = attribute.choices?.find(({ name }) => name === value);
  if (choice !== undefined) return choice;
  const item = attribute.enum?.find((entry) => (typeof entry === 'object' ? entry.value : entry) === value);
  if (item === undefined) return undefined;
  return typeof item === 'object' ? item : {};
}

/**
 * Since when a core kind, member or value exists and from when on it is gone, in any known version.
 * @returns undefined when no known version has it; `since` left out: as old as the oldest known version
 */
export function coreAvailability({ kind, member, value }: CorePath): Availability | undefined {
  const kinds = storedKinds();
  const owner = kinds.find((entry) => entry.kind === kind);
  if (owner === undefined || member === undefined) return owner && within({}, owner);
  const own = [...owner.attributes, ...owner.relationships].find(({ name }) => name === member);
  const life = own && within(owner, own);
  if (own === undefined || life === undefined || value === undefined) return life;
  const writtenAt = 'like' in own ? kinds.find((entry) => entry.kind === own.like) : owner;
  const attribute = writtenAt?.attributes.find(({ name }) => name === member);
  if (attribute === undefined || 'like' in attribute) return undefined;
  const found = valueAvailability(attribute, value);
  return found && within(life, found);
}

import { lazy } from '../../base/lazy';
import type { TextPart } from '../../base/place';
import type { RemoteKind } from '../../remoteKnowledge';
import { resolveAttributePath, type AttributePath } from './attributePath';
import { collectDeclarations, ownMembers, type Declared, type OwnMembers } from './declarations';
import { derivedKind, templatedKinds } from './derivedKinds';
import type { Attribute, Kind, Relationship } from './kind';
import { resolveKind } from './resolveKind';
import type { SchemaFacts } from './schemaFacts';

/**
 * The kinds of one project: those of the server (core kinds of its version, or all it has) and those of schema files. A value: it never changes,
 * members are resolved at first use. Profile and template kinds are known by name but stand in no list.
 */
export interface KindModel {
  /**
   * Whether all schemas were read. If not, a kind or member that is not found may exist elsewhere; the same goes for
   * members of a kind marked `incomplete`.
   */
  readonly complete: boolean;
  /** True when something in a schema could not be read: it may be the very name that is not found. */
  readonly halfWritten: boolean;
  /** The kind of that name, profile and template kinds included. */
  get(kind: string): Kind | undefined;
  /** Kinds of the server, then others of schema files in the order given. */
  all(): readonly Kind[];
  nodes(): readonly Kind[];
  generics(): readonly Kind[];
  /** The nodes that inherit from a generic; of `CoreNode` all nodes; of a node none. */
  heirs(generic: string): readonly Kind[];
  /** True when `kind` is `ancestor` or inherits from it; unknown kinds are nothing but themselves. */
  isA(kind: string, ancestor: string): boolean;
  attribute(kind: string, name: string): Attribute | undefined;
  relationship(kind: string, name: string): Relationship | undefined;
  /** Follows a path such as `pod__name__value`, as `parameters` of `.infrahub.yml` and `human_friendly_id` use it. */
  attributePath(kind: string, path: string): AttributePath;
  /** True for kinds whose objects raise node events: all but generics and unknown kinds. */
  emitsEvents(kind: string): boolean;
}

export interface KindModelInput {
  /** The core kinds, or every kind of a server. */
  readonly serverKinds: readonly RemoteKind[];
  /** True for a core kind; missing: all of `serverKinds` are. */
  readonly isCore?: (kind: string) => boolean;
  /** Facts per schema document; `source` is the part of the file that their ranges are relative to. */
  readonly schemas: readonly { readonly facts: SchemaFacts; readonly source: TextPart }[];
  readonly complete: boolean;
}

/** Most members that all kinds together inherit; a few thousand are normal. */
const maxInherited = 200_000;

/** Merges the server's kinds and schema files; what a file declares beats what the server has of it. Costs one pass over the declarations; nothing in them makes it throw. */
export function buildKindModel({ serverKinds, isCore = () => true, schemas, complete }: KindModelInput): KindModel {
  const declared = collectDeclarations(serverKinds, schemas);
  const members = new Map<Declared, OwnMembers>();
  const own = (item: Declared): OwnMembers => {
    const known = members.get(item) ?? ownMembers(item);
    members.set(item, known);
    return known;
  };
  const heirNames = lazy(() => heirsByGeneric(declared));
  const templated = lazy(() =>
    templatedKinds(
      declared,
      (kind) => componentPeers(declared, own, kind),
      (generic) => heirNames().get(generic) ?? [],
    ),
  );
  const hasTemplate = (kind: string): boolean => templated().has(kind);
  let left = maxInherited;
  const mayInherit = (count: number): boolean => (left -= count) >= 0;
  const source = { declared: (kind: string) => declared.get(kind), own, isCore, hasTemplate, mayInherit };
  const resolved = new Map<string, Kind | undefined>();
  const get = (name: string): Kind | undefined => {
    if (resolved.has(name)) return resolved.get(name);
    const item = declared.get(name);
    if (item) {
      const kind = resolveKind(item, source);
      resolved.set(name, kind);
      return kind;
    }
    const kind = derivedKind(name, { get, hasTemplate });
    // Unknown names are not kept: there is no end to them.
    if (kind) resolved.set(name, kind);
    return kind;
  };
  const all = lazy(() => [...declared.keys()].flatMap((name) => get(name) ?? []));
  const nodes = lazy(() => all().filter((kind) => !kind.isGeneric));
  const generics = lazy(() => all().filter((kind) => kind.isGeneric));
  const model: KindModel = {
    complete,
    halfWritten: schemas.some(({ facts }) => !facts.whole),
    get,
    all,
    nodes,
    generics,
    heirs: (generic) => (heirNames().get(generic) ?? []).flatMap((name) => get(name) ?? []),
    isA: (kind, ancestor) =>
      kind === ancestor ||
      (heirNames().get(ancestor)?.includes(kind) ?? false) ||
      (get(kind)?.inheritFrom.includes(ancestor) ?? false),
    attribute: (kind, name) => get(kind)?.attributes.get(name),
    relationship: (kind, name) => get(kind)?.relationships.get(name),
    attributePath: (kind, path) => resolveAttributePath(model, kind, path),
    emitsEvents: (kind) => get(kind)?.isGeneric === false,
  };
  return model;
}

/** Nodes by the generics they name; `CoreNode` stands for all nodes outside the namespace Internal. */
function heirsByGeneric(declared: ReadonlyMap<string, Declared>): ReadonlyMap<string, readonly string[]> {
  const heirs = new Map<string, string[]>();
  const add = (generic: string, kind: string): void => {
    const known = heirs.get(generic);
    if (known) known.push(kind);
    else heirs.set(generic, [kind]);
  };
  for (const item of declared.values()) {
    if (item.isGeneric) continue;
    for (const generic of item.inheritFrom) if (generic !== 'CoreNode') add(generic, item.kind);
    if (item.core?.namespace !== 'Internal' || item.inheritFrom.size > 0) add('CoreNode', item.kind);
  }
  return heirs;
}

/** Peers of the Component relationships of a kind and of its generics. */
function componentPeers(
  declared: ReadonlyMap<string, Declared>,
  own: (item: Declared) => OwnMembers,
  kind: string,
): string[] {
  const item = declared.get(kind);
  if (!item) return [];
  return [item, ...[...item.inheritFrom].flatMap((name) => declared.get(name) ?? [])].flatMap((owner) =>
    [...own(owner).relationships.values()].flatMap((relationship) =>
      relationship.kind === 'Component' ? relationship.peer : [],
    ),
  );
}

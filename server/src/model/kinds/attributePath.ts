import type { Attribute, Kind, Relationship } from './kind';

/** What following a path needs of the kind model. */
export interface PathSource {
  readonly complete: boolean;
  get(kind: string): Kind | undefined;
  heirs(generic: string): readonly Kind[];
}

/** Longest chain of relationships that is followed. */
const maxHops = 20;

/** What every object has beside its attributes and relationships. */
const objectProperties = new Set(['id', 'hfid', 'display_label', '__typename']);

/** What can be read of an attribute (facts/versions/graphql-derivation.md §4). */
const attributeProperties = new Set(
  (
    'value id is_default is_protected is_from_profile is_inherited is_visible updated_at source owner ' +
    'label color description ip hostmask netmask prefixlen version with_hostmask with_netmask ' +
    'broadcast_address num_addresses oui ei binary eui48 eui64 bare dot_notation semicolon_notation split_notation'
  ).split(' '),
);

/** Where a path such as `pod__name__value` leads. */
export type AttributePath =
  | {
      readonly ok: true;
      /** The attribute; undefined for what every object has: `id`, `pod__id`. */
      readonly attribute?: Attribute;
      /** What is read of it: `value`, or of the object: `id`. */
      readonly property: string;
      /** The kind that has the attribute, as far as it is known: the peer of the last relationship. */
      readonly owner: string;
      /** The relationships passed, all of cardinality one. */
      readonly through: readonly Relationship[];
    }
  | {
      readonly ok: false;
      /**
       * `unknown-kind`: the kind itself, or the peer of the relationship before, is not known; `passes-many`: the
       * segment is a relationship of cardinality many; `missing-value-suffix`: the path ends at an attribute or a
       * relationship, or goes on with something an attribute does not have.
       */
      readonly reason: 'unknown-attribute' | 'passes-many' | 'missing-value-suffix' | 'unknown-kind';
      /** False when more may exist than is known: then nothing may be claimed. */
      readonly certain: boolean;
      /** The kind at which it fails. */
      readonly kind: string;
      /** The segment that fails, and where it starts in the path (UTF-16 code units). */
      readonly segment: string;
      readonly offset: number;
    };

/**
 * Follows a path of names joined by `__`, as the SDK does: relationships of cardinality one, then an attribute, then
 * what is read of it.
 */
export function resolveAttributePath(model: PathSource, kind: string, path: string): AttributePath {
  const through: Relationship[] = [];
  let owner = kind;
  let offset = 0;
  const fail = (
    reason: (AttributePath & { ok: false })['reason'],
    segment: string,
    certain: boolean,
  ): AttributePath => ({
    ok: false,
    reason,
    certain,
    kind: owner,
    segment,
    offset,
  });
  while (through.length <= maxHops) {
    const at = model.get(owner);
    const rest = path.slice(offset);
    if (!at) return fail('unknown-kind', rest, model.complete);
    if (objectProperties.has(rest)) return { ok: true, property: rest, owner, through };
    const cut = rest.indexOf('__');
    const name = cut === -1 ? rest : rest.slice(0, cut);
    const attribute = at.attributes.get(name);
    if (attribute) {
      const property = cut === -1 ? '' : rest.slice(cut + 2);
      if (attributeProperties.has(property)) return { ok: true, attribute, property, owner, through };
      offset += cut === -1 ? 0 : cut + 2;
      return fail('missing-value-suffix', cut === -1 ? name : property, true);
    }
    const relationship = at.relationships.get(name);
    if (!relationship) return fail('unknown-attribute', name, mustKnow(model, owner, name));
    if (relationship.cardinality === 'many') return fail('passes-many', name, true);
    if (cut === -1) return fail('missing-value-suffix', name, true);
    through.push(relationship);
    owner = relationship.peer;
    offset += cut + 2;
  }
  return fail('unknown-attribute', path.slice(offset), false);
}

/** True when a member that was not found cannot exist: not on the kind, and not on an heir of the generic. */
function mustKnow(model: PathSource, kind: string, name: string): boolean {
  if (!model.complete) return false;
  return [model.get(kind), ...model.heirs(kind)].every(
    (item) => item && !item.incomplete && !item.attributes.has(name) && !item.relationships.has(name),
  );
}

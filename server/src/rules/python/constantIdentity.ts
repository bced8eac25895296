import type { NodeCreate } from '../../model/generators/facts';
import type { KindModel } from '../../model/kinds/kindModel';

/** What an object is called that is the same whatever the generator runs for. */
export interface ConstantIdentity {
  readonly kind: string;
  /** The parts of its human-friendly id. */
  readonly parts: readonly string[];
}

/**
 * The identity of a created object when the text shows all of it as literals; undefined when a part comes from elsewhere,
 * from a relationship, or the kind says nothing about it.
 */
export function constantIdentity(create: NodeCreate, kinds: KindModel): ConstantIdentity | undefined {
  const kind = create.kind === undefined ? undefined : kinds.get(create.kind);
  const path = kind?.humanFriendlyId;
  if (!kind || !path || path.length === 0) return undefined;
  const parts = path.map((part) => {
    const [name = '', ...property] = part.split('__');
    const given = create.attributes.find((attribute) => attribute.name === name);
    const plain = kind.attributes.has(name) && (property.length === 0 || property[0] === 'value');
    return plain && given?.constant !== undefined && given.constant !== null ? String(given.constant) : undefined;
  });
  const known = parts.filter((part) => part !== undefined);
  return known.length === path.length ? { kind: kind.kind, parts: known } : undefined;
}

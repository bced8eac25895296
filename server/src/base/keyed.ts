import { MultiMap } from './multiMap';

/** Values by key, with what they were made of. */
export interface Keyed<V> {
  readonly values: readonly V[];
  readonly byKey: MultiMap<string, V>;
  /** The keys whose lists differ from those of the map before; undefined: any may. */
  readonly changed: ReadonlySet<string> | undefined;
}

/** More values than this that came or went, and everything is sorted anew. */
const maxDifference = 32;

/**
 * Sorts values by key, in order; values without a key are left out. With `before`, the result of the same `keyOf` for
 * the values as they were, it takes time in proportion to what differs (and copies the rest).
 */
export function keyed<V>(
  values: readonly V[],
  keyOf: (value: V) => string | undefined,
  before: Keyed<V> | undefined,
): Keyed<V> {
  const different = before && differenceOf(before.values, values);
  if (!different) {
    const byKey = new MultiMap<string, V>();
    for (const value of values) {
      const key = keyOf(value);
      if (key !== undefined) byKey.add(key, value);
    }
    return { values, byKey, changed: undefined };
  }
  const changed = new Set(different.flatMap((value) => keyOf(value) ?? []));
  const lists = new Map([...changed].map((key): [string, V[]] => [key, []]));
  if (changed.size > 0) {
    for (const value of values) {
      const key = keyOf(value);
      if (key !== undefined) lists.get(key)?.push(value);
    }
  }
  return { values, byKey: changed.size > 0 ? before.byKey.with(lists) : before.byKey, changed };
}

/** The values of both lists between what they have in common at their ends; undefined when that is too much. */
function differenceOf<V>(before: readonly V[], after: readonly V[]): V[] | undefined {
  const start = commonLength(before, after);
  const shortest = Math.min(before.length, after.length);
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const count = before.length + after.length - 2 * (start + end);
  if (count > maxDifference) return undefined;
  return [...before.slice(start, before.length - end), ...after.slice(start, after.length - end)];
}

function commonLength<V>(a: readonly V[], b: readonly V[]): number {
  const shortest = Math.min(a.length, b.length);
  let length = 0;
  while (length < shortest && a[length] === b[length]) length++;
  return length;
}

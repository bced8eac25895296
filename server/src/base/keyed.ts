import { MultiMap } from './multiMap';

/** Values by key, with what they were made of. */
export interface Keyed<V> {
  readonly values: readonly V[];
  readonly byKey: MultiMap<string, V>;
  /** The keys that several values have, in any order. */
  readonly shared: ReadonlySet<string>;
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
    const shared = new Set<string>();
    for (const value of values) {
      const key = keyOf(value);
      if (key === undefined) continue;
      if (byKey.has(key)) shared.add(key);
      byKey.add(key, value);
    }
    return { values, byKey, shared, changed: undefined };
  }
  const { gone, come } = different;
  const changed = new Set([...gone, ...come].flatMap((value) => keyOf(value) ?? []));
  if (changed.size === 0) return { ...before, values, changed };
  const lists = [...changed].map((key): [string, V[]] => {
    const hasKey = (value: V): boolean => keyOf(value) === key;
    const list = before.byKey.get(key);
    const isGone = (value: V): boolean => gone.includes(value);
    // What is gone stood together, and what came stands there: nothing else has to be looked at.
    const place = list.findIndex(isGone);
    if (place < 0 && list.length > 0) return [key, values.filter(hasKey)];
    return [key, list.toSpliced(Math.max(place, 0), list.filter(isGone).length, ...come.filter(hasKey))];
  });
  const shared = new Set(before.shared);
  for (const [key, list] of lists) {
    if (list.length > 1) shared.add(key);
    else shared.delete(key);
  }
  return { values, byKey: before.byKey.with(lists), shared, changed };
}

/** The lists of the keys that several values have. */
export function sharedLists<V>({ byKey, shared }: Keyed<V>): (readonly V[])[] {
  return [...shared].map((key) => byKey.get(key));
}

/** What lies between the common ends of the lists, in the one before and in the one after; undefined when it is much. */
function differenceOf<V>(before: readonly V[], after: readonly V[]): { gone: V[]; come: V[] } | undefined {
  const start = commonLength(before, after);
  const shortest = Math.min(before.length, after.length);
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const count = before.length + after.length - 2 * (start + end);
  if (count > maxDifference) return undefined;
  return { gone: before.slice(start, before.length - end), come: after.slice(start, after.length - end) };
}

function commonLength<V>(a: readonly V[], b: readonly V[]): number {
  const shortest = Math.min(a.length, b.length);
  let length = 0;
  while (length < shortest && a[length] === b[length]) length++;
  return length;
}

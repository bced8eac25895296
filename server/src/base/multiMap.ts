/** More lists than this that take the place of others, and all are put into one map. */
const maxReplaced = 64;

/** A map from a key to the values added under it, in the order they were added; each value is added once per key. */
export class MultiMap<K, V> {
  private lists = new Map<K, V[]>();
  /** What takes the place of `lists`, which are shared then; an empty list takes the key out. */
  private replaced: ReadonlyMap<K, readonly V[]> | undefined;
  private readonly none: readonly V[] = [];

  /** Adds a value; not to a map that `with` made, or was called of. */
  add(key: K, value: V): void {
    const list = this.lists.get(key);
    if (list) list.push(value);
    else this.lists.set(key, [value]);
  }

  get(key: K): readonly V[] {
    return this.replaced?.get(key) ?? this.lists.get(key) ?? this.none;
  }

  has(key: K): boolean {
    return this.get(key).length > 0;
  }

  /** The keys that have values. */
  *keys(): Generator<K> {
    for (const key of this.lists.keys()) if (this.has(key)) yield key;
    for (const [key, list] of this.replaced ?? []) if (list.length > 0 && !this.lists.has(key)) yield key;
  }

  /** The same with other lists for some keys; an empty list takes the key out. */
  with(lists: Iterable<readonly [K, V[]]>): MultiMap<K, V> {
    const copy = new MultiMap<K, V>();
    const replaced = new Map([...(this.replaced ?? []), ...lists]);
    copy.lists = this.lists;
    if (replaced.size <= maxReplaced) {
      copy.replaced = replaced;
      return copy;
    }
    copy.lists = new Map(this.lists);
    for (const [key, list] of replaced) {
      if (list.length > 0) copy.lists.set(key, [...list]);
      else copy.lists.delete(key);
    }
    return copy;
  }
}

/** A map from a key to the values added under it, in the order they were added; each value is added once per key. */
export class MultiMap<K, V> {
  private lists = new Map<K, V[]>();
  private readonly none: readonly V[] = [];

  add(key: K, value: V): void {
    const list = this.lists.get(key);
    if (list) list.push(value);
    else this.lists.set(key, [value]);
  }

  get(key: K): readonly V[] {
    return this.lists.get(key) ?? this.none;
  }

  has(key: K): boolean {
    return this.lists.has(key);
  }

  keys(): IterableIterator<K> {
    return this.lists.keys();
  }

  /** The same with other lists for some keys; an empty list takes the key out. */
  with(lists: Iterable<readonly [K, V[]]>): MultiMap<K, V> {
    const copy = new MultiMap<K, V>();
    copy.lists = new Map(this.lists);
    for (const [key, list] of lists) {
      if (list.length > 0) copy.lists.set(key, list);
      else copy.lists.delete(key);
    }
    return copy;
  }
}

/** A map from a key to the values added under it, in the order they were added; each value is added once per key. */
export class MultiMap<K, V> {
  private readonly lists = new Map<K, V[]>();
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
}

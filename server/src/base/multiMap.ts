/** A map from a key to the set of values added under it; empty sets are dropped, so `keys` lists only what is there. */
export class MultiMap<K, V> {
  private readonly sets = new Map<K, Set<V>>();
  private readonly none: ReadonlySet<V> = new Set();

  add(key: K, value: V): void {
    const set = this.sets.get(key);
    if (set) set.add(value);
    else this.sets.set(key, new Set([value]));
  }

  delete(key: K, value: V): void {
    const set = this.sets.get(key);
    if (!set?.delete(value)) return;
    if (set.size === 0) this.sets.delete(key);
  }

  get(key: K): ReadonlySet<V> {
    return this.sets.get(key) ?? this.none;
  }

  has(key: K): boolean {
    return this.sets.has(key);
  }

  keys(): IterableIterator<K> {
    return this.sets.keys();
  }
}

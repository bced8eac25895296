/**
 * The same function, which answers at once for an object it was asked about before: for functions whose answer depends on
 * that object only, and objects that never change. Answers live as long as their object.
 */
export function perObject<K extends object, V, R extends readonly unknown[]>(
  compute: (key: K, ...rest: R) => V,
): (key: K, ...rest: R) => V {
  const known = new WeakMap<K, { readonly of: V }>();
  return (key, ...rest) => {
    let found = known.get(key);
    if (!found) {
      found = { of: compute(key, ...rest) };
      known.set(key, found);
    }
    return found.of;
  };
}

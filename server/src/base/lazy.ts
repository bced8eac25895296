/** Computes a value at its first use and keeps it. A throwing `compute` is tried again at the next use. */
export function lazy<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => (value ??= { of: compute() }).of;
}

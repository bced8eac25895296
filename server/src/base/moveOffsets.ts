/**
 * A copy of plain data with every number under one of the keys moved (negative ones are no offsets), and `start` and `end`
 * of every range. `shared`: parts that are
 * one object stay one, which costs more.
 */
export function moveOffsets<T extends object>(
  data: T,
  by: number,
  { keys, shared }: { readonly keys: ReadonlySet<string>; readonly shared: boolean },
): T {
  const done = shared ? new Map<object, object>() : undefined;
  const move = (value: object): object => {
    const known = done?.get(value);
    if (known) return known;
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const item of value as readonly unknown[]) items.push(isObject(item) ? move(item) : item);
      done?.set(value, items);
      return items;
    }
    const { start, end } = value as { start?: unknown; end?: unknown };
    // Ranges are every other object, so they have a short way.
    if (typeof start === 'number' && typeof end === 'number') return { start: start + by, end: end + by };
    const copy: Record<string, unknown> = { ...value };
    for (const key in copy) {
      const part = copy[key];
      if (typeof part === 'number') {
        if (part >= 0 && keys.has(key)) copy[key] = part + by;
      } else if (isObject(part)) copy[key] = move(part);
    }
    done?.set(value, copy);
    return copy;
  };
  return move(data) as T;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

import type { YamlDuplicate, YamlEntry, YamlMap } from './nodes';

/** The entries of a mapping whose key stands again further down. */
export function duplicatesOf(map: YamlMap): YamlDuplicate[] {
  const duplicates: YamlDuplicate[] = [];
  const last = new Map<unknown, YamlEntry>();
  for (let at = map.entries.length - 1; at >= 0; at--) {
    const entry = map.entries[at];
    // Merge keys may be repeated, every one counts.
    if (!entry?.key || (entry.key.source === '<<' && entry.key.style === 'plain')) continue;
    const { value } = entry.key;
    const id = value instanceof Date ? Symbol.for(String(value)) : value;
    const counts = last.get(id);
    if (counts) duplicates.push({ map, ignored: entry, counts });
    else last.set(id, entry);
  }
  return duplicates;
}

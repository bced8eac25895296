import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './nodes';

/** The node itself, or what its alias stands for. */
export function resolved(node: YamlNode | undefined): YamlMap | YamlList | YamlScalar | undefined {
  return node?.type === 'alias' ? node.target : node;
}

export function asMap(node: YamlNode | undefined): YamlMap | undefined {
  const found = resolved(node);
  return found?.type === 'map' ? found : undefined;
}

export function asList(node: YamlNode | undefined): YamlList | undefined {
  const found = resolved(node);
  return found?.type === 'list' ? found : undefined;
}

export function asScalar(node: YamlNode | undefined): YamlScalar | undefined {
  const found = resolved(node);
  return found?.type === 'scalar' ? found : undefined;
}

/** The key of the entry as text, as the loader sees it; undefined when it is no text. */
export function keyText(entry: YamlEntry): string | undefined {
  if (!entry.key) return undefined;
  return typeof entry.key.value === 'string' ? entry.key.value : entry.key.source;
}

/** The entry that counts for `key`: the last of several, an own one before one from a merge key. */
export function entryOf(map: YamlMap | undefined, key: string): YamlEntry | undefined {
  return map && entryIn(map, key, undefined);
}

/** `seen` keeps merge keys that refer to each other, or again and again to the same, from costing anything. */
function entryIn(map: YamlMap, key: string, seen: Set<YamlMap> | undefined): YamlEntry | undefined {
  const own = map.entries.findLast((entry) => keyText(entry) === key);
  if (own) return own;
  for (const entry of map.entries) {
    if (entry.key?.source !== '<<') continue;
    const visited = (seen ?? new Set<YamlMap>()).add(map);
    const value = resolved(entry.value);
    for (const source of value?.type === 'list' ? value.items : [value]) {
      const merged = asMap(source);
      const found = merged && !visited.has(merged) ? entryIn(merged, key, visited) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** The value under `key` of a mapping; undefined when the node is none or has no such key. */
export function valueOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return entryOf(asMap(node), key)?.value;
}

/** The value under a path of keys. */
export function valueAt(node: YamlNode | undefined, ...keys: string[]): YamlNode | undefined {
  return keys.reduce<YamlNode | undefined>((at, key) => valueOf(at, key), node);
}

/** A scalar's text as the loader would show it; undefined for null, an empty value, collections and unknown aliases. */
export function textOf(node: YamlNode | undefined): string | undefined {
  const scalar = asScalar(node);
  if (!scalar || scalar.value === null || scalar.value === undefined) return undefined;
  return typeof scalar.value === 'string' ? scalar.value : scalar.source;
}

/** A scalar's boolean, as YAML 1.1 reads it; undefined for anything else. */
export function booleanOf(node: YamlNode | undefined): boolean | undefined {
  const value = asScalar(node)?.value;
  return typeof value === 'boolean' ? value : undefined;
}

/** True when the value is missing, empty or `null`. */
export function isNull(node: YamlNode | undefined): boolean {
  if (!node) return true;
  const scalar = asScalar(node);
  return scalar !== undefined && (scalar.value === null || scalar.value === undefined);
}

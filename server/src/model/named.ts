import type { Place, TextPart } from '../base/place';
import type { TextRange } from '../base/textRange';
import { asList, keyText, textOf } from '../syntax/yaml/access';
import type { YamlEntry, YamlNode } from '../syntax/yaml/nodes';

/** A text value and where it stands (relative to the chunk that holds it). */
export interface Named {
  readonly value: string;
  readonly range: TextRange;
}

/** A key of a mapping with what stands behind it. */
export interface Field {
  readonly key: string;
  readonly keyRange: TextRange;
  /** Key start to value end. */
  readonly range: TextRange;
  readonly node: YamlNode | undefined;
}

/** A scalar as name; undefined for anything else. */
export function namedOf(node: YamlNode | undefined): Named | undefined {
  const value = textOf(node);
  return node && value !== undefined ? { value, range: node.range } : undefined;
}

/** A reference by human-friendly id of one component: `name` or `[name]` (facts/versions/object-files.md §5). */
export function referenceOf(node: YamlNode | undefined): Named | undefined {
  const list = asList(node);
  if (!list) return namedOf(node);
  return list.items.length === 1 ? namedOf(list.items[0]) : undefined;
}

/** The entry as a field; undefined when its key is no scalar. */
export function fieldOf(entry: YamlEntry | undefined): Field | undefined {
  const key = entry && keyText(entry);
  if (!entry?.key || key === undefined) return undefined;
  return { key, keyRange: entry.key.range, range: entry.range, node: entry.value };
}

/** A named thing's place in its file. */
export function placeOf(part: TextPart, named: { readonly range: TextRange }): Place {
  return { part, range: named.range };
}

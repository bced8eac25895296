import { asList, asMap, keyText } from '../syntax/yaml/access';
import type { YamlNode } from '../syntax/yaml/nodes';
import type { Relationship } from '../model/kinds/kind';
import type { ObjectItem } from '../model/objects/objectFile';
import { replaceValue } from '../edits/yamlEdits';
import type { YamlData } from '../edits/yamlText';
import { dataOf } from './config/values';
import type { Fix } from './rule';
import { change, ownEntry } from './triggers/fixes';

/** What a relationship of an object leads to. */
interface Referring {
  readonly item: ObjectItem;
  readonly relationship: Relationship;
}

/** Writes references alone that stand in blocks without `data`: `{hfid: [x]}`, `{id: x}`, and `{name: x}` for one object. */
export function plainReferences({ item, relationship }: Referring): Fix[] {
  const entry = ownEntry(item, relationship.name);
  const { value } = entry ?? {};
  if (!entry || !value) return [];
  const isOne = relationship.cardinality === 'one';
  const list = isOne || value.type !== 'list' ? [value] : value.items;
  const references = list.map((node) => referenceIn(node, isOne)).filter((each) => each !== undefined);
  const [first] = references;
  // A comment, an anchor or what stands in other items would be lost.
  const text = item.chunk.text.slice(entry.range.start, entry.range.end);
  if (first === undefined || references.length < list.length || /(?:^|\s)#|[&*]\w|<</m.test(text)) return [];
  return change('Write the reference only', [replaceValue(item.chunk, item.node, entry, isOne ? first : references)]);
}

function referenceIn(node: YamlNode | undefined, isOne: boolean): YamlData | undefined {
  const [only, ...others] = asMap(node)?.entries ?? [];
  const key = only && keyText(only);
  if (!only || others.length > 0 || !(key === 'hfid' || key === 'id' || (isOne && key === 'name'))) return undefined;
  if (only.value?.type === 'scalar') return only.value.source || undefined;
  return key === 'hfid' ? dataOf(asList(only.value)) : undefined;
}

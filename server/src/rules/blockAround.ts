import { groupBy } from '../base/groupBy';
import type { Relationship } from '../model/kinds/kind';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { asMap, entryOf, keyText, textOf } from '../syntax/yaml/access';
import type { YamlMap, YamlNode } from '../syntax/yaml/nodes';
import { replaceValue } from '../edits/yamlEdits';
import type { YamlData } from '../edits/yamlText';
import { dataOf } from './config/values';
import type { Fix } from './rule';
import { change, ownEntry } from './triggers/fixes';

/** What a relationship of an object leads to. */
interface NestedValue {
  readonly item: ObjectItem;
  readonly relationship: Relationship;
  readonly project: Project;
}

interface Nested {
  readonly kind: string;
  readonly data: YamlData;
}

/**
 * Writes what stands under the relationship anew, as blocks with `kind` and `data` (facts/versions/object-files.md §5).
 * No fix where a comment or anchor would be lost, or where the fields do not decide the kind.
 */
export function blockAround(nested: NestedValue): Fix[] {
  const { item, relationship } = nested;
  const entry = ownEntry(item, relationship.name);
  const { value } = entry ?? {};
  if (!entry || !value) return [];
  const text = item.chunk.text.slice(entry.range.start, entry.range.end);
  if (/(?:^|\s)#|[&*]\w|<</m.test(text)) return [];
  const objects = (value.type === 'list' ? value.items : [value]).flatMap((block) => objectsIn(nested, block));
  const known = objects.flatMap((each) => each ?? []);
  const [first] = known;
  if (!first || known.length < objects.length) return [];
  if (relationship.cardinality === 'one')
    return known.length === 1 ? written(nested, `Make it a block of kind ${first.kind}`, { ...first }) : [];
  const kinds = groupBy(known, ({ kind }) => kind);
  return kinds.size === 1
    ? written(nested, `Make it a block of kind ${first.kind}`, {
        kind: first.kind,
        data: known.map(({ data }) => data),
      })
    : written(
        nested,
        'Make each a block with its kind',
        known.map((each) => ({ ...each })),
      );
}

function written({ item, relationship }: NestedValue, title: string, data: YamlData): Fix[] {
  const entry = ownEntry(item, relationship.name);
  return entry ? change(title, [replaceValue(item.chunk, item.node, entry, data)]) : [];
}

/** The objects of a block, or what stands in place of one; undefined for one that cannot be written again. */
function objectsIn(nested: NestedValue, node: YamlNode | undefined): (Nested | undefined)[] {
  const block = asMap(node);
  const data = entryOf(block, 'data');
  if (!block) return [undefined];
  const given = textOf(entryOf(block, 'kind')?.value);
  const inner: readonly (YamlNode | undefined)[] = data?.value?.type === 'list' ? data.value.items : [data?.value];
  const maps = data
    ? inner.map(asMap)
    : [{ ...block, entries: block.entries.filter((each) => keyText(each) !== 'kind') }];
  return maps.map((map) => map && asNested(nested, map, given));
}

function asNested({ relationship, project }: NestedValue, map: YamlMap, given: string | undefined): Nested | undefined {
  const keys = map.entries.flatMap((entry) => keyText(entry) ?? []);
  const fitting = project.kinds
    .heirs(relationship.peer)
    .filter((heir) => keys.every((key) => heir.attributes.has(key) || heir.relationships.has(key)));
  const [only, ...others] = given === undefined ? fitting : fitting.filter(({ kind }) => kind === given);
  const data = dataOf(map);
  return only && others.length === 0 && keys.length > 0 && data !== undefined ? { kind: only.kind, data } : undefined;
}

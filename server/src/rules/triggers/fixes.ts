import { compareServerVersions } from '../../data/versions';
import type { Place } from '../../base/place';
import type { ObjectItem } from '../../model/objects/objectFile';
import type { Project } from '../../model/project/project';
import type { TriggerMatch } from '../../model/triggers/triggers';
import { keyText } from '../../syntax/yaml/access';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/nodes';
import type { Fix } from '../rule';
import type { Edit } from '../../edits/edit';
import { insertKeys, removeEntry, replaceScalar, replaceValue } from '../../edits/yamlEdits';
import type { PlacedEdit } from '../../edits/edit';
import type { YamlData } from '../../edits/yamlText';

/** A fix that changes what runs or is loaded. */
export function change(title: string, edits: readonly (Edit | undefined)[]): Fix[] {
  const made = edits.flatMap((edit) => edit ?? []);
  return made.length === edits.length && made.length > 0 ? [{ title, safe: false, edits: made }] : [];
}

/** One fix per name that puts it in place of a scalar. */
export function changeTo(item: ObjectItem, at: Place, names: readonly string[]): Fix[] {
  return names.map((name) => ({ title: `Change to '${name}'`, safe: false, edits: [replaceAt(item, at, name)] }));
}

/** Puts a text in place of the scalar at `at`, in its quotes. */
export function replaceAt(item: ObjectItem, at: Place, text: string): PlacedEdit {
  return replaceScalar(item.chunk, scalarAt(item.node, at), text);
}

/** Sets a key of an object, in place of what it has or behind `after`. */
export function setKey(item: ObjectItem, key: string, value: YamlData, after?: string): PlacedEdit {
  const { chunk, node } = item;
  const entry = ownEntry(item, key);
  if (!entry) {
    const behind = after === undefined ? undefined : ownEntry(item, after);
    return insertKeys({ chunk, map: node, after: behind, entries: { [key]: value } });
  }
  if (typeof value === 'string' && entry.value?.type === 'scalar' && entry.value.source !== '')
    return replaceScalar(chunk, entry.value, value);
  return replaceValue(chunk, node, entry, value);
}

/** Makes an attribute match fire on every change, where the target version can (since 1.4, facts/versions/core-diff.md §1). */
export function matchAnyChange({ item }: TriggerMatch, project: Project): Fix[] {
  if (compareServerVersions(project.targetVersion.version, '1.4') < 0) return [];
  const unused = ['value', 'value_previous'].filter((key) => ownEntry(item, key));
  return change('Match every change (value_match: any)', [
    setKey(item, 'value_match', 'any', 'attribute_name'),
    ...unused.map((key) => removeKey(item, key)),
  ]);
}

/** Removes a key of an object; undefined when it comes from a merge key. */
export function removeKey(item: ObjectItem, key: string): PlacedEdit | undefined {
  const entry = ownEntry(item, key);
  return entry && removeEntry(item.chunk, item.node, entry);
}

/** The object's own entry for `key`, not one of a merge key. */
export function ownEntry(item: ObjectItem, key: string): YamlEntry | undefined {
  return item.node.entries.findLast((entry) => keyText(entry) === key);
}

/** A name that no rule and no action of the project has: `base`, or `base-2`, … */
export function freeName(base: string, project: Project, taken: ReadonlySet<string> = new Set()): string {
  const { rulesByName, actionsByName } = project.triggers;
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(name) && !rulesByName.has(name) && !actionsByName.has(name)) return name;
  }
}

/** A name with more words behind it, in its own way of writing: hyphens or underscores, `LocationRack` → `location-rack`. */
export function joined(name: string, words: string): string {
  const separator = name.includes('_') && !name.includes('-') ? '_' : '-';
  const plain = name !== name.toLowerCase() ? words : words.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return `${name}${separator}${plain.trim().replaceAll(/[-_\s]+/g, separator)}`;
}

function scalarAt(within: YamlNode, at: Place): YamlNode {
  const { start, end } = at.range;
  const find = (node: YamlNode | undefined): YamlNode | undefined => {
    if (!node || node.range.start > start || node.range.end < end) return undefined;
    if (node.range.start === start && node.range.end === end && node.type !== 'map' && node.type !== 'list')
      return node;
    const inner =
      node.type === 'map' ? node.entries.map((entry) => entry.value) : node.type === 'list' ? node.items : [];
    for (const each of inner) {
      const found = find(each);
      if (found) return found;
    }
    return undefined;
  };
  return find(within) ?? { type: 'scalar', range: at.range, value: '', source: '', style: 'plain' };
}

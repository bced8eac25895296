import { nearestNames } from '../../base/nearest';
import type { ConfigKey, ConfigSection } from '../../data/configModel';
import {
  entryText,
  normalPath,
  type ConfigEntry,
  type ConfigFile,
  type ConfigSectionFacts,
} from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { asList, asMap, entryOf, isNull, keyText, resolved, textOf } from '../../syntax/yaml/access';
import type { YamlEntry, YamlMap, YamlNode } from '../../syntax/yaml/nodes';
import type { YamlChunk } from '../../syntax/yaml/yamlFile';
import { likelyValue, stemOf } from './edits';
import { freeEntryName, pathKey } from './registration';
import { dataOf } from './values';
import type { Fix } from '../rule';
import { insertItem, removeEntry, removeItem, replaceScalar, replaceValue } from '../../edits/yamlEdits';
import type { PlacedEdit } from '../../edits/edit';
import type { YamlData, YamlDataMap } from '../../edits/yamlText';

/** Makes a list of what stands under a section: one path or entry, entries by name, or nothing. */
export function sectionFixes(chunk: YamlChunk, root: YamlMap, entry: YamlEntry, known: ConfigSection): Fix[] {
  const remove = fix(`Remove ${known.key}`, removeEntry(chunk, root, entry));
  const list = listOf(entry.value, known);
  if (!list) return [remove];
  return [
    fix(list.length === 0 ? 'Write an empty list' : 'Make it a list', replaceValue(chunk, root, entry, list)),
    remove,
  ];
}

function listOf(node: YamlNode | undefined, known: ConfigSection): YamlData[] | undefined {
  if (isNull(node)) return [];
  const value = resolved(node);
  const data = dataOf(node);
  if (data === undefined || !value) return undefined;
  if (known.element === 'path') return typeof data === 'string' ? [data] : undefined;
  if (value.type === 'scalar') {
    const entry = typeof data === 'string' ? entryFromPath(undefined, known, data) : undefined;
    return entry && [entry];
  }
  if (value.type !== 'map') return undefined;
  if (entryOf(value, 'name')) return [data];
  const named = value.entries.map((each) => ({ name: keyText(each), data: asMap(each.value) && dataOf(each.value) }));
  if (named.some((each) => each.name === undefined || each.data === undefined)) return undefined;
  return named.map((each) => ({ name: each.name ?? '', ...(each.data as YamlDataMap) }));
}

/** Makes an entry of a path, quotes a number, or removes an item that is nothing. */
export function itemFixes(
  config: ConfigFile,
  section: ConfigSectionFacts,
  item: YamlNode | undefined,
  known: ConfigSection,
): Fix[] {
  const { chunk, root } = config;
  const entry = entryOf(root, section.field.key);
  const others = section.items.filter((each) => each !== item);
  const fixes: Fix[] = [];
  const text = textOf(item);
  if (item && text !== undefined && known.element === 'path')
    fixes.push(fix('Quote it', replaceScalar(chunk, item, text)));
  if (item && text !== undefined && known.element !== 'path' && /[./]/.test(text)) {
    // Written behind the item in the list's own style, then the item goes.
    const key = pathKey(known.key);
    const made = entryFromPath(config, known, text);
    const added = made && insertItem(chunk, item, made);
    const flow = added?.newText.startsWith(',');
    const isNamed = section.entries.some((each) => normalPath(entryText(each, key)?.value ?? '') === normalPath(text));
    if (added && !flow && !isNamed) fixes.push(replaced(chunk, item, added, `Make it an entry with name and ${key}`));
  }
  const removed = item && removeItem(chunk, section.items, item);
  if (removed) fixes.push(fix('Remove the item', removed));
  else if (root && entry && others.length === 0)
    fixes.push(fix('Write an empty list', replaceValue(chunk, root, entry, [])));
  return fixes;
}

/** The new item's text without its dash, in place of the old item. */
function replaced(chunk: YamlChunk, item: YamlNode, added: PlacedEdit, title: string): Fix {
  const newText = added.newText.replace(/^\s*- /, '');
  return { title, safe: false, edits: [{ at: { part: chunk, range: item.range }, newText }] };
}

/** An entry for the file of a path; undefined for a section whose entries name no file. */
function entryFromPath(
  config: ConfigFile | undefined,
  { key: section, element }: ConfigSection,
  path: string,
): YamlDataMap | undefined {
  const namesFile = element !== 'path' && element.keys.some(({ key }) => key === pathKey(section));
  return namesFile ? { name: freeEntryName(config, section, [stemOf(path)]), [pathKey(section)]: path } : undefined;
}

/** What the value of a key may have meant. */
export function valueFixes(project: Project, entry: ConfigEntry, found: YamlEntry, key: ConfigKey): Fix[] {
  const { chunk, node } = entry;
  const map = node.entries.includes(found) ? node : undefined;
  // A value that comes through a merge key is mended where it is written.
  if (!map) return [];
  const write = (title: string, data: YamlData): Fix => fix(title, replaceValue(chunk, map, found, data));
  const fixes: Fix[] = [];
  const text = textOf(found.value);
  switch (key.type) {
    case 'boolean': {
      const [near] = nearestNames((text ?? '').toLowerCase(), ['true', 'false'], 1);
      const standard = near === undefined ? key.default === true : near === 'true';
      fixes.push(write(`Change to ${standard}`, standard), write(`Change to ${!standard}`, !standard));
      break;
    }
    case 'string':
    case 'path':
      if (text !== undefined && found.value)
        fixes.push(fix(`Quote '${text}'`, replaceScalar(chunk, found.value, text)));
      else if (key.required) {
        const data = likelyValue(project, entry, key);
        fixes.push(write(`Fill in ${typeof data === 'string' ? `'${data}'` : key.key}`, data));
      }
      break;
    case 'mapping':
      fixes.push(write('Make it a mapping', mergedMaps(found.value)));
      break;
    case 'pathList':
    case 'watch':
      break;
  }
  if (!key.required) fixes.push(fix(`Remove ${key.key}`, removeEntry(chunk, map, found)));
  return fixes;
}

/** `- a: b` items in one mapping; an empty one for everything else. */
function mergedMaps(node: YamlNode | undefined): YamlDataMap {
  const maps = (asList(node)?.items ?? []).map((item) => (asMap(item) ? dataOf(item) : undefined));
  return Object.assign({}, ...maps.filter((map) => map !== undefined)) as YamlDataMap;
}

function fix(title: string, edit: PlacedEdit): Fix {
  return { title, safe: false, edits: [edit] };
}

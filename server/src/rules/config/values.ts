import type { ConfigKeyType } from '../../data/configModel';
import type { ConfigFile } from '../../model/config/configFile';
import { isNull, keyText, resolved } from '../../syntax/yaml/access';
import type { YamlMap, YamlNode } from '../../syntax/yaml/nodes';
import type { YamlData } from '../../edits/yamlText';

/** What the loader takes for a boolean beside true and false: pydantic's words, in any case (recorded: cfg17-boolean-*). */
const booleanWords = ['true', 'yes', 'on', 'y', 't', '1', 'false', 'no', 'off', 'n', 'f', '0'];

/** True when the loader takes the value for a key of that type; a missing value is judged as null. */
export function fitsType(node: YamlNode | undefined, type: ConfigKeyType, nullable: boolean): boolean {
  const value = resolved(node);
  if (isNull(node)) return nullable;
  switch (type) {
    case 'string':
    case 'path':
      return value?.type === 'scalar' && typeof value.value === 'string';
    case 'boolean':
      if (value?.type !== 'scalar') return false;
      if (typeof value.value === 'boolean') return true;
      if (typeof value.value === 'string') return booleanWords.includes(value.value.toLowerCase());
      return value.value === 0 || value.value === 1;
    case 'mapping':
      return value?.type === 'map';
    case 'pathList':
      return value?.type === 'list';
    case 'watch':
      return true;
  }
}

/** What a key of that type has to hold, for messages. */
export function typeWords(type: ConfigKeyType): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'path':
      return 'a path as text';
    case 'boolean':
      return 'true or false';
    case 'mapping':
      return 'a mapping';
    case 'pathList':
      return 'a list of paths';
    case 'watch':
      return 'a mapping with files';
  }
}

/** What the node is, for messages: `a number`, `a list`, `nothing`. */
export function nodeWords(node: YamlNode | undefined): string {
  const value = resolved(node);
  if (isNull(node) || !value) return 'nothing';
  if (value.type === 'map') return 'a mapping';
  if (value.type === 'list') return 'a list';
  if (typeof value.value === 'boolean') return 'a boolean';
  if (typeof value.value === 'string') return `'${value.value.slice(0, 60)}'`;
  return value.value instanceof Date ? 'a date' : 'a number';
}

/** The values of a node as an edit writes them; undefined when something in it cannot be written again. */
export function dataOf(node: YamlNode | undefined, depth = 0): YamlData | undefined {
  const value = resolved(node);
  if (!value || depth > 8) return undefined;
  if (value.type === 'scalar') {
    if (['string', 'number', 'boolean'].includes(typeof value.value)) return value.value as string | number | boolean;
    return value.source || undefined;
  }
  if (value.type === 'list') {
    const items = value.items.map((item) => dataOf(item, depth + 1));
    return items.includes(undefined) ? undefined : (items as YamlData[]);
  }
  const pairs = value.entries.map((entry) => [keyText(entry), dataOf(entry.value, depth + 1)] as const);
  if (pairs.some(([key, data]) => key === undefined || data === undefined)) return undefined;
  return Object.fromEntries(pairs) as YamlData;
}

/** The path that a mapping in a list of paths means: what stands under `file_path` or `path`, or its only text. */
export function pathInMapping(map: YamlMap): string | undefined {
  const texts = map.entries.flatMap((entry) => {
    const data = dataOf(entry.value);
    return typeof data === 'string' ? [[keyText(entry), data] as const] : [];
  });
  const byKey = texts.find(([key]) => key === 'file_path' || key === 'path' || key === 'file');
  return byKey?.[1] ?? (texts.length === 1 ? texts[0]?.[1] : undefined);
}

/** False when the YAML has syntax errors: what is missing then may stand in the part that could not be read. */
export function isReadable(config: ConfigFile): boolean {
  return config.chunk.tree.problems.every((problem) => problem.kind !== 'syntax');
}

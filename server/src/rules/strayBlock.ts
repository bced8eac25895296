import type { PlacedEdit } from '../edits/edit';
import type { Kind } from '../model/kinds/kind';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { isTriggerItem } from '../model/triggers/triggers';
import { isNull, keyText } from '../syntax/yaml/access';
import type { YamlEntry } from '../syntax/yaml/nodes';
import type { YamlChunk } from '../syntax/yaml/yamlFile';
import { ownEntry } from './triggers/fixes';
import { isComplete } from './triggers/parts';

/** A block, or half of one, that stands beside the key of its relationship, at the same column, in place of below it. */
export interface StrayBlock {
  /** The entry of the relationship, with no value or with the other half. */
  readonly head: YamlEntry;
  /** The entries of the block that stand beside it, in order. */
  readonly entries: readonly YamlEntry[];
}

/** What a block can hold (facts/versions/object-files.md §5). */
const blockKeys = ['kind', 'data', 'parameters'];
/** A step of indentation where the block itself has none. */
const usualStep = 2;

/**
 * The blocks of an object that stand beside their keys. None where the object may have fields of these names itself, and
 * only such as follow their key at once.
 */
export function strayBlocks(item: ObjectItem, kind: Kind, project: Project): StrayBlock[] {
  const { chunk, node } = item;
  const keys = blockKeys.filter((key) => !kind.attributes.has(key) && !kind.relationships.has(key));
  if (node.flow || !keys.includes('kind') || !keys.includes('data')) return [];
  if (!isTriggerItem(item) && !isComplete(kind, project)) return [];
  return node.entries.flatMap((head, index) => {
    const name = keyText(head) ?? '';
    const below = entriesBelow(chunk, head);
    if (!kind.relationships.has(name) || ownEntry(item, name) !== head || !below) return [];
    const taken = below.map((entry) => keyText(entry) ?? '');
    if (!taken.every((key) => keys.includes(key))) return [];
    const free = keys.filter((key) => !taken.includes(key));
    const entries = behind(node.entries, index, free);
    return entries.length > 0 && isBlock([...below, ...entries], below.length > 0) ? [{ head, entries }] : [];
  });
}

/** What stands below the key where it belongs; undefined for a value that can be no half of a block. */
function entriesBelow(chunk: YamlChunk, head: YamlEntry): readonly YamlEntry[] | undefined {
  if (isLeftEmpty(chunk, head)) return [];
  const { value } = head;
  return value?.type === 'map' && !value.flow ? value.entries : undefined;
}

/** A block has data; in two halves it is sure with its kind only. */
function isBlock(entries: readonly YamlEntry[], needsKind: boolean): boolean {
  const data = entries.find((entry) => keyText(entry) === 'data');
  return data !== undefined && isBlockData(data) && (!needsKind || entries.some((entry) => keyText(entry) === 'kind'));
}

/** The block that belongs below the entry; undefined when none stands beside it. */
export function strayBlockOf(
  { item, kind, project }: { readonly item: ObjectItem; readonly kind: Kind; readonly project: Project },
  entry: YamlEntry | undefined,
): StrayBlock | undefined {
  return entry && (isNull(entry.value) || entry.value?.type === 'map')
    ? strayBlocks(item, kind, project).find(({ head }) => head === entry)
    : undefined;
}

/** The keys of the block, for a sentence or title. */
export function strayKeys({ entries }: StrayBlock): string {
  return entries.map((entry) => keyText(entry)).join(' and ');
}

/** Moves the lines of the block, with the comments among them, below its key. */
export function indentStrayBlock(chunk: YamlChunk, { head, entries }: StrayBlock): PlacedEdit {
  const { text } = chunk;
  const column = columnOf(text, head.range.start);
  const half = head.value?.type === 'map' ? head.value.entries : [];
  const headEnd = half.at(-1)?.range.end ?? head.key?.range.end ?? head.range.start;
  const start = text.indexOf('\n', text.slice(0, headEnd).trimEnd().length) + 1;
  const end = start + linesOf(text.slice(start), (entries.at(-1)?.range.end ?? start) - start, column).length;
  const lines = text.slice(start, end).split('\n');
  const blanks = ' '.repeat(half[0] ? columnOf(text, half[0].range.start) - column : stepOf(lines, column));
  const newText = lines.map((line) => (/^\r?$/.test(line) ? line : blanks + line)).join('\n');
  return { at: { part: chunk, range: { start, end } }, newText };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The text up to `end` and to the end of that line, and the comments below that are indented deeper than `column`. */
function linesOf(text: string, end: number, column: number): string {
  const own = text.slice(0, end).trimEnd().length;
  const rest = new RegExp(String.raw`^[^\n]*(?:\n {${column + 1},}#[^\n]*)*`).exec(text.slice(own))?.[0] ?? '';
  return text.slice(0, own) + rest;
}

/** How far the block indents what is in it. */
function stepOf(lines: readonly string[], column: number): number {
  const inner = lines.map((line) => /^ *(?=[^\s#])/.exec(line)?.[0].length ?? 0).find((each) => each > column);
  return inner === undefined ? usualStep : inner - column;
}

/** The entries behind the one at `index` that have one of the keys, each once. */
function behind(entries: readonly YamlEntry[], index: number, keys: readonly string[]): YamlEntry[] {
  const found = new Map<string, YamlEntry>();
  for (const entry of entries.slice(index + 1)) {
    const key = keyText(entry) ?? '';
    if (!keys.includes(key) || found.has(key)) break;
    found.set(key, entry);
  }
  return [...found.values()];
}

/** True when nothing, not even `null` or an anchor, stands behind the key of the entry. */
export function isLeftEmpty({ text }: YamlChunk, { key, value }: YamlEntry): boolean {
  return key !== undefined && isNull(value) && /^[ \t]*:[ \t]*(?:#.*)?\r?\n/.test(text.slice(key.range.end));
}

function isBlockData({ value }: YamlEntry): boolean {
  return isNull(value) || (value !== undefined && value.type !== 'scalar');
}

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

/** A block that stands beside the key of its relationship, at the same column, in place of below it. */
export interface StrayBlock {
  /** The entry of the relationship, which has no value. */
  readonly head: YamlEntry;
  /** The entries of the block, in order; `data` is one of them. */
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
    if (!kind.relationships.has(name) || ownEntry(item, name) !== head || !isLeftEmpty(chunk, head)) return [];
    const entries = behind(node.entries, index, keys);
    const data = entries.find((entry) => keyText(entry) === 'data');
    return data && isBlockData(data) ? [{ head, entries }] : [];
  });
}

/** The block that belongs below the entry; undefined when none stands beside it. */
export function strayBlockOf(
  { item, kind, project }: { readonly item: ObjectItem; readonly kind: Kind; readonly project: Project },
  entry: YamlEntry | undefined,
): StrayBlock | undefined {
  return entry && isNull(entry.value) ? strayBlocks(item, kind, project).find(({ head }) => head === entry) : undefined;
}

/** The keys of the block, for a sentence or title. */
export function strayKeys({ entries }: StrayBlock): string {
  return entries.map((entry) => keyText(entry)).join(' and ');
}

/** Moves the lines of the block, with the comments among them, below its key. */
export function indentStrayBlock(chunk: YamlChunk, { head, entries }: StrayBlock): PlacedEdit {
  const { text } = chunk;
  const column = head.range.start - (text.lastIndexOf('\n', head.range.start - 1) + 1);
  const start = text.indexOf('\n', head.key?.range.end ?? head.range.start) + 1;
  const end = start + linesOf(text.slice(start), (entries.at(-1)?.range.end ?? start) - start, column).length;
  const lines = text.slice(start, end).split('\n');
  const blanks = ' '.repeat(stepOf(lines, column));
  const newText = lines.map((line) => (/^\r?$/.test(line) ? line : blanks + line)).join('\n');
  return { at: { part: chunk, range: { start, end } }, newText };
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

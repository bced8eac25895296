import type { TextRange } from '../base/textRange';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../syntax/yaml/nodes';
import type { YamlChunk } from '../syntax/yaml/yamlFile';
import type { PlacedEdit } from './edit';
import { blockEntries, blockItem, flowText, scalarText, type YamlData, type YamlDataMap } from './yamlText';

/** Where a mapping gets new keys. Ranges of `map` and `after` are relative to `chunk`. */
export interface InsertKeys {
  readonly chunk: YamlChunk;
  readonly map: YamlMap;
  /** The entry to put them behind; the last one when missing or when it stands in another mapping (a merge key). */
  readonly after?: YamlEntry;
  readonly entries: YamlDataMap;
}

/** Adds keys to a mapping, in its own style and indentation; keeps the comment behind the entry before them. */
export function insertKeys({ chunk, map, after, entries }: InsertKeys): PlacedEdit {
  const anchor = after && map.entries.includes(after) ? after : map.entries.at(-1);
  if (map.flow) {
    // A mapping of one entry in a flow list (`[a: b]`) has no braces; there is no room for a second key in it.
    const braced = chunk.text[map.range.start] === '{';
    const text = inFlow(chunk, entries).slice(1, -1);
    if (!anchor) return edit(chunk, at(map.range.start + 1), text);
    if (!braced) return edit(chunk, map.range, `{${slice(chunk, map.range)}, ${text}}`);
    return edit(chunk, at(contentEnd(chunk.text, anchor.range.end)), `, ${text}`);
  }
  if (!anchor) return edit(chunk, map.range, inFlow(chunk, entries));
  const column = columnOf(chunk.text, map.entries[0]?.range.start ?? map.range.start);
  const text = `\n${' '.repeat(column)}${blockEntries(entries, column, listIndentOf(chunk, map))}`;
  return edit(chunk, at(lineEnd(chunk.text, contentEnd(chunk.text, anchor.range.end))), text);
}

/** Removes an entry of a mapping with its line; the last one leaves `{}`. */
export function removeEntry(chunk: YamlChunk, map: YamlMap, entry: YamlEntry): PlacedEdit {
  const { text } = chunk;
  const index = map.entries.indexOf(entry);
  const next = map.entries[index + 1];
  const previous = map.entries[index - 1];
  const end = contentEnd(text, entry.range.end);
  if (!next && !previous)
    return edit(chunk, map.flow ? { start: entry.range.start, end } : entry.range, map.flow ? '' : '{}');
  if (map.flow) return removeInFlow(chunk, { start: entry.range.start, end }, { previous, next });
  const start = entry.range.start - columnOf(text, entry.range.start);
  const ownLine = text.slice(start, entry.range.start).trim() === '';
  if (!ownLine && next) return edit(chunk, { start: entry.range.start, end: next.range.start }, '');
  return edit(chunk, wholeLines(text, { start, end: lineEnd(text, end) }), '');
}

/** Puts another text into a scalar, an empty one too, and keeps its quotes; other nodes are replaced whole. */
export function replaceScalar(chunk: YamlChunk, node: YamlNode, value: string): PlacedEdit {
  const style = isJson(chunk) ? 'double' : node.type === 'scalar' ? node.style : 'plain';
  const { start } = node.range;
  const text = scalarText(value, style, isInFlow(chunk, start));
  const range = { start, end: ownEnd(chunk, node) };
  if (start < range.end) return edit(chunk, range, text);
  // An empty value may begin at the colon of its key, or at a comment.
  const before = chunk.text[start - 1] === ':' ? ' ' : '';
  return edit(chunk, range, before + text + (chunk.text[start] === '#' ? ' ' : ''));
}

/** Where what belongs to a node ends: the lines that an open quote swallows do not, and stay. */
function ownEnd({ text, tree }: YamlChunk, node: YamlNode): number {
  const { start, end } = node.range;
  if (node.type !== 'scalar') return end;
  // The line break that ends a text of lines stays: the next key stands behind it.
  if (node.style === 'block') return Math.max(start, contentEnd(text, end));
  const own = text.slice(start, end);
  const isOpen = node.style !== 'plain' && (own.length < 2 || !own.endsWith(own.slice(0, 1)));
  const isWhole = tree.problems.length === 0 || !(isOpen || swallowed.test(own));
  return isWhole ? end : Math.max(start, Math.min(end, contentEnd(text, lineEnd(text, start))));
}

/** A line behind the first one that would be an item or a key if a quote were closed. */
const swallowed = /\n[ \t]*(?:-\s|["'\w-]+[ \t]*:(?!\S))/;

/** Gives a key of a mapping another name and keeps its quotes. */
export function renameKey(chunk: YamlChunk, key: YamlScalar, name: string): PlacedEdit {
  return edit(chunk, key.range, scalarText(name, key.style));
}

/** Replaces the value of an entry (an empty one too) by data, in the style around it. */
export function replaceValue(chunk: YamlChunk, map: YamlMap, entry: YamlEntry, data: YamlData): PlacedEdit {
  const key = entry.key ? slice(chunk, entry.key.range) : '';
  if (map.flow) return edit(chunk, entry.range, `${key}: ${inFlow(chunk, data)}`);
  const column = columnOf(chunk.text, entry.range.start);
  const written = blockEntries({ key: data }, column, listIndentOf(chunk, map)).slice('key'.length);
  const { start } = entry.range;
  const end = contentEnd(chunk.text, entry.range.end);
  const [first = '', ...lines] = written.split('\n');
  const comment = /^[ \t]+#.*/.exec(chunk.text.slice(end, lineEnd(chunk.text, end)))?.[0];
  // Where there was nothing yet, a comment is about the key and stays behind it.
  const isEmpty = /:\s*(?:\[\s*\])?$/.test(chunk.text.slice(start, end));
  if (comment === undefined || !isEmpty || lines.length === 0) return edit(chunk, { start, end }, key + written);
  return edit(chunk, { start, end: end + comment.length }, [key + first + comment, ...lines].join('\n'));
}

/** Puts a new item behind an item of a list; undefined when `item` is no item of a list that can be edited. */
export function insertItem(chunk: YamlChunk, item: YamlNode, data: YamlData): PlacedEdit | undefined {
  const dash = dashOf(chunk.text, item.range.start);
  const end = contentEnd(chunk.text, item.range.end);
  if (dash === 'flow') return edit(chunk, at(end), `, ${inFlow(chunk, data)}`);
  if (dash === undefined) return undefined;
  const column = columnOf(chunk.text, dash);
  return edit(chunk, at(lineEnd(chunk.text, end)), `\n${' '.repeat(column)}${blockItem(data, column)}`);
}

/** Removes an item of a list, comma or line included; undefined when it is no item or the only one. */
export function removeItem(
  chunk: YamlChunk,
  items: readonly (YamlNode | undefined)[],
  item: YamlNode,
): PlacedEdit | undefined {
  const index = items.indexOf(item);
  const next = items[index + 1];
  const previous = items[index - 1];
  const extent = itemExtent(chunk.text, item);
  if (index < 0 || !extent || (!next && !previous)) return undefined;
  if (dashOf(chunk.text, item.range.start) === 'flow') return removeInFlow(chunk, extent, { previous, next });
  return edit(chunk, wholeLines(chunk.text, extent), '');
}

interface Neighbours {
  readonly previous: { readonly range: TextRange } | undefined;
  readonly next: { readonly range: TextRange } | undefined;
}

/** Removes an entry between braces or an item between brackets with one comma; comments about its neighbours stay. */
function removeInFlow(chunk: YamlChunk, { start, end }: TextRange, { previous, next }: Neighbours): PlacedEdit {
  const { text } = chunk;
  if (!next) {
    const before = contentEnd(text, previous?.range.end ?? start);
    const between = text.slice(before, start);
    const kept = between.includes('#') ? between.replace(throughComma, '$1').replace(/^#/, ' #') : '';
    return edit(chunk, { start: before, end }, kept);
  }
  const ownRest = /^[^#\n]*(?:#.*)?\n/.exec(text.slice(end, next.range.start))?.[0] ?? '';
  const above = text.slice(end + ownRest.length, next.range.start);
  if (ownRest === '' || !above.includes('#') || throughComma.test(above))
    return edit(chunk, { start, end: next.range.start }, '');
  const lineStart = start - columnOf(text, start);
  if (text.slice(lineStart, start).trim() === '')
    return edit(chunk, { start: lineStart, end: end + ownRest.length }, '');
  return edit(chunk, { start: contentEnd(text, start), end: lineEnd(text, end) }, '');
}

/** Blanks and comments, and the comma behind them. */
const throughComma = /^((?:[^#,]|#.*\n)*),/;

/** Removes all items of a list but one; undefined when they are no items of a list that can be edited. */
export function keepItem(
  chunk: YamlChunk,
  items: readonly (YamlNode | undefined)[],
  kept: YamlNode,
): PlacedEdit[] | undefined {
  const first = items.find((item) => item !== undefined);
  const last = items.findLast((item) => item !== undefined);
  if (!first || !last || !items.includes(kept)) return undefined;
  const before = itemExtent(chunk.text, first)?.start;
  const own = itemExtent(chunk.text, kept);
  const end = itemExtent(chunk.text, last)?.end;
  if (before === undefined || !own || end === undefined) return undefined;
  return [
    ...(first === kept ? [] : [edit(chunk, { start: before, end: own.start }, '')]),
    ...(last === kept ? [] : [edit(chunk, { start: own.end, end }, '')]),
  ];
}

/** Where an item begins and ends: in block style its lines (without the last line break), else itself. */
function itemExtent(text: string, item: YamlNode): TextRange | undefined {
  const dash = dashOf(text, item.range.start);
  const end = contentEnd(text, item.range.end);
  if (dash === undefined) return undefined;
  if (dash === 'flow') return { start: item.range.start, end };
  const start = dash - columnOf(text, dash);
  return text.slice(start, dash).trim() === '' ? { start, end: lineEnd(text, end) } : undefined;
}

/**
 * Copies of an item of a list behind it, each with its own changes (`edits` made for the original); undefined when
 * `item` is no item of a list.
 */
export function duplicateItem(
  chunk: YamlChunk,
  item: YamlNode,
  copies: readonly (readonly PlacedEdit[])[],
): PlacedEdit | undefined {
  const extent = itemExtent(chunk.text, item);
  if (!extent) return undefined;
  const separator = dashOf(chunk.text, item.range.start) === 'flow' ? ', ' : '\n';
  const written = copies.map((edits) => separator + applied(chunk.text, extent, edits));
  return edit(chunk, at(extent.end), written.join(''));
}

/** The text of `range` after the edits that lie in it. */
function applied(text: string, range: TextRange, edits: readonly PlacedEdit[]): string {
  let result = text.slice(range.start, range.end);
  for (const { at: place, newText } of [...edits].sort((a, b) => b.at.range.start - a.at.range.start)) {
    const start = Math.max(place.range.start - range.start, 0);
    const end = Math.min(place.range.end, range.end) - range.start;
    result = result.slice(0, start) + newText + result.slice(end);
  }
  return result.replace(/\s+$/, '');
}

/** How far the items of the last block list in a mapping stand behind their key; undefined when it has none. */
function listIndentOf({ text }: YamlChunk, map: YamlMap): number | undefined {
  for (const { key, value } of map.entries.toReversed()) {
    const item = value?.type === 'list' && !value.flow ? value.items.find((each) => each !== undefined) : undefined;
    const dash = item && dashOf(text, item.range.start);
    if (!key || typeof dash !== 'number') continue;
    const indent = columnOf(text, dash) - columnOf(text, key.range.start);
    if (indent >= 0) return indent;
  }
  return undefined;
}

/** The offset of the dash of a block item, `flow` for an item in brackets; undefined when it is no list's item. */
function dashOf(text: string, start: number): number | 'flow' | undefined {
  let before = start - 1;
  while (before >= 0 && /\s/.test(text[before] ?? '')) before--;
  if (text[before] === '-') return before;
  return text[before] === '[' || text[before] === ',' ? 'flow' : undefined;
}

/** True when `offset` stands between brackets or braces that its line, or one before it, opens. */
function isInFlow(chunk: YamlChunk, offset: number): boolean {
  const within = (node: YamlNode | undefined): boolean => {
    if (!node || node.range.start > offset || node.range.end < offset) return false;
    if (node.type === 'map') return node.flow || node.entries.some((entry) => within(entry.value));
    return node.type === 'list' && (node.flow || node.items.some(within));
  };
  return within(chunk.tree.root);
}

/** Data in one line; the loader reads `.json` files too, where every key and text has its quotes. */
function inFlow(chunk: YamlChunk, data: YamlData): string {
  return isJson(chunk) ? JSON.stringify(data) : flowText(data);
}

function isJson(chunk: YamlChunk): boolean {
  return chunk.uri.endsWith('.json');
}

function edit(chunk: YamlChunk, range: TextRange, newText: string): PlacedEdit {
  const lineBreak = chunk.text.includes('\r\n') ? '\r\n' : '\n';
  return { at: { part: chunk, range }, newText: newText.replaceAll(/\r?\n/g, lineBreak) };
}

function at(offset: number): TextRange {
  return { start: offset, end: offset };
}

function slice(chunk: YamlChunk, range: TextRange): string {
  return chunk.text.slice(range.start, range.end);
}

/** The end of what was written: a block scalar's range takes in the line breaks behind it. */
function contentEnd(text: string, end: number): number {
  let last = end;
  while (last > 0 && /\s/.test(text[last - 1] ?? '')) last--;
  return last;
}

/** Where the line of `offset` ends, before its line break. */
function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' ? Math.max(feed - 1, offset) : feed;
}

/** The range with the line break behind it, or the one before it at the end of the text. */
function wholeLines(text: string, { start, end }: TextRange): TextRange {
  if (end < text.length) return { start, end: text.indexOf('\n', end) + 1 };
  return { start: beforeBreak(text, start), end };
}

function beforeBreak(text: string, lineStart: number): number {
  if (text[lineStart - 1] !== '\n') return lineStart;
  return text[lineStart - 2] === '\r' ? lineStart - 2 : lineStart - 1;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

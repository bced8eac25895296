import type { TextRange } from '../../base/textRange';
import { joinOpenQuotes, type ItemRange } from './joinOpenQuotes';
import { withLineFeeds } from './lineFeeds';

/** One YAML document of a file, cut into parts that can be parsed alone. Ranges are relative to the file. */
export interface SplitDocument {
  /** The whole document. */
  readonly range: TextRange;
  /** True when the document begins with a `---` line. */
  readonly marked: boolean;
  /** The document without its items; the whole document when `items` is empty. */
  readonly head: TextRange;
  /** The items of the list under `spec.data`, each from its line's start to the next item's. */
  readonly items: readonly ItemRange[];
}

/** A head line that cannot open a quote, a flow collection or a block scalar that would swallow later lines. */
const plainHeadLine = /^(?: *[\w.-]+:(?:[ ]+(?:[\w./][\w./ -]*|"[^"\\]*"|'[^']*'))?)?[ ]*(?:[ ]#.*|^#.*)?$/;
/** Whatever makes a part depend on the rest of its document: anchors, aliases, tags, tabs, directives. */
const tied = /(?:^|[\s[{,:-])[&*!][^\s]|\t|^%/m;

/**
 * Cuts a file into its documents and items. The boundary is a document marker at column 0 or a line that begins an item
 * at the items' indentation, unless it goes on with a quoted text. Where the text gives any doubt the document stays
 * whole.
 */
export function splitYaml(content: string): SplitDocument[] {
  const text = withLineFeeds(content);
  return splitDocuments(text).map(({ range, marked }) => ({ range, marked, ...splitItems(text, range) }));
}

function splitDocuments(text: string): { readonly range: TextRange; readonly marked: boolean }[] {
  const documents: { range: TextRange; marked: boolean }[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let marked = false;
  let hasContent = false;
  let hasDirective = false;
  for (const line of linesOf(text, start)) {
    const marker = markerAt(text, line.start);
    if (marker === '---' && (marked || hasContent)) {
      documents.push({ range: { start, end: line.start }, marked });
      start = line.start;
    }
    if (marker === '---') marked = true;
    // A directive belongs to the document whose `---` follows.
    const isDirective: boolean = !hasContent && !marked && text.charCodeAt(line.start) === 0x25;
    hasDirective ||= isDirective;
    const isContent: boolean = marker === undefined && !isDirective && !isBlankOrComment(text, line);
    hasContent ||= marker === '---' || isContent;
    if (marker !== '...') continue;
    const before = documents.at(-1);
    if (marked || hasContent || !before) documents.push({ range: { start, end: line.next }, marked });
    // One end marker more ends nothing (recorded from the SDK), it stays with the document before.
    else if (!hasDirective) before.range = { start: before.range.start, end: line.next };
    else continue;
    start = line.next;
    marked = hasContent = hasDirective = false;
  }
  const rest = { range: { start, end: text.length }, marked };
  const last = documents.at(-1);
  if (marked || hasContent || !last) documents.push(rest);
  else documents[documents.length - 1] = { ...last, range: { start: last.range.start, end: text.length } };
  return documents;
}

function splitItems(text: string, range: TextRange): { head: TextRange; items: ItemRange[] } {
  const whole = { head: range, items: [] };
  const slice = text.slice(range.start, range.end);
  const found = itemsStart(slice);
  if (!found || tied.test(slice)) return whole;
  const starts = itemStarts(slice, found);
  if (!starts) return whole;
  const at = (offset: number): number => range.start + offset;
  const items = rangesOf(slice, starts).map((item) => ({ ...item, start: at(item.start), end: at(item.end) }));
  return items.length > 0 ? { head: { start: range.start, end: at(starts[0] ?? 0) }, items } : whole;
}

/** The items that begin at `starts`. */
function rangesOf(text: string, starts: readonly number[]): readonly ItemRange[] {
  const byLine = starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
  return joinOpenQuotes(text, byLine);
}

/**
 * Where the items begin in a part of a list of items at one indentation, which may end with a `...` line; undefined
 * when a line is neither an item nor inside of one.
 */
function itemStarts(text: string, from: { start: number; indent: number }): number[] | undefined {
  const starts: number[] = [];
  for (const line of linesOf(text, from.start)) {
    const indent = indentOf(text, line);
    if (isBlankOrComment(text, line) || indent > from.indent) continue;
    if (indent < from.indent || !isItem(text, line.start + indent)) {
      return markerAt(text, line.start) === '...' ? starts : undefined;
    }
    starts.push(line.start);
  }
  return starts;
}

/** True for a text with a `...` line, which ends a document. */
export function holdsEndMarker(text: string): boolean {
  return /^\.\.\.(?:\s|$)/m.test(text);
}

/**
 * The items of a text that took the place of some items at an indentation, relative to the text; undefined where it
 * gives any doubt that these are whole items and nothing else.
 */
export function splitAgain(content: string, indent: number): readonly ItemRange[] | undefined {
  const text = withLineFeeds(content);
  if (tied.test(text) || holdsEndMarker(text)) return undefined;
  const starts = itemStarts(text, { start: 0, indent });
  if (!starts || (text !== '' && starts[0] !== 0)) return undefined;
  return rangesOf(text, starts);
}

/** Where the first item of `spec.data` begins, when every line before it is beyond doubt. */
function itemsStart(slice: string): { start: number; indent: number } | undefined {
  let inSpec = false;
  let specIndent: number | undefined;
  let dataIndent: number | undefined;
  for (const line of linesOf(slice, 0)) {
    if (isBlankOrComment(slice, line)) continue;
    const indent = indentOf(slice, line);
    const content = slice.slice(line.start, line.end).trimEnd();
    if (dataIndent !== undefined) {
      return indent >= dataIndent && isItem(slice, line.start + indent) ? { start: line.start, indent } : undefined;
    }
    if (markerAt(slice, line.start) === '---' && content === '---') continue;
    if (!plainHeadLine.test(content)) return undefined;
    if (indent === 0) {
      inSpec = /^spec:\s*(#.*)?$/.test(content);
      specIndent = undefined;
    } else if (inSpec) {
      specIndent ??= indent;
      if (indent === specIndent && /^ *data:\s*(#.*)?$/.test(content)) dataIndent = indent;
    }
  }
  return undefined;
}

interface Line {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

function* linesOf(text: string, from: number): Generator<Line> {
  for (let start = from; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const end = feed < 0 ? text.length : text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
    yield { start, end: Math.max(start, end), next };
    start = next;
  }
}

function markerAt(text: string, start: number): '---' | '...' | undefined {
  const first = text.charCodeAt(start);
  if (first !== 0x2d && first !== 0x2e) return undefined;
  const marker = text.slice(start, start + 3);
  if (marker !== '---' && marker !== '...') return undefined;
  const after = text[start + 3];
  return after === undefined || /\s/.test(after) ? marker : undefined;
}

function indentOf(text: string, line: Line): number {
  let at = line.start;
  while (at < line.end && text.charCodeAt(at) === 0x20) at++;
  return at - line.start;
}

function isBlankOrComment(text: string, line: Line): boolean {
  const at = line.start + indentOf(text, line);
  return at >= line.end || text.charCodeAt(at) === 0x23;
}

function isItem(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x2d && (at + 1 >= text.length || /\s/.test(text[at + 1] ?? ''));
}

import type { TextRange } from '../../base/textRange';
import { openerBefore } from './joinUnderIndented';

/** A line of a text, without its line break. */
export type Line = TextRange;

/** What stands on a line of block style, as far as the line alone tells. Offsets are of the text. */
export interface ContentLine {
  readonly indent: number;
  /** Offsets of the dashes that begin it. */
  readonly dashes: readonly number[];
  /** First character behind indentation and dashes; `bodyEnd`: where the text ends, comment and spaces left out. */
  readonly body: number;
  readonly bodyEnd: number;
  readonly comment: number | undefined;
  /** The key with its quotes, and where its colon is. */
  readonly key: { readonly start: number; readonly end: number; readonly colon: number } | undefined;
}

/** How something at a column continues what stands above: `item` needs a dash. */
export interface InnerPlace {
  readonly form: 'key' | 'item' | 'value';
  readonly column: number;
}

export function lineAt(text: string, offset: number): Line {
  const start = lineStart(text, offset);
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  return { start, end: end > start && text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end };
}

/** Where the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Takes a line apart. */
export function contentLine(text: string, line: Line): ContentLine {
  let at = line.start;
  while (at < line.end && text[at] === ' ') at++;
  const indent = at - line.start;
  const dashes: number[] = [];
  while (at < line.end && text[at] === '-' && isBlank(text[at + 1], at + 1 >= line.end)) {
    dashes.push(at++);
    while (at < line.end && text[at] === ' ') at++;
  }
  const body = at;
  let comment: number | undefined;
  let key: ContentLine['key'];
  for (let tokenStart = true; at < line.end; at++) {
    const char = text[at];
    if (char === '#' && (at === body || text[at - 1] === ' ')) {
      comment = at;
      break;
    }
    if (tokenStart && (char === '"' || char === "'")) at = closingQuote(text, at, line.end) ?? line.end;
    else if (char === ':' && !key && isBlank(text[at + 1], at + 1 >= line.end) && !isFlowStart(text[body])) {
      key = { start: body, end: trimEnd(text, body, at), colon: at };
      tokenStart = true;
      continue;
    }
    if (char !== ' ') tokenStart = false;
  }
  return { indent, dashes, body, bodyEnd: trimEnd(text, body, Math.min(comment ?? line.end, line.end)), comment, key };
}

/** The next line below that holds more than a comment; undefined at the end of the document. */
export function contentBelow(text: string, line: Line): ContentLine | undefined {
  let at = text.indexOf('\n', line.end);
  while (at >= 0 && at + 1 < text.length) {
    const next = lineAt(text, at + 1);
    const content = contentLine(text, next);
    if (isMarker(text, next)) return undefined;
    if (content.body < content.bodyEnd || content.dashes.length > 0) return content;
    at = text.indexOf('\n', next.end);
  }
  return undefined;
}

/**
 * What something at `column` of `line` would be, at the nearest column that leaves what stands below where it belongs;
 * undefined where there is none. `dashes` are those that stand before it on its line.
 */
export function innerPlace(
  text: string,
  line: Line,
  column: number,
  dashes: readonly number[],
): InnerPlace | undefined {
  const below = contentBelow(text, line);
  if (dashes.length > 0) {
    const isKey = below?.key !== undefined && below.dashes.length === 0 && below.indent === column;
    return { form: isKey ? 'key' : 'value', column };
  }
  const { open, waiting } = openAbove(text, line);
  if (below && isBegun(below, open, waiting)) {
    if (below.dashes.length > 0) return { form: 'item', column: below.indent };
    return below.key && { form: 'key', column: below.indent };
  }
  if (open.length === 0 || (waiting && column > waiting.column)) return { form: 'value', column };
  const [first, ...others] = open.filter((each) => !below || isKept(below, each));
  const found = first && others.reduce((best, each) => nearer(column, best, each), first);
  return found && { form: found.type === 'list' ? 'item' : 'key', column: found.column };
}

/** True when what stands below is the whole text, or the value of the key or dash above that has none beside it. */
function isBegun(below: ContentLine, open: readonly Open[], waiting: Open | undefined): boolean {
  if (open.length === 0) return true;
  if (!waiting || below.indent < waiting.column) return false;
  return below.indent > waiting.column || (waiting.type === 'map' && below.dashes.length > 0);
}

/** True when what stands below stays where it is if something is put before it into the mapping or list. */
function isKept(below: ContentLine, { type, column }: Open): boolean {
  return below.indent < column || (below.indent === column && (type === 'list' || below.dashes.length === 0));
}

/** Of two that are as near the outer one, of two at one column the inner one, which is the first. */
function nearer(column: number, inner: Open, outer: Open): Open {
  const [near, far] = [Math.abs(inner.column - column), Math.abs(outer.column - column)];
  return far < near || (far === near && outer.column < inner.column) ? outer : inner;
}

/** What ends a line below which a text begins: `|` or `>`, with what may stand around it. */
const blockTextHeader = /(?:^|[:-])[ \t]+(?:[&!]\S*[ \t]+)*[|>][-+0-9]*(?:[ \t]+#.*)?[ \t]*$/;

/** The line of the `|` or `>` above, to whose text what stands at `column` of the line belongs; undefined where to none. */
export function blockTextAbove(text: string, line: Line, column: number): Line | undefined {
  let inner = column;
  for (let end = line.start - 1; end >= 0 && inner > 0;) {
    const start = lineStart(text, end);
    const above = { start, end: text[end - 1] === '\r' ? end - 1 : end };
    end = start - 1;
    if (isMarker(text, above)) return undefined;
    const { indent, body, bodyEnd, dashes, key } = contentLine(text, above);
    if (indent >= inner || (body >= bodyEnd && dashes.length === 0)) continue;
    const owner = key ? body - start : (dashes.at(-1) ?? start) - start;
    if (owner < inner && blockTextHeader.test(text.slice(start, above.end))) return above;
    inner = indent;
  }
  return undefined;
}

interface Open {
  readonly type: 'map' | 'list';
  readonly column: number;
}

/**
 * The mappings and lists that are open above a line, innermost first; `waiting` is the one whose key (or dash) directly
 * above has no value yet.
 */
function openAbove(text: string, line: Line): { open: Open[]; waiting: Open | undefined } {
  const open: Open[] = [];
  let waiting: Open | undefined;
  let first = true;
  for (let end = line.start - 1; end >= 0;) {
    const start = lineStart(text, end);
    const above = { start, end: text[end - 1] === '\r' ? end - 1 : end };
    end = start - 1;
    if (isMarker(text, above)) break;
    const outer = open.at(-1);
    const limit = outer?.column ?? Number.POSITIVE_INFINITY;
    const indent = indentOf(text, above);
    if (indent > limit || (indent === limit && outer?.type === 'map')) continue;
    const opener = closedOpener(text, above, line);
    if (opener !== undefined) {
      end = text.indexOf('\n', opener);
      continue;
    }
    const content = contentLine(text, above);
    const isEmpty = content.body >= content.bodyEnd;
    if (isEmpty && content.dashes.length === 0) continue;
    if (first) {
      first = false;
      const dash = content.dashes.at(-1);
      if (content.key && content.key.colon + 1 >= content.bodyEnd)
        waiting = { type: 'map', column: content.body - start };
      else if (isEmpty && dash !== undefined) waiting = { type: 'list', column: dash - start };
    }
    if (indent === limit && (content.dashes.length > 0 || !content.key)) continue;
    if (content.key) open.push({ type: 'map', column: content.body - start });
    for (const dash of content.dashes.toReversed()) open.push({ type: 'list', column: dash - start });
    if (indent === 0 && open.at(-1)?.type === 'map') break;
  }
  return { open, waiting };
}

/** Where the brackets began that were open at the start of the line above, and are closed before the other one. */
function closedOpener(text: string, above: Line, line: Line): number | undefined {
  if (!/[\]}]/.test(text.slice(above.start, above.end))) return undefined;
  const opener = openerBefore(text, above.start);
  if (opener === undefined || !isFlowStart(text[opener])) return undefined;
  return openerBefore(text, line.start) === opener ? undefined : opener;
}

/** Where the quote opened at `start` closes before `end`; escaped ones do not count. */
export function closingQuote(text: string, start: number, end: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < end; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return undefined;
}

function isMarker(text: string, line: Line): boolean {
  const marker = text.slice(line.start, line.start + 3);
  return (marker === '---' || marker === '...') && isBlank(text[line.start + 3], line.start + 3 >= line.end);
}

/** How many spaces a line begins with. */
export function indentOf(text: string, line: Line): number {
  let at = line.start;
  while (at < line.end && text[at] === ' ') at++;
  return at - line.start;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text[at - 1], false)) at--;
  return at;
}

function isBlank(char: string | undefined, atEnd: boolean): boolean {
  return atEnd || char === ' ' || char === '\t' || char === '\r' || char === '\n';
}

function isFlowStart(char: string | undefined): boolean {
  return char === '[' || char === '{';
}

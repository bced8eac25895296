import type { TextRange } from '../../base/textRange';
import { placeholder, type CursorEdit, type RepairedYaml } from './cursorEdit';
import { blockTextAbove, closingQuote, contentBelow, contentLine, innerPlace, lineAt, type Line } from './indentation';
import { repairBlockText } from './repairBlockText';
import { repairFlow } from './repairFlow';

/** Lines longer than this are not looked at. */
const maxLine = 10_000;

/**
 * Repairs the line at `offset` (both relative to `text`): a missing colon, a bare key, an open quote or bracket, an
 * empty line, a dash alone, the line of a block text. Undefined in comments, in indentation and where nothing can be completed.
 */
export function repairYaml(text: string, offset: number): RepairedYaml | undefined {
  const line = lineAt(text, offset);
  if (line.end - line.start > maxLine || /^ *\t/.test(text.slice(line.start, line.end))) return undefined;
  const flow = repairFlow(text, offset, line);
  if (flow === 'comment') return undefined;
  return flow ?? repairBlock(text, offset, line);
}

function repairBlock(text: string, offset: number, line: Line): RepairedYaml | undefined {
  const content = contentLine(text, line);
  const { body, bodyEnd, dashes } = content;
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(line.start, line.end))) return undefined;
  if (offset > bodyEnd && content.comment !== undefined && offset > content.comment) return undefined;
  const isEmpty = body === bodyEnd && dashes.length === 0;
  const header = blockTextAbove(text, line, isEmpty ? offset - line.start : content.indent);
  if (header) return repairBlockText(text, offset, line, header);
  if (body === bodyEnd) return emptyLine(text, offset, line, dashes);
  if (offset < body) return undefined;
  const column = body - line.start;
  const { key } = content;
  if (key && offset <= key.end) {
    const quoted = inQuotes(text, key);
    const range = quoted ? { start: key.start + 1, end: key.end - 1 } : key;
    if (offset < range.start || offset > range.end) return undefined;
    const edit = { ...plain, range, prefix: text.slice(range.start, offset), quote: quoted, colon: true, column };
    return replaced(text, key, placeholder, { ...edit, startsBlock: false });
  }
  if (key) return sameLineValue(text, offset, { line, afterColon: key.colon + 1, bodyEnd, column });
  return bareText(text, offset, { line, body, bodyEnd, dashes });
}

const plain = { lead: '', quote: undefined, open: false, colon: false, flow: false, startsBlock: false } as const;

/** The value behind `key:`. */
function sameLineValue(
  text: string,
  offset: number,
  { line, afterColon, bodyEnd, column }: { line: Line; afterColon: number; bodyEnd: number; column: number },
): RepairedYaml | undefined {
  // An anchor or a tag may stand in front of the value.
  const properties = /^(?:[ \t]+[&!][^\s,[\]{}]*)+(?=[ \t])/.exec(text.slice(afterColon, Math.max(bodyEnd, offset)));
  if (properties) {
    const behind = afterColon + properties[0].length;
    return sameLineValue(text, offset, { line, afterColon: behind, bodyEnd: Math.max(bodyEnd, behind), column });
  }
  const gap = /^[ \t]*/.exec(text.slice(afterColon, bodyEnd))?.[0].length ?? 0;
  const start = afterColon + gap;
  const inner = column + 2;
  if (start >= bodyEnd) {
    // A block below is the value already.
    const below = contentBelow(text, line);
    if (below && (below.indent > column || (below.indent === column && below.dashes.length > 0))) return undefined;
    const lead = offset === afterColon ? ' ' : '';
    const end = Math.max(offset, afterColon);
    const edit = { ...plain, range: { start: end, end }, prefix: '', lead, column: inner };
    return replaced(text, { start: afterColon, end }, ` ${placeholder}`, edit);
  }
  if (offset < start) return undefined;
  return scalarValue(text, offset, { start, end: bodyEnd, lead: gap === 0 ? ' ' : '', column: inner });
}

interface ValueAt {
  readonly start: number;
  readonly end: number;
  readonly lead: string;
  readonly column: number;
  readonly startsBlock?: boolean;
}

/** A scalar as written between `start` and `end`, in quotes or not. */
function scalarValue(text: string, offset: number, { start, end, lead, column, startsBlock = false }: ValueAt) {
  const first = text[start];
  if (first === '"' || first === "'") {
    const closed = closingQuote(text, start, end);
    const inner = { start: start + 1, end: closed ?? end };
    if (offset < inner.start || offset > inner.end) return undefined;
    const prefix = text.slice(inner.start, offset);
    const edit = {
      ...plain,
      range: inner,
      prefix,
      lead: '',
      quote: first,
      open: closed === undefined,
      column,
      startsBlock,
    } as const;
    return replaced(text, { start, end: closed === undefined ? end : closed + 1 }, lead + placeholder, edit);
  }
  if (first !== undefined && '|>&*![{'.includes(first)) return undefined;
  const range = { start, end: Math.max(end, offset) };
  const edit = { ...plain, range, prefix: text.slice(start, offset), lead, column, startsBlock };
  return replaced(text, range, lead + placeholder, edit);
}

interface BareText {
  readonly line: Line;
  readonly body: number;
  readonly bodyEnd: number;
  readonly dashes: readonly number[];
}

/** Text without a colon: a bare key, a list item, a value on a line of its own, or a key whose colon is missing. */
function bareText(text: string, offset: number, bare: BareText): RepairedYaml | undefined {
  const quoted = quotedKey(text, offset, bare);
  if (quoted) return quoted;
  const { line, body, bodyEnd, dashes } = bare;
  const word = /^[\w.-]+/.exec(text.slice(body, bodyEnd))?.[0] ?? '';
  const wordEnd = body + word.length;
  const column = body - line.start;
  const separator = text[wordEnd];
  if (word && offset > wordEnd && (separator === ' ' || separator === ':')) {
    // `key value` or `key:value`; a path or an address has more than a word before its colon.
    const gap = separator === ':' ? 1 : (/^ +/.exec(text.slice(wordEnd, bodyEnd + 1))?.[0].length ?? 1);
    const start = Math.min(wordEnd + gap, Math.max(bodyEnd, offset));
    const end = Math.max(bodyEnd, offset);
    if (separator === ':') {
      if (offset < start) return undefined;
      const edit = {
        ...plain,
        range: { start, end },
        prefix: text.slice(start, offset),
        lead: ' ',
        column: column + 2,
      };
      return replaced(text, { start, end }, ` ${placeholder}`, edit);
    }
    const range = { start: wordEnd, end };
    const prefix = text.slice(wordEnd, offset);
    return replaced(text, range, `: ${placeholder}`, { ...plain, range, prefix, lead: ': ', column: column + 2 });
  }
  const place = innerPlace(text, line, column, dashes);
  if (!place) return undefined;
  // What is missing before a quote cannot be written from inside it.
  if (dashes.length === 0 && place.form !== 'value' && inQuotes(text, { start: body, end: bodyEnd })) return undefined;
  const start = Math.min(body, line.start + place.column);
  const blanks = ' '.repeat(place.column - (start - line.start));
  if (place.form === 'key') {
    const range = { start, end: Math.max(bodyEnd, offset) };
    const edit = { ...plain, range, prefix: text.slice(start, offset), lead: blanks, column: place.column };
    return replaced(text, range, `${blanks}${placeholder}: `, edit);
  }
  if (place.form === 'item' && dashes.length === 0) {
    const lead = `${blanks}- `;
    return scalarValue(text, offset, { start, end: bodyEnd, lead, column: place.column + 2, startsBlock: true });
  }
  return scalarValue(text, offset, { start: body, end: bodyEnd, lead: '', column, startsBlock: true });
}

/** A key in quotes without a colon, or with one that its open quote takes in; undefined where it may be a value. */
function quotedKey(text: string, offset: number, { line, body, bodyEnd, dashes }: BareText): RepairedYaml | undefined {
  const quote = inQuotes(text, { start: body, end: bodyEnd });
  if (!quote) return undefined;
  const column = body - line.start;
  const closed = closingQuote(text, body, bodyEnd);
  const open = closed === undefined;
  const word = open ? /^.[\w.-]*(?= *:(?:\s|$))/.exec(text.slice(body, line.end))?.[0] : undefined;
  const colon = word !== undefined;
  const place = innerPlace(text, line, column, dashes);
  if (!colon && (place?.form !== 'key' || place.column !== column)) return undefined;
  const end = closed ?? (colon ? body + word.length : bodyEnd);
  const range = { start: body + 1, end };
  if (offset < range.start || offset > range.end) return undefined;
  const edit = { ...plain, range, prefix: text.slice(range.start, offset), quote, open, colon, column };
  return replaced(text, { start: body, end: open ? end : end + 1 }, placeholder + (colon ? '' : ': '), edit);
}

/** An empty line, or dashes with nothing behind them. */
function emptyLine(text: string, offset: number, line: Line, dashes: readonly number[]): RepairedYaml | undefined {
  const dash = dashes.at(-1);
  if (dash !== undefined) {
    if (offset <= dash) return undefined;
    const lead = offset === dash + 1 ? ' ' : '';
    const column = offset - line.start + lead.length;
    const isKey = innerPlace(text, line, column, dashes)?.form === 'key';
    const suffix = isKey ? ': ' : '';
    const edit = { ...plain, range: { start: offset, end: offset }, prefix: '', lead, column };
    const written = `${lead}${placeholder}${suffix}`;
    return replaced(text, edit.range, written, { ...edit, startsBlock: !isKey });
  }
  const cursor = offset - line.start;
  const place = innerPlace(text, line, cursor, []);
  if (!place) return undefined;
  const { column } = place;
  const range = { start: line.start + Math.min(column, cursor), end: offset };
  const lead = ' '.repeat(Math.max(0, column - cursor));
  const edit = { ...plain, range, prefix: '', lead, column };
  switch (place.form) {
    case 'key':
      return replaced(text, range, `${lead}${placeholder}: `, edit);
    case 'item': {
      const item = { ...edit, lead: `${lead}- `, column: column + 2, startsBlock: true };
      return replaced(text, range, `${lead}- ${placeholder}`, item);
    }
    case 'value':
      return replaced(text, range, lead + placeholder, { ...edit, startsBlock: true });
  }
}

/** The text with `range` replaced by `written`, in which the placeholder stands. */
function replaced(text: string, range: TextRange, written: string, edit: CursorEdit): RepairedYaml {
  return {
    text: text.slice(0, range.start) + written + text.slice(range.end),
    at: range.start + written.indexOf(placeholder),
    edit,
  };
}

function inQuotes(text: string, range: TextRange): '"' | "'" | undefined {
  const first = text[range.start];
  return first === '"' || first === "'" ? first : undefined;
}

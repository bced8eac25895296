import type { TextRange } from '../../base/textRange';
import { placeholder, type CursorEdit, type RepairedYaml } from './cursorEdit';
import { closingQuote, contentLine, lineAt, lineStart, type Line } from './indentation';

interface Bracket {
  readonly close: ']' | '}';
  /** In braces: a colon came, so what follows is a value. */
  afterColon: boolean;
}

interface Token extends TextRange {
  readonly quote?: '"' | "'";
  readonly open: boolean;
}

/** The repair of a cursor between brackets or braces, on one line or several; undefined when it stands in none. */
export function repairFlow(text: string, offset: number, line: Line): RepairedYaml | 'comment' | undefined {
  if (!/[[{]/.test(text.slice(0, offset))) return undefined;
  const found = find(text, offset);
  if (!found || found === 'comment') return found;
  const { token, brackets } = found;
  const top = brackets.at(-1);
  if (!top) return undefined;
  const inner = token.quote ? { start: token.start + 1, end: token.end - (token.open ? 0 : 1) } : token;
  if (offset < inner.start || offset > inner.end) return undefined;
  const isKey = top.close === '}' && !top.afterColon;
  const lead = !isKey && token.start === token.end && text[token.start - 1] === ':' ? ' ' : '';
  const edit: CursorEdit = {
    range: { start: inner.start, end: inner.end },
    prefix: text.slice(inner.start, offset),
    lead,
    quote: token.quote,
    open: token.open,
    colon: isKey && /^\s*:/.test(text.slice(token.end, line.end)),
    flow: true,
    startsBlock: false,
    column: 0,
  };
  const missing = missingBrackets(text, token.end, brackets);
  const written = text.slice(0, token.start) + lead + placeholder + text.slice(token.end, line.end) + missing;
  return { text: written + text.slice(line.end), at: token.start + lead.length, edit };
}

/** The token at the offset and the brackets around it. */
function find(text: string, offset: number): { token: Token; brackets: Bracket[] } | 'comment' | undefined {
  let blockScalar: number | undefined;
  for (let start = 0; start <= offset;) {
    const line = lineAt(text, start);
    const next = text.indexOf('\n', line.end) + 1 || text.length + 1;
    const content = contentLine(text, line);
    start = next;
    if (blockScalar !== undefined && (content.body >= line.end || content.indent > blockScalar)) continue;
    blockScalar = undefined;
    const value = content.key ? skipBlank(text, content.key.colon + 1) : content.body;
    const char = value < content.bodyEnd ? text[value] : undefined;
    if (char === '|' || char === '>') blockScalar = content.indent;
    if ((char !== '[' && char !== '{') || value >= offset) continue;
    const walked = walk({ text, from: value, brackets: [], offset, indent: content.indent });
    if (walked.token) return { token: walked.token, brackets: walked.brackets };
    if (walked.comment) return 'comment';
    if (walked.at >= offset) return undefined;
    start = Math.max(next, walked.brackets.length === 0 ? nextLine(text, walked.at) : lineStart(text, walked.at));
  }
  return undefined;
}

/** Closing brackets that no later text gives. */
function missingBrackets(text: string, from: number, brackets: readonly Bracket[]): string {
  const indent = contentLine(text, lineAt(text, from)).indent;
  const walked = walk({ text, from, brackets: brackets.map((each) => ({ ...each })), offset: undefined, indent });
  return walked.brackets
    .map((each) => each.close)
    .toReversed()
    .join('');
}

interface Walk {
  readonly text: string;
  readonly from: number;
  readonly brackets: Bracket[];
  /** Where to stop; undefined: at the end of the collection. */
  readonly offset: number | undefined;
  /** Indentation of the line where the collection begins. */
  readonly indent: number;
}

/** Reads flow tokens until the collection closes, the cursor is met, or a line shows that the brackets are unclosed. */
function walk({ text, from, brackets, offset, indent }: Walk): {
  at: number;
  brackets: Bracket[];
  token?: Token;
  comment?: true;
} {
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (offset !== undefined && at >= offset && !startsToken(char, text, at)) {
      return { at, brackets, token: { start: offset, end: offset, open: false } };
    }
    const top = brackets.at(-1);
    if (char === '\n') {
      at++;
      if (beginsBlock(text, at, indent)) return { at, brackets };
    } else if (char === '[' || char === '{') {
      brackets.push({ close: char === '[' ? ']' : '}', afterColon: false });
      at++;
    } else if (char === ']' || char === '}') {
      brackets.pop();
      at++;
      if (brackets.length === 0) return { at, brackets };
    } else if (char === ',' || (char === ':' && endsKey(text, at))) {
      if (top) top.afterColon = char === ':';
      at++;
    } else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = lineAt(text, at).end;
      if (offset !== undefined && offset > at && offset <= end) return { at, brackets, comment: true };
      at = end;
    } else if (/\s/.test(char)) at++;
    else {
      const token = readToken(text, at);
      if (offset !== undefined && token.start <= offset && offset <= token.end) return { at, brackets, token };
      at = Math.max(token.end, at + 1);
    }
  }
  if (offset !== undefined && brackets.length > 0) {
    return { at, brackets, token: { start: offset, end: offset, open: false } };
  }
  return { at, brackets };
}

function startsToken(char: string, text: string, at: number): boolean {
  return !/[\s,[\]{}#]/.test(char) && !(char === ':' && endsKey(text, at));
}

function readToken(text: string, start: number): Token {
  const lineEnd = lineAt(text, start).end;
  const first = text[start];
  if (first === '"' || first === "'") {
    const closed = closingQuote(text, start, lineEnd);
    if (closed !== undefined) return { start, end: closed + 1, quote: first, open: false };
    const rest = /^[^,\]}]*/.exec(text.slice(start + 1, lineEnd))?.[0].trimEnd() ?? '';
    return { start, end: start + 1 + rest.length, quote: first, open: true };
  }
  let at = start;
  while (at < lineEnd && !/[,[\]{}]/.test(text[at] ?? '') && !(text[at] === ':' && endsKey(text, at))) {
    if (text[at] === '#' && text[at - 1] === ' ') break;
    at++;
  }
  while (at > start && text[at - 1] === ' ') at--;
  return { start, end: at, open: false };
}

/** A colon in flow style ends a key before a blank, a bracket or the end, and behind a quote. */
function endsKey(text: string, at: number): boolean {
  return /[\s,[\]{}]/.test(text[at + 1] ?? ' ') || /["']/.test(text[at - 1] ?? '');
}

/** A line not deeper than the collection's own that looks like a key or an item: a bracket above was left open. */
function beginsBlock(text: string, at: number, indent: number): boolean {
  const content = contentLine(text, lineAt(text, at));
  return content.indent <= indent && (content.dashes.length > 0 || content.key !== undefined);
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function nextLine(text: string, at: number): number {
  return text.indexOf('\n', at) + 1 || text.length + 1;
}

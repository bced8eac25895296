import type { TextRange } from '../../base/textRange';

/** A quoted text or a bracket: where it ends, and the comments in it. */
interface Joinable {
  readonly end: number;
  readonly comments: readonly TextRange[];
}

/**
 * The text with the line breaks and comments of the quoted text or bracket around `offset` replaced by blanks, which says
 * the same and keeps every offset; undefined when nothing ends there properly, so that the text is wrong for every reader.
 */
export function joinUnderIndented(text: string, offset: number): string | undefined {
  const start = openerBefore(text, offset);
  if (start === undefined) return undefined;
  const found = text[start] === '"' || text[start] === "'" ? quoted(text, start) : bracketed(text, start);
  if (!found || !/[\r\n]/.test(text.slice(start, found.end))) return undefined;
  let joined = text.slice(0, start);
  for (const { start: from, end } of found.comments) {
    joined += text.slice(joined.length, from).replaceAll(/[\r\n]/g, ' ') + ' '.repeat(end - from);
  }
  return joined + text.slice(joined.length, found.end).replaceAll(/[\r\n]/g, ' ') + text.slice(found.end);
}

/** Where the outermost quote or bracket stands that is not closed before `offset`, on its line or above. */
export function openerBefore(text: string, offset: number): number | undefined {
  const open: number[] = [];
  let at = documentStart(text, offset);
  while (at < offset) {
    const char = text[at];
    if (beginsComment(text, at)) at = lineEnd(text, at);
    else if (opensQuote(text, at)) {
      const end = quoteEnd(text, at);
      if (end === undefined || end > offset) return open[0] ?? at;
      at = end;
    } else {
      if (char === '[' || char === '{') open.push(at);
      if (char === ']' || char === '}') open.pop();
      at++;
    }
  }
  return open[0];
}

/** False for a mark in the middle of a word. */
function beginsComment(text: string, at: number): boolean {
  return text[at] === '#' && /[\s'"[\]{},]/.test(text[at - 1] ?? '\n');
}

/** False for a quote in the middle of a word, such as an apostrophe. */
function opensQuote(text: string, at: number): boolean {
  return (text[at] === '"' || text[at] === "'") && /[\s[{,:-]/.test(text[at - 1] ?? '\n');
}

/** What stands beside a comment is looked for within this length. */
const longestLine = 200;

/** Brackets and quotes that matter begin in the lines right above; a long way up costs time and helps nobody. */
function documentStart(text: string, offset: number): number {
  const from = Math.max(0, offset - 20_000);
  return from === 0 ? 0 : text.indexOf('\n', from) + 1;
}

/** Behind the quote that closes the one at `start`, before `limit`. */
export function quoteEnd(text: string, start: number, limit = text.length): number | undefined {
  const quote = text[start] ?? '"';
  const end = Math.min(limit, text.length);
  for (let at = start + 1; at < end; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return undefined;
}

function quoted(text: string, start: number): Joinable | undefined {
  const end = quoteEnd(text, start);
  return end === undefined ? undefined : { end, comments: [] };
}

function bracketed(text: string, start: number): Joinable | undefined {
  const comments: TextRange[] = [];
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (beginsComment(text, at)) {
      const end = lineEnd(text, at);
      if (cutsText(text, { start: at, end })) return undefined;
      comments.push({ start: at, end });
      at = end - 1;
    } else if (opensQuote(text, at)) {
      const end = quoteEnd(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') if (--depth === 0) return { end: at + 1, comments };
  }
  return undefined;
}

/** True where a text without quotes may go on behind the comment: it ends there for a reader, and would not when joined. */
function cutsText(text: string, { start, end }: TextRange): boolean {
  const before = text.slice(Math.max(0, start - longestLine), start).trimEnd();
  return !/[[{,:]$/.test(before) && !/^\s*[\]},#]/.test(text.slice(end, end + longestLine));
}

function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed;
}

/**
 * The text with the line breaks of the quoted text or bracket around `offset` replaced by blanks, which says the same
 * and keeps every offset; undefined when nothing ends there properly, so that the text is wrong for every reader.
 */
export function joinUnderIndented(text: string, offset: number): string | undefined {
  const start = openerBefore(text, offset);
  if (start === undefined) return undefined;
  const end = text[start] === '"' || text[start] === "'" ? quoteEnd(text, start) : bracketEnd(text, start);
  if (end === undefined) return undefined;
  const inner = text.slice(start, end);
  if (!/[\r\n]/.test(inner)) return undefined;
  return text.slice(0, start) + inner.replaceAll(/[\r\n]/g, ' ') + text.slice(end);
}

/** The quote or bracket that is not closed before `offset`, on its line or above. */
function openerBefore(text: string, offset: number): number | undefined {
  const open: number[] = [];
  let at = documentStart(text, offset);
  while (at < offset) {
    const char = text[at];
    if (char === '#' && /\s/.test(text[at - 1] ?? '\n')) at = lineEnd(text, at);
    else if ((char === '"' || char === "'") && /[\s[{,:-]/.test(text[at - 1] ?? '\n')) {
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

function bracketEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    // A comment would swallow what is joined to its line.
    if (char === '#' && /\s/.test(text[at - 1] ?? '\n')) return undefined;
    if (char === '"' || char === "'") {
      const end = quoteEnd(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') if (--depth === 0) return at + 1;
  }
  return undefined;
}

function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed;
}

/** Longest text that is read, in UTF-16 code units; a larger file is read up to a line end before it. */
export const maxLength = 500_000;
/** Longest time spent on one text, in milliseconds: some fifty times what 2,000 lines of Python need. */
export const parsingBudget = 1000;
/** Python refuses more than 200 open brackets; deeper text would only cost the parser memory. */
const maxBrackets = 200;

/**
 * How much of a text is worth parsing: its length, less when it is larger than `maxLength` or nests more brackets
 * than Python accepts, 0 for binary content.
 */
export function readableLength(text: string): number {
  if (text.includes('\0')) return 0;
  const deep = deepAt(text);
  const length = Math.min(text.length, deep ?? text.length);
  if (length <= maxLength) return length;
  const line = text.lastIndexOf('\n', maxLength);
  return line > 0 ? line + 1 : maxLength;
}

/** Start of the line on which the bracket limit is passed. Counted without regard to strings, which is stricter. */
function deepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) {
      if (++depth > maxBrackets) return text.lastIndexOf('\n', at) + 1;
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
  }
  return undefined;
}

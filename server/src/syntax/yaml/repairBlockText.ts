import { placeholder, type RepairedYaml } from './cursorEdit';
import { blockTextAbove, indentOf, lineAt, type Line } from './indentation';

/** The sign of a block text without a line break at its end, where a line ends with it. */
const sign = /[|>]\d?-\d?(?=[ \t]*(?:[ \t]#.*)?$)/;

/**
 * The repair of a cursor in the only line of a block text (below `>-` or `|-`), which says the same as that line behind
 * the key; `header` is the line of the sign. Undefined where the value is more than that line.
 */
export function repairBlockText(text: string, offset: number, line: Line, header: Line): RepairedYaml | undefined {
  const found = sign.exec(text.slice(header.start, header.end));
  const written = text.slice(line.start, line.end).trim();
  const start = written === '' ? offset : line.start + indentOf(text, line);
  if (!found || offset < start || text.slice(header.end, line.start).trim() !== '') return undefined;
  if (isContinued(text, line, header)) return undefined;
  const from = header.start + found.index;
  const blank = ' '.repeat(found[0].length);
  const range = { start, end: Math.max(start + written.length, offset) };
  return {
    text: `${text.slice(0, from)}${blank}${text.slice(from + blank.length, start)}${placeholder}${text.slice(range.end)}`,
    at: start,
    edit: {
      range,
      prefix: text.slice(start, offset),
      lead: '',
      quote: '|',
      open: false,
      colon: false,
      flow: false,
      startsBlock: false,
      column: 0,
    },
  };
}

/** True when the next line with anything on it belongs to the same block text. */
function isContinued(text: string, line: Line, header: Line): boolean {
  const below = /\S/.exec(text.slice(line.end));
  if (!below) return false;
  const next = lineAt(text, line.end + below.index);
  return blockTextAbove(text, next, indentOf(text, next))?.start === header.start;
}

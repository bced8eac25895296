import { valuesAfter, type BlankEdit, type BrokenPart } from './brokenPart';
import { blockTextAbove, contentLine, indentOf, lineAt } from './indentation';
import { parseYaml } from './parse';
import { quickRead } from './quickRead';

/** What editors show for a tab. */
const widths = [2, 4, 8];
/** In UTF-16 code units: longer texts are read in the quick way only. */
const shortLength = 8000;

interface TabbedLine {
  readonly start: number;
  /** The blanks and tabs that it begins with. */
  readonly blanks: string;
  /** Where the key or text begins, behind the dashes. */
  readonly body: number;
  readonly isItem: boolean;
  /** True when it has to be a key or an item, not the rest of a text. */
  readonly isNode: boolean;
}

/**
 * Blanks for all tabs that lines of the part begin with. Undefined unless the document can be read then, whatever width
 * of a tab that makes it readable is meant, with the same values.
 */
export function untab(part: BrokenPart): readonly BlankEdit[] | undefined {
  const lines = tabbedLines(part.text);
  const proof = lines.flatMap(({ isNode, body }) => (isNode ? [body] : []));
  const read = part.before.length + part.text.length + part.after.length > shortLength ? quickRead : parseYaml;
  const tried = (ways: readonly (readonly BlankEdit[])[]) =>
    ways.flatMap((edits) => {
      const values = valuesAfter(part, edits, proof, read);
      return values === undefined ? [] : [{ edits, values }];
    });
  const byWidth = tried(widths.map((width) => lines.map((line) => withBlanks(line, columnOf(line, width)))));
  const [best, ...others] = byWidth.length > 0 ? byWidth : tried([likeAbove(part.text, lines)]);
  return others.every(({ values }) => values === best?.values) ? best?.edits : undefined;
}

function tabbedLines(text: string): TabbedLine[] {
  const lines: TabbedLine[] = [];
  for (let at = 0; at >= 0 && at < text.length;) {
    const line = lineAt(text, at);
    const content = text.slice(line.start, line.end);
    const blanks = /^[ \t]*/.exec(content)?.[0] ?? '';
    const rest = content.slice(blanks.length);
    // A tab behind the indentation of a block text belongs to that text.
    if (blanks.includes('\t') && rest !== '' && !blockTextAbove(text, line, indentOf(text, line))) {
      const dashes = /^(?:-[ \t]+)*/.exec(rest)?.[0] ?? '';
      lines.push({
        start: line.start,
        blanks,
        body: line.start + blanks.length + dashes.length,
        isItem: dashes !== '',
        isNode: dashes !== '' || /^[^#].*:(?:\s|$)/.test(rest),
      });
    }
    const feed = text.indexOf('\n', at);
    at = feed < 0 ? feed : feed + 1;
  }
  return lines;
}

/** Where a line stands when a tab goes on to the next multiple of a width. */
function columnOf({ blanks }: TabbedLine, width: number): number {
  let column = 0;
  for (const char of blanks) column += char === '\t' ? width - (column % width) : 1;
  return column;
}

/** The first of lines that follow each other like what stands above it, the others two further for each tab more. */
function likeAbove(text: string, lines: readonly TabbedLine[]): BlankEdit[] {
  let [base, first, end] = [0, 0, -1];
  return lines.map((line) => {
    const own = columnOf(line, 2);
    if (end < 0 || /^\s*[^#\s]/m.test(text.slice(end, line.start))) {
      base = columnLikeAbove(text, line);
      first = own;
    }
    end = lineAt(text, line.start).end;
    return withBlanks(line, Math.max(0, base + own - first));
  });
}

function columnLikeAbove(text: string, { start, isItem }: TabbedLine): number {
  for (let end = start - 1; end >= 0;) {
    const line = lineAt(text, end);
    end = line.start - 1;
    const { dashes, body, bodyEnd, key } = contentLine(text, line);
    if (body >= bodyEnd && dashes.length === 0) continue;
    if (key && key.colon + 1 >= bodyEnd) return body - line.start + 2;
    if (!isItem) return body - line.start;
    if (dashes[0] !== undefined) return dashes[0] - line.start;
  }
  return 0;
}

function withBlanks({ start, blanks }: TabbedLine, column: number): BlankEdit {
  return { range: { start, end: start + blanks.length }, newText: ' '.repeat(column) };
}

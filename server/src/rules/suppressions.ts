import type { TextRange } from '../base/textRange';

/** A rule id named by a `# cascade-disable-next-line` comment. Ranges and lines are of the whole file, zero-based. */
export interface Suppression {
  readonly id: string;
  /** Of the id in the comment. */
  readonly range: TextRange;
  /** The line whose findings are silenced. */
  readonly line: number;
}

const comment = /#[ \t]*cascade-disable-next-line(?=\s|$)[ \t]*([^\r\n]*)/g;

/** Where comments name no rule at all. */
export function emptySuppressions(text: string): TextRange[] {
  if (!text.includes('cascade-disable-next-line')) return [];
  return [...text.matchAll(comment)].flatMap((match) => {
    if (idsIn(match).trim() !== '') return [];
    const length = match[0].length - (match[1] ?? '').length;
    return [{ start: match.index, end: match.index + match[0].slice(0, length).trimEnd().length }];
  });
}

function idsIn(match: RegExpExecArray): string {
  return (match[1] ?? '').split(/--/)[0] ?? '';
}

/** The suppressions of a file; ids are separated by commas or spaces, `--` begins a remark. */
export function suppressions(text: string, lineAt: (offset: number) => number): Suppression[] {
  if (!text.includes('cascade-disable-next-line')) return [];
  const found: Suppression[] = [];
  for (const match of text.matchAll(comment)) {
    const from = match.index + match[0].length - (match[1] ?? '').length;
    for (const id of idsIn(match).matchAll(/[^\s,]+/g)) {
      const start = from + id.index;
      found.push({ id: id[0], range: { start, end: start + id[0].length }, line: lineAt(match.index) + 1 });
    }
  }
  return found;
}

import { perObject } from '../base/perObject';
import type { TextRange } from '../base/textRange';
import type { ProjectFile } from '../model/project/project';

/** A rule id named by a `# cascade-disable-next-line` comment. Ranges and lines are of the whole file, zero-based. */
export interface Suppression {
  readonly id: string;
  /** Of the id in the comment. */
  readonly range: TextRange;
  /** The line whose findings are silenced. */
  readonly line: number;
}

/** What such a comment begins with. */
export const suppressionKeyword = 'cascade-disable-next-line';

const comment = /#[ \t]*cascade-disable-next-line(?=[\s:]|$):?[ \t]*([^\r\n]*)/g;

/** Looked for once, whoever asks. */
const commentsOf = perObject(({ text }: Pick<ProjectFile, 'text'>): readonly RegExpExecArray[] =>
  text.includes('cascade-disable-next-line') ? [...text.matchAll(comment)] : [],
);

/** Where comments of a file name no rule at all. */
export function emptySuppressions(file: ProjectFile): TextRange[] {
  return commentsOf(file).flatMap((match) => {
    if (idsIn(match).trim() !== '') return [];
    const length = match[0].length - (match[1] ?? '').length;
    return [{ start: match.index, end: match.index + match[0].slice(0, length).trimEnd().length }];
  });
}

function idsIn(match: RegExpExecArray): string {
  return (match[1] ?? '').split(/--/)[0] ?? '';
}

/** The suppressions of a file; ids are separated by commas or spaces, `--` begins a remark. */
export function suppressions(file: ProjectFile, lineAt: (offset: number) => number): Suppression[] {
  const found: Suppression[] = [];
  for (const match of commentsOf(file)) {
    const from = match.index + match[0].length - (match[1] ?? '').length;
    for (const id of idsIn(match).matchAll(/[^\s,]+/g)) {
      const start = from + id.index;
      found.push({ id: id[0], range: { start, end: start + id[0].length }, line: lineAt(match.index) + 1 });
    }
  }
  return found;
}

/**
 * The id at a column of a line (UTF-16 code units), empty where one may begin, and the other ids of its comment; undefined
 * where no id belongs.
 */
export function suppressedIdAt(line: string, column: number): { word: TextRange; others: string[] } | undefined {
  for (const match of line.matchAll(comment)) {
    const ids = idsIn(match);
    const from = match.index + match[0].length - (match[1] ?? '').length;
    const keyword = line.slice(0, from).trimEnd().length;
    if (column <= keyword || column > from + ids.length) continue;
    const before = /[^\s,]*$/.exec(line.slice(keyword, column))?.[0].length ?? 0;
    const behind = /^[^\s,]*/.exec(line.slice(column, from + ids.length))?.[0].length ?? 0;
    const word = { start: column - before, end: column + behind };
    const others = [...ids.matchAll(/[^\s,]+/g)].filter(({ index }) => from + index !== word.start);
    return { word, others: others.map(([id]) => id) };
  }
  return undefined;
}

/** The word at the end of `text`, a line up to the cursor, that may become the keyword of a comment that silences rules. */
export function begunSuppression(text: string): string | undefined {
  const word = /^[ \t]*#[ \t]*([a-z-]+)$/.exec(text)?.[1];
  return word !== undefined && suppressionKeyword.startsWith(word) ? word : undefined;
}

import type { TextRange } from '../../base/textRange';
import { outlineOf } from './outline';
import type { quickRead } from './quickRead';

/** A part of a document that cannot be read, with readable parts around it: only there it shows what mends the part. */
export interface BrokenPart {
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** Blanks for blanks, before a line. */
export interface BlankEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/**
 * What the document says after edits of the part. Undefined when it cannot be read, when a key stands beside its equal, or
 * when an offset of `proof` has become a part of the line above it, being no key, no item and in no block text.
 */
export function valuesAfter(
  { before, text, after }: BrokenPart,
  edits: readonly BlankEdit[],
  proof: readonly number[],
  read: typeof quickRead,
): string | undefined {
  let fixed = before;
  let end = 0;
  for (const { range, newText } of edits) {
    // Only blanks make room.
    if (text.slice(range.start, range.end).replace('-', ' ').trim() !== '') return undefined;
    fixed += text.slice(end, range.start) + newText;
    end = range.end;
  }
  fixed += text.slice(end) + after;
  const tree = read(fixed);
  if (!tree || tree.duplicates.length > 0 || tree.problems.some(({ kind }) => kind === 'syntax')) return undefined;
  const outline = outlineOf(tree.root, fixed);
  const isRead = (offset: number): boolean => {
    const moved = edits
      .filter(({ range }) => range.end <= offset)
      .reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), before.length + offset);
    const isText = outline?.blockTexts.some(({ start, end }) => start <= moved && moved < end);
    return isText === true || outline?.starts.has(moved) === true;
  };
  return proof.every(isRead) ? outline?.values : undefined;
}

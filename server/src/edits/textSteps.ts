import type { PlacedEdit } from './edit';
import { TextDraft, type TextChange } from './textDraft';

/** The edits of a file that lead from its text to the last of the steps; each step differs from the one before in one place. */
export function stepEdits(uri: string, text: string, steps: readonly string[]): PlacedEdit[] {
  const draft = new TextDraft(text);
  let now = text;
  for (const next of steps) {
    const change = difference(now, next);
    if (change) draft.apply([change], '');
    now = next;
  }
  return draft.changes().map(({ range, newText }) => ({ at: { part: { uri, start: 0 }, range }, newText }));
}

/** The one stretch in which two texts differ. */
function difference(old: string, next: string): TextChange | undefined {
  if (old === next) return undefined;
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && old[start] === next[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end++;
  // An edit never parts what is one character, nor a line break of two.
  if (start > 0 && isPair(old, start)) start--;
  if (end > 0 && isPair(old, old.length - end)) end--;
  return { range: { start, end: old.length - end }, newText: next.slice(start, next.length - end) };
}

function isPair(text: string, at: number): boolean {
  return /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(at - 1, at + 1));
}

import { contentBelow, contentLine, lineAt } from '../../syntax/yaml/indentation';
import type { YamlChunk, YamlDocument } from '../../syntax/yaml/yamlFile';

/** The text that is parsed for one cursor. */
export interface Window {
  readonly text: string;
  /** What to add to an offset at the cursor's line to get one of the file (UTF-16 code units). */
  readonly delta: number;
  /** True when the text is an item of `spec.data` without the document around it. */
  readonly isItem: boolean;
}

/** Nothing is completed where more than this remains; no file of ours has it, hostile ones would take seconds. */
export const longestWindow = 50_000;

/** Texts longer than this are cut down to what the cursor can see. */
const wholeUpTo = 8_000;

/**
 * As little of the file as shows where the cursor is: its item, with the document's head for an empty line that is
 * indented less; of a long document that is one chunk, the lines around the cursor's own branch. A dash stands for the
 * item that follows.
 */
export function narrowed(text: string, document: YamlDocument, chunk: YamlChunk, offset: number): Window {
  const { head, itemChunks } = document;
  const next = itemChunks[itemChunks.indexOf(chunk) + 1];
  const follows = next ? dashOf(next) : '';
  if (chunk !== head) {
    const line = lineAt(text, offset);
    const content = contentLine(text, line);
    const first = contentLine(text, lineAt(text, chunk.start));
    const isEmpty = content.body >= content.bodyEnd && content.dashes.length === 0;
    if (!isEmpty || offset - line.start >= first.indent) {
      return { text: chunk.text + follows, delta: chunk.start, isItem: true };
    }
    return { text: head.text + chunk.text + follows, delta: chunk.start - head.text.length, isItem: false };
  }
  if (chunk.text.length <= wholeUpTo) return { text: chunk.text + follows, delta: chunk.start, isItem: false };
  const window = withoutSiblings(chunk, offset);
  return { ...window, text: window.text + follows };
}

/** The line of a dash where the item begins. */
function dashOf({ text }: YamlChunk): string {
  return /^[^\S\n]*-/m.exec(text)?.[0] ?? '';
}

/** The document without the list items that the cursor is not in, those right above and below it excepted. */
function withoutSiblings(chunk: YamlChunk, offset: number): Window {
  const { text } = chunk;
  const cursor = offset - chunk.start;
  const kept: string[] = [];
  let from = 0;
  let removedBefore = 0;
  for (const { start, end } of otherItems(text, cursor)) {
    if (start < from) continue;
    kept.push(text.slice(from, start));
    from = end;
    if (end <= cursor) removedBefore += end - start;
  }
  kept.push(text.slice(from));
  return { text: kept.join(''), delta: chunk.start + removedBefore, isItem: false };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The list items that are over before the cursor's line or begin behind it, outer before inner ones. */
function otherItems(text: string, cursor: number): Stretch[] {
  const line = lineAt(text, cursor);
  const below = contentBelow(text, line)?.body ?? text.length;
  const found: Stretch[] = [];
  const open: { indent: number; start: number }[] = [];
  const close = (indent: number, end: number): void => {
    for (let top = open.at(-1); top && top.indent >= indent; top = open.at(-1)) {
      open.pop();
      const isBelow = top.start > cursor && (below < top.start || end <= below);
      if (isBelow || end < line.start) found.push({ start: top.start, end });
    }
  };
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    let at = start;
    while (text[at] === ' ') at++;
    const char = text[at];
    if (char !== undefined && char !== '\n' && char !== '\r' && char !== '#') {
      close(at - start, start);
      if (char === '-' && /\s/.test(text[at + 1] ?? ' ')) open.push({ indent: at - start, start });
    }
    start = next;
  }
  close(0, text.length);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

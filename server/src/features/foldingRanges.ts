/** Lines that can be folded into the first one; zero-based, `end` inclusive. */
export interface FoldingRange {
  readonly start: number;
  readonly end: number;
  readonly isComment: boolean;
}

/** What is not closed yet while reading downwards. */
interface Open {
  readonly line: number;
  /** Lines deeper than this belong to it; -1: a whole document. */
  readonly indent: number;
  /** A list may stand in the column of the key above it. */
  readonly isKey: boolean;
}

/**
 * What can be folded in a YAML text: documents, sections, items and blocks by their indentation, and runs of comments. It
 * needs no tree, so that folds stay while the text is half typed.
 */
export function foldingRanges(text: string): FoldingRange[] {
  const found: FoldingRange[] = [];
  const open: Open[] = [];
  let comments: { start: number; end: number } | undefined;
  let last = -1;
  const close = (isClosed: (each: Open) => boolean): void => {
    for (let top = open.at(-1); top && isClosed(top); top = open.at(-1)) {
      open.pop();
      if (last > top.line) found.push({ start: top.line, end: last, isComment: false });
    }
  };
  const endComments = (): void => {
    if (comments && comments.end > comments.start) found.push({ ...comments, isComment: true });
    comments = undefined;
  };
  for (const [line, content] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = content.trim();
    if (trimmed === '') continue;
    if (trimmed.startsWith('#')) {
      if (comments?.end === line - 1) comments.end = line;
      else {
        endComments();
        comments = { start: line, end: line };
      }
      continue;
    }
    endComments();
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(content)) {
      close(() => true);
      open.push({ line, indent: -1, isKey: false });
      last = line;
      continue;
    }
    const indent = content.length - content.trimStart().length;
    const isItem = /^-(?:\s|$)/.test(trimmed);
    close((each) => each.indent > indent || (each.indent === indent && !(isItem && each.isKey)));
    open.push({ line, indent, isKey: !isItem });
    last = line;
  }
  endComments();
  close(() => true);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

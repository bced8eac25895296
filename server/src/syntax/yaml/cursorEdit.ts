import type { TextRange } from '../../base/textRange';

/** A text that can be parsed although its edited line is half typed. Serves completion only. */
export interface RepairedYaml {
  /** The text with one plain scalar, `placeholder`, where the cursor is. */
  readonly text: string;
  /** Where the placeholder stands in `text`. */
  readonly at: number;
  readonly edit: CursorEdit;
}

/** What is typed at the cursor, and what must stand around the text that replaces it. Ranges are of the given text. */
export interface CursorEdit {
  /** The whole word or value at the cursor, without its quotes. */
  readonly range: TextRange;
  /** The part of it before the cursor. */
  readonly prefix: string;
  /** What is missing before it: a space, a dash, a colon, the indentation. */
  readonly lead: string;
  /** The quotes it stands in, `|` for a block text, where anything is written as it is; `open` when the closing one is missing. */
  readonly quote?: '"' | "'" | '|';
  readonly open: boolean;
  /** A colon follows, so a key needs none. */
  readonly colon: boolean;
  readonly flow: boolean;
  /** Nothing but indentation and dashes stands before it, so a block mapping could begin here. */
  readonly startsBlock: boolean;
  /** Column of a block's first key, if one is put here. */
  readonly column: number;
}

/** Stands for what is being typed. */
export const placeholder = 'x';

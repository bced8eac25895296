import type { TextPart } from '../../base/place';
import type { TextRange } from '../../base/textRange';
import { spellings } from './spellings';
import { symbolText, type Occurrence, type Symbol } from './symbol';

/** A text with a position: a chunk of a YAML file, or a whole file. */
export interface Source extends TextPart {
  readonly text: string;
}

export interface MentionOptions {
  /** `reference` when missing. */
  readonly role?: Occurrence['role'];
  /** True when missing. */
  readonly certain?: boolean;
  /** What is written when it is not the symbol's own text. */
  readonly written?: string;
}

/**
 * The occurrence of a symbol at a scalar or string literal: quotes are left out. An alias, or a text that is not the name
 * (escaped in its quotes or not), is not certain. Empty when there is nothing to point at (a block scalar of other text).
 */
export function mention(source: Source, symbol: Symbol, range: TextRange, options: MentionOptions = {}): Occurrence[] {
  const inner = withoutQuotes(source.text, range);
  if (!inner || inner.end < inner.start) return [];
  const { role = 'reference', certain = true, written = symbolText(symbol) } = options;
  const text = source.text.slice(inner.start, inner.end);
  const exact = text === written || (inner.start > range.start && spellings(written).includes(text));
  if (!exact && isBlock(source.text, range.start)) return [];
  return [{ symbol, at: { part: source, range: inner }, role, certain: certain && exact }];
}

/** A part of a text value, by offset and length in it; empty when the value is not written out plainly. */
export function innerRange(source: Source, range: TextRange, part: { offset: number; text: string }): TextRange[] {
  const start = (withoutQuotes(source.text, range)?.start ?? range.end) + part.offset;
  const end = start + part.text.length;
  return source.text.slice(start, end) === part.text ? [{ start, end }] : [];
}

/** The range without the quotes around it, or the only line of a block scalar; undefined for one of several or none. */
export function withoutQuotes(text: string, { start, end }: TextRange): TextRange | undefined {
  // An empty range stands for a place, whatever is behind it.
  if (start === end) return { start, end };
  const first = text[start];
  if (isBlock(text, start)) return onlyLine(text, { start, end });
  if (first !== '"' && first !== "'") return { start, end };
  const closed = end - start >= 2 && text[end - 1] === first;
  return { start: start + 1, end: closed ? end - 1 : end };
}

function isBlock(text: string, start: number): boolean {
  return text[start] === '|' || text[start] === '>';
}

/** The only line behind the head of a block scalar, without the spaces around it. */
function onlyLine(text: string, { start, end }: TextRange): TextRange | undefined {
  const head = text.indexOf('\n', start);
  if (head < 0 || head >= end) return undefined;
  const lines = text.slice(head + 1, end);
  const line = lines.trim();
  if (line === '' || lines.trimEnd().includes('\n')) return undefined;
  const at = head + 1 + lines.indexOf(line);
  return { start: at, end: at + line.length };
}

/** True when what begins at `start` is a line of a block scalar: every character there stands for itself. */
export function isInBlock(text: string, start: number): boolean {
  const line = text.lastIndexOf('\n', start - 1);
  if (line < 0 || text.slice(line + 1, start).trim() !== '') return false;
  const head = text.slice(text.lastIndexOf('\n', line - 1) + 1, line);
  return /^[^#]*\s[|>][-+1-9]*\s*(?:#.*)?$/.test(head);
}

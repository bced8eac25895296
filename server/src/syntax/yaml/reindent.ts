import type { TextRange } from '../../base/textRange';
import { contentLine, indentOf, lineAt, type ContentLine } from './indentation';
import { valuesAfter, type BlankEdit, type BrokenPart } from './brokenPart';
import { parseYaml } from './parse';
import { quickRead } from './quickRead';

/** A line in another column, alone or with lines below it, that makes its document readable. */
export interface Reindentation {
  /** The dash and the key of the line, or what else stands there. */
  readonly line: TextRange;
  /** Blanks before it, now and once it is mended. */
  readonly from: number;
  readonly to: number;
  readonly edits: readonly BlankEdit[];
}

interface Row extends ContentLine {
  readonly start: number;
}

interface Candidate extends Reindentation {
  /** Offsets of what must not have become a part of the line above it. */
  readonly proof: readonly number[];
  readonly cost: number;
}

/** How many columns a line is tried further to the left or right; what is nearer counts. */
const distances = [1, 2, 3, 4];
/** The same where reading takes its time. */
const fewDistances = [1, 2];
/** In UTF-16 code units: longer texts are not tried while somebody types, and longer ones not at all. */
const shortLength = 8000;
const longLength = 50_000;

/**
 * The change of indentation near `offset`, a syntax error in the part's text, after which the document can be read.
 * Undefined unless all changes of the least size that do so give the same values, and no key stands beside its equal.
 * `quick`: only where this takes few milliseconds.
 */
export function reindent(part: BrokenPart, offset: number, quick: boolean): Reindentation | undefined {
  const length = part.before.length + part.text.length + part.after.length;
  const isShort = length <= shortLength;
  if (length > longLength || (quick && !isShort)) return undefined;
  const read = quick || !isShort ? quickRead : parseYaml;
  const rows = rowsOf(part.text);
  const error = rowAt(rows, offset);
  const suspects = suspectsAround(rows, error);
  const must = rows[error] && !isEmpty(rows[error]) ? [rows[error].body] : [];
  for (const distance of distancesAt(rows, error, quick ? distances : fewDistances)) {
    const candidates = suspects.flatMap((at) => candidatesFor(part.text, rows, at, distance));
    const mended = candidates.flatMap((candidate) => {
      const values = valuesAfter(part, candidate.edits, [...candidate.proof, ...must], read);
      return values === undefined ? [] : [{ candidate, values }];
    });
    const [best, ...others] = mended.toSorted((a, b) => a.candidate.cost - b.candidate.cost);
    if (best) return others.every(({ values }) => values === best.values) ? best.candidate : undefined;
  }
  return undefined;
}

/** The dash and the key, or what else there is, of the line at an offset or of the first below it that says anything. */
export function wordsAt(text: string, offset: number): TextRange | undefined {
  const rows = rowsOf(text);
  const row = rows[rowAt(rows, offset)];
  return row && wordsOf(row);
}

function wordsOf(row: Row): TextRange {
  return { start: row.dashes[0] ?? row.body, end: row.key?.end ?? Math.max(row.bodyEnd, row.body) };
}

/** The index of the line at an offset or of the next one; behind all where there is none. */
function rowAt(rows: readonly Row[], offset: number): number {
  const found = rows.findIndex((row) => row.bodyEnd > offset || row.dashes.some((dash) => dash >= offset));
  return found < 0 ? rows.length : found;
}

/** The lines that hold more than a comment, without document markers. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < text.length;) {
    const line = lineAt(text, at);
    const row = contentLine(text, line);
    const isMarker = /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(line.start, line.start + 4));
    const found = { ...row, start: line.start };
    if (!isMarker && (row.dashes.length > 0 || !isEmpty(found))) rows.push(found);
    const feed = text.indexOf('\n', at);
    at = feed < 0 ? text.length : feed + 1;
  }
  return rows;
}

/** True for a dash with nothing behind it. */
function isEmpty({ body, bodyEnd }: Row): boolean {
  return body >= bodyEnd;
}

/** Indices of the lines that may be the wrong ones when the line at `error` does not fit what stands above it. */
function suspectsAround(rows: readonly Row[], error: number): number[] {
  const indent = rows[error]?.indent ?? 0;
  const outer = rows.slice(0, error).findLastIndex((row) => row.indent < indent);
  // The first of the lines above that stand further to the right, such as the only other item of a list.
  let first = error - 1;
  for (let at = error - 1; at >= 0; at--) {
    const above = rows[at]?.indent ?? 0;
    if (above <= indent) break;
    if (above <= (rows[first]?.indent ?? 0)) first = at;
  }
  const all = [error, error + 1, error - 1, first, outer];
  return [...new Set(all)].filter((at) => at >= 0 && at < rows.length);
}

/** The usual distances, and that of a line below a key with a value to this key. */
function distancesAt(rows: readonly Row[], error: number, usual: readonly number[]): readonly number[] {
  const [key, below] = [rows[error], rows[error + 1]];
  const deeper = key && below ? below.indent - (key.body - key.start) : 0;
  return deeper > (usual.at(-1) ?? 0) ? [...usual, deeper] : usual;
}

function candidatesFor(text: string, rows: readonly Row[], at: number, distance: number): Candidate[] {
  const row = rows[at];
  if (!row) return [];
  const child = rows[at + 1];
  const childStep = child && child.indent > row.indent ? child.indent - row.indent : undefined;
  return [-distance, distance].flatMap((by) => {
    const to = row.indent + by;
    if (to < 0) return [];
    const candidate = (edits: readonly BlankEdit[], step: number | undefined): Candidate => ({
      line: wordsOf(row),
      from: row.indent,
      to,
      edits,
      proof: isEmpty(row) ? [] : [row.body],
      // An even column and step is what people meant, then the least of lines.
      cost: 2 * (to % 2) + (step === undefined ? 0 : step % 2) + edits.length / 10_000,
    });
    const shifted = linesToMove(text, row, child, to).map((lines) =>
      candidate(
        lines.map((start) => shift(start, by)),
        childStep === undefined || lines.length > 1 ? childStep : childStep - by,
      ),
    );
    const dash = dashMove(row, to);
    return dash ? [...shifted, candidate([dash], childStep === undefined ? undefined : childStep - by)] : shifted;
  });
}

/**
 * Which lines may move with a row to the column `to`, as where they start: none, those that are deeper, or all that follow
 * at its column. Lines at one column stay together, but for a key without a value: they are its value once it moves left.
 */
function linesToMove(text: string, row: Row, below: Row | undefined, to: number): (readonly number[])[] {
  if (to < row.indent && isOpenKey(row) && below?.indent === row.indent && below.dashes.length === 0)
    return [[row.start]];
  const rest = linesBelow(text, row, row.indent);
  const block = linesBelow(text, row, row.indent + 1);
  // Where a line stood too far to the left, the next one beside it seems to be below it.
  const inner = linesBelow(text, row, Math.max(row.indent, to) + 1);
  const hasTwin = rest.some((start) => indentOf(text, lineAt(text, start)) === row.indent);
  const counts = new Set<number>();
  return (hasTwin ? [rest] : [[], inner, block, rest])
    .filter(({ length }) => !counts.has(length) && counts.add(length))
    .map((lines) => [row.start, ...lines]);
}

/** True for a key with nothing behind its colon. */
function isOpenKey({ key, bodyEnd, dashes }: Row): boolean {
  return key !== undefined && key.colon + 1 >= bodyEnd && dashes.length === 0;
}

/** Where the lines below a row start that stand at least at `indent`, up to the first that does not; comments too. */
function linesBelow(text: string, row: Row, indent: number): number[] {
  const starts: number[] = [];
  for (let feed = text.indexOf('\n', row.start); feed >= 0 && feed + 1 < text.length;) {
    const line = lineAt(text, feed + 1);
    feed = text.indexOf('\n', line.start);
    const content = text.slice(line.start, line.end).trim();
    if (content === '') continue;
    if (indentOf(text, line) >= indent) starts.push(line.start);
    else if (!content.startsWith('#')) break;
  }
  return starts;
}

function shift(start: number, by: number): BlankEdit {
  return by > 0
    ? { range: { start, end: start }, newText: ' '.repeat(by) }
    : { range: { start, end: start - by }, newText: '' };
}

/** The dash in another column, what stands behind it where it is. */
function dashMove(row: Row, to: number): BlankEdit | undefined {
  const behind = row.body - row.start - to - 1;
  if (row.dashes.length !== 1 || behind < 1 || isEmpty(row)) return undefined;
  return { range: { start: row.start, end: row.body }, newText: `${' '.repeat(to)}-${' '.repeat(behind)}` };
}

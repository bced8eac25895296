/** A stretch of text: UTF-16 code units, zero-based, `end` exclusive. Says itself what it is relative to (a chunk, or a whole file). */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The range moved by `offset` code units. */
export function shiftRange(range: TextRange, offset: number): TextRange {
  return { start: range.start + offset, end: range.end + offset };
}

/** True when `offset` lies in the range or touches one of its ends, as a cursor does. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** True when the two ranges share a position; empty ranges at an end count. */
export function intersects(a: TextRange, b: TextRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}

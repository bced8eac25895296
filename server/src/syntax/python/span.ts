import type { TextRange } from '../../base/textRange';

/** Where a segment of a file begins: the spans of what was read there move with it. */
export interface Origin {
  start: number;
}

/**
 * A range of a segment. `start` and `end` are offsets of the file as it was parsed last: a segment that moves takes its
 * spans along, so that what was read there need not be made anew. Who keeps numbers keeps them for one version only.
 */
class Span implements TextRange {
  private readonly origin: Origin;
  private readonly from: number;
  private readonly to: number;

  constructor(origin: Origin, from: number, to: number) {
    this.origin = origin;
    this.from = from;
    this.to = to;
  }

  get start(): number {
    return this.origin.start + this.from;
  }

  get end(): number {
    return this.origin.start + this.to;
  }

  /** From here to the end of another span, when that is of the same segment. */
  until(last: TextRange): TextRange {
    const isNear = last instanceof Span && last.origin === this.origin;
    return isNear ? new Span(this.origin, this.from, last.to) : { start: this.start, end: last.end };
  }

  toJSON(): TextRange {
    return { start: this.start, end: this.end };
  }
}

/** The range between two offsets of the file as it is now. */
export function spanAt(origin: Origin, start: number, end: number): TextRange {
  return new Span(origin, start - origin.start, end - origin.start);
}

/** From the start of one range to the end of another; it moves as they do. */
export function spanning(first: TextRange, last: TextRange): TextRange {
  return first instanceof Span ? first.until(last) : { start: first.start, end: last.end };
}

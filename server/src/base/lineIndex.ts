/** A position in a text: zero-based line, and UTF-16 code units from the line's start (LSP's default encoding). */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets of one text into lines and back. `\n`, `\r\n` and `\r` end a line, as in LSP. */
export class LineIndex {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    if (text.includes('\r')) addLoneReturns(text, starts);
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The position of an offset; one beyond the ends is moved to them, one inside a line break to the end of its line. */
  positionAt(offset: number): LinePosition {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const isInside = this.text.charCodeAt(at) === 10 && this.text.charCodeAt(at - 1) === 13;
    return { line: low, character: at - (this.starts[low] ?? 0) - (isInside ? 1 : 0) };
  }

  /** The offset of a position; one beyond its line's end is the line's end. */
  offsetAt({ line, character }: LinePosition): number {
    if (line < 0) return 0;
    if (line >= this.starts.length) return this.text.length;
    return Math.min(this.lineStart(line) + Math.max(0, character), this.lineEnd(line));
  }

  lineStart(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** Where the line ends, without its line break. */
  lineEnd(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    const feed = this.text.charCodeAt(next - 1) === 10 && this.text.charCodeAt(next - 2) === 13 ? 2 : 1;
    return next - feed;
  }
}

/** Adds the lines that end with a `\r` alone, in order. */
function addLoneReturns(text: string, starts: number[]): void {
  const lone: number[] = [];
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== 10) lone.push(at + 1);
  }
  if (lone.length === 0) return;
  for (const start of lone) starts.push(start);
  starts.sort((a, b) => a - b);
}

import type { TextRange } from '../base/textRange';

/** A change of one text; `range` is relative to the text as it is before the change. */
export interface TextChange {
  readonly range: TextRange;
  readonly newText: string;
}

/** A change of the text that the draft began with, and what it is for. */
export interface DraftedChange extends TextChange {
  readonly label: string;
}

/** A stretch of the text that the draft began with, or text that was put in. */
type Piece =
  | { readonly kind: 'kept'; readonly range: TextRange }
  | { readonly kind: 'added'; readonly text: string; readonly label: string };

/** A text that is changed step by step, and that can say what all steps together change in the text it began with. */
export class TextDraft {
  private pieces: readonly Piece[];

  constructor(private readonly original: string) {
    this.pieces = original === '' ? [] : [{ kind: 'kept', range: { start: 0, end: original.length } }];
  }

  get text(): string {
    return this.pieces.map((piece) => this.textOf(piece)).join('');
  }

  /** Makes changes that do not overlap, all relative to the present text; those at one offset keep their order. */
  apply(changes: readonly TextChange[], label: string): void {
    // From the end, so that earlier offsets stay.
    for (const { range, newText } of changes.toReversed().toSorted((a, b) => b.range.start - a.range.start)) {
      const [before, after] = this.around(range);
      this.pieces = [...before, { kind: 'added', text: newText, label }, ...after];
    }
  }

  /** What differs from the text the draft began with, in order; neighbours of one label are one change. */
  changes(): DraftedChange[] {
    const changes: DraftedChange[] = [];
    let end = 0;
    let open: { text: string; label: string }[] = [];
    const close = (until: number): void => {
      const [first = { text: '', label: '' }, ...rest] = open;
      const whole = { range: { start: end, end: until }, newText: first.text, label: first.label };
      if (until > end || first.text !== '') changes.push(whole);
      for (const { text, label } of rest) {
        if (text !== '') changes.push({ range: { start: until, end: until }, newText: text, label });
      }
      open = [];
    };
    for (const piece of this.pieces) {
      if (piece.kind === 'added') {
        const last = open.at(-1);
        if (last?.label === piece.label || last?.text === '') last.text += piece.text;
        else open.push({ text: piece.text, label: piece.label });
      } else {
        close(piece.range.start);
        end = piece.range.end;
      }
    }
    close(this.original.length);
    return changes;
  }

  /** The pieces before and behind a stretch of the present text. */
  private around({ start, end }: TextRange): [Piece[], Piece[]] {
    const before: Piece[] = [];
    const after: Piece[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      const length = this.textOf(piece).length;
      if (at < start || (length === 0 && at === start)) before.push(part(piece, 0, Math.min(length, start - at)));
      if (at + length > end || (length === 0 && at > start && at >= end)) {
        after.push(part(piece, Math.max(0, end - at), length));
      }
      at += length;
    }
    return [before, after];
  }

  private textOf(piece: Piece): string {
    return piece.kind === 'kept' ? this.original.slice(piece.range.start, piece.range.end) : piece.text;
  }
}

function part(piece: Piece, from: number, to: number): Piece {
  if (piece.kind === 'added') return { ...piece, text: piece.text.slice(from, to) };
  return { kind: 'kept', range: { start: piece.range.start + from, end: piece.range.start + to } };
}

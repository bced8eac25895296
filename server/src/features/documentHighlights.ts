import { locate } from '../base/place';
import type { TextRange } from '../base/textRange';
import { occurrencesIn, symbolAt } from '../model/symbols/occurrences';
import type { Position } from './position';

export interface Highlight {
  /** Relative to the start of the file. */
  readonly range: TextRange;
  /** True at a declaration. */
  readonly declares: boolean;
}

/** The other places of the file that mention the thing at a position, and the place itself. */
export function documentHighlights({ project, file, offset }: Position): Highlight[] {
  const found = symbolAt(project, file, offset);
  if (!found) return [];
  return occurrencesIn(project, file, found.symbol).map(({ at, role }) => ({
    range: locate(at).range,
    declares: role === 'declaration',
  }));
}

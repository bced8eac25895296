import { locate, type FileRange } from '../base/place';
import { occurrencesOf, symbolAt } from '../model/symbols/occurrences';
import type { Position } from './position';

/** Every place of the project, in open files or not, that mentions the thing at a position. */
export function references({ project, file, offset }: Position, includeDeclaration: boolean): FileRange[] {
  const found = symbolAt(project, file, offset);
  if (!found) return [];
  return occurrencesOf(project, found.symbol)
    .filter(({ occurrence }) => includeDeclaration || occurrence.role === 'reference')
    .map(({ occurrence }) => locate(occurrence.at));
}

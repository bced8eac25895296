import { shiftRange, type TextRange } from './textRange';

/**
 * A part of a file whose text does not depend on what surrounds it. `start` is its present position in the file (UTF-16
 * code units); only the owner of the file moves it, when text before the part is edited.
 */
export interface TextPart {
  readonly uri: string;
  readonly start: number;
}

/** A range inside a part: stays right while the part moves. */
export interface Place {
  readonly part: TextPart;
  readonly range: TextRange;
}

/** A range of a file, relative to the file's start. */
export interface FileRange {
  readonly uri: string;
  readonly range: TextRange;
}

/** Where the place is now, relative to the start of its file. */
export function locate(place: Place): FileRange {
  return { uri: place.part.uri, range: shiftRange(place.range, place.part.start) };
}

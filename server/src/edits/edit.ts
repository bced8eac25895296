import type { Place } from '../base/place';

/** A change that a fix or a feature wants to make: it stays right while the text around it moves. */
export type Edit = PlacedEdit | NewFile;

/** A change that only a fix that is not safe makes, for it may take something away for good. */
export type FixEdit = Edit | DeletedFile;

export interface PlacedEdit {
  readonly at: Place;
  readonly newText: string;
}

/** A file that does not exist yet; path relative to the project's root. */
export interface NewFile {
  readonly createPath: string;
  readonly text: string;
}

/** A file to delete, once the user has agreed; path relative to the project's root. */
export interface DeletedFile {
  readonly deletePath: string;
}

export interface Refusal {
  /** A sentence for people: why nothing is planned. */
  readonly refusal: string;
}

/** Everything that is to be written, for one undo; nothing when all of it is there. */
export type Plan = Refusal | { readonly changes: readonly PlannedChange[]; readonly notes: readonly PlanNote[] };

/** Something to know about a plan. A pick shows one line of each, about 80 characters. */
export interface PlanNote {
  readonly title: string;
  readonly detail: string;
}

/** A change of a file as the server knows it (lines and characters from zero on), or a new file. */
export type PlannedChange =
  | { readonly uri: string; readonly range: PlannedRange; readonly newText: string; readonly label: string }
  | { readonly createUri: string; readonly text: string; readonly label: string };

export interface PlannedRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

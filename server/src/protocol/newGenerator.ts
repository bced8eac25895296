/** Request, no parameters: what a new generator can be about. Answer: `NewGeneratorChoices[]`, one per repository. */
export const newGeneratorChoicesRequest = 'infrahubCascade/newGenerator/choices';

export interface NewGeneratorChoices {
  readonly root: string;
  /** Names that are taken. */
  readonly generators: readonly string[];
  /** Kinds whose objects can be targets; those of the repository. */
  readonly kinds: readonly { readonly kind: string; readonly label?: string; readonly generators: readonly string[] }[];
  readonly groups: readonly { readonly name: string; readonly kinds: readonly string[] }[];
  /** Folders for the Python file, relative to the repository; the likeliest first. */
  readonly folders: readonly string[];
}

/** Request: the files of a new generator. Answer: `Plan`. */
export const newGeneratorPlanRequest = 'infrahubCascade/newGenerator/plan';

export interface NewGeneratorParams {
  readonly root: string;
  readonly name: string;
  readonly kind: string;
  /** An existing group, or one to be made. */
  readonly group: string;
  readonly folder: string;
}

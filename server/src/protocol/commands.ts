/** Command of the client: shows places; arguments are an address, a position and a list of locations, all as in LSP. */
export const showReferencesCommand = 'infrahubCascade.showReferences';

/** Command of the client: lets the author pick one of the offers of an action; its argument is `ActionParams`. */
export const pickActionCommand = 'infrahubCascade.pickAction';

/** Command of the client: takes targets out of tracking groups; its argument is `UntrackParams`. */
export const untrackCommand = 'infrahubCascade.untrackSignalTargets';

/** Command of the client: runs a generator at a server; its argument is `RunGeneratorParams`. */
export const runGeneratorCommand = 'infrahubCascade.runGenerator';

export interface RunGeneratorParams {
  /** Name of the definition; asked for when it is missing. */
  readonly generator?: string;
}

/** A command of the client that is to run after an edit. */
export interface ClientCommand {
  readonly id: string;
  readonly title: string;
  readonly arguments: readonly unknown[];
  /** What stands behind the title of the edit where the client does not have the command. */
  readonly instead: string;
}

/** What a save without tracking leaves behind in the tracking groups of its generators. */
export interface UntrackParams {
  /** Kinds whose objects must not be members any more; empty when the code does not show them. */
  readonly kinds: readonly string[];
  readonly generators: readonly string[];
  /** Only these objects, by id; missing: every one of the kinds. */
  readonly objects?: readonly string[];
  /** The code does not show that they are no members with good reason: nothing is chosen beforehand. */
  readonly isUnsure?: boolean;
  /** Only this one; missing: the person is asked. */
  readonly branch?: string;
}

/** Request, client → server, no parameters: what the generators signal and create. Answer: `GeneratorObjects[]`. */
export const signalTargetsRequest = 'infrahubCascade/signalTargets';

/** What the code of a generator does to objects: what decides whether they may leave its tracking groups. */
export interface GeneratorObjects {
  /** Name of its definition. */
  readonly name: string;
  /** Kinds whose objects it signals: fetches, and writes an attribute that a rule watches. No generics. */
  readonly signals: readonly string[];
  /** Kinds whose objects it creates; those that are only saved without tracking are left out. */
  readonly creates: readonly string[];
  /**
   * Kinds of targets of generators, as members of groups and rules of the files show them, that it neither creates nor
   * saves with tracking, for sure: what its tracking group holds of them the next run deletes (facts 1a). Those that it
   * signals are left out; missing when there are none.
   */
  readonly otherTargets?: readonly string[];
  /**
   * Kinds whose objects it writes besides these: saves without tracking, changes without a rule that watches, or deletes.
   * No generics; missing when there are none.
   */
  readonly otherWrites?: readonly string[];
  /**
   * Kinds of fetched objects that it saves without tracking after writing an attribute named as signals are, such as
   * `checksum`, though no rule of the files watches it; never what it creates or keeps. Missing when there are none.
   */
  readonly otherSignals?: readonly string[];
  /** Kinds that it saves with tracking, created or not; missing when any kind may be among them. */
  readonly keeps?: readonly string[];
  /** Its code was not found or could not be followed to the end, so it may do more. */
  readonly isOpen: boolean;
  /** Kinds of which it makes as many as its target says; missing when the files show none. */
  readonly expects?: readonly ExpectedObjects[];
}

/** How many objects of a kind a generator makes for a target. */
export interface ExpectedObjects {
  readonly kind: string;
  readonly targetKind: string;
  /** Attributes of the target whose sum is the number. */
  readonly attributes: readonly string[];
}

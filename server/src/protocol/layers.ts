import type { PlannedRange } from './plan';

/** Request, no parameters: the generators of the files as layers of a cascade. Answer: `FileLayers`. */
export const layersRequest = 'infrahubCascade/layers';

export interface FileLayers {
  /** How many Infrahub repositories the workspace has. */
  readonly repositories: number;
  /** In the order in which they run; what runs independently keeps the order of `.infrahub.yml`. */
  readonly layers: readonly FileLayer[];
}

/** A place as the client spells it. */
export interface FilePlace {
  readonly uri: string;
  readonly range: PlannedRange;
}

/** A generator of the files with what starts it and what it does, as far as the files show it. */
export interface FileLayer extends FilePlace {
  /** Address of the folder of its `.infrahub.yml`. */
  readonly root: string;
  /** Name of its definition; `uri` and `range` are where that name stands. */
  readonly generator: string;
  /** Name of its class, and of `generate` where the text shows that. */
  readonly code?: FilePlace;
  /** The file of its query. */
  readonly query?: { readonly uri: string };
  /** Name of the group of its targets; empty when none is written. */
  readonly group: string;
  /** Kinds of its targets; no generics. */
  readonly kinds: readonly string[];
  /** Its layer from 0 on: one more than the highest of those that start it. Members of a cycle share one. */
  readonly order: number;
  /** Generators of the same repository that start it through rules, by name. */
  readonly upstream: readonly string[];
  /** Attributes of its targets whose change starts it, with the names of the active rules of the files that watch them. */
  readonly watched: readonly WatchedAttribute[];
  /** For kinds of its targets: the relationship to the object whose generator signals them. */
  readonly parents: readonly { readonly kind: string; readonly relationship: string }[];
  /** Attributes that its code writes on objects that were there before. */
  readonly writes: readonly { readonly kind: string; readonly attribute: string }[];
  /** Kinds whose objects its code creates. */
  readonly creates: readonly string[];
  /** Python files of the repository that its class needs, besides its own. */
  readonly helpers: readonly string[];
  /** Targets that its code refuses, for sure. */
  readonly exclusions: readonly TargetExclusion[];
}

export interface WatchedAttribute {
  readonly kind: string;
  readonly attribute: string;
  readonly rule: string;
}

/** The code raises for every target whose attribute has one of the values, before it does anything. */
export interface TargetExclusion {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly at: FilePlace;
}

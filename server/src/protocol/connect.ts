import type { Refusal } from './plan';

/** Request, client → server, no parameters: the generators that can be connected. Answer: `ConnectableRepository[]`. */
export const connectableRequest = 'infrahubCascade/connect/generators';

/** One Infrahub repository of the workspace with its generators, in the order of `.infrahub.yml`. */
export interface ConnectableRepository {
  /** Address of the folder of its `.infrahub.yml`; names the repository in further requests. */
  readonly root: string;
  readonly generators: readonly ConnectableGenerator[];
}

export interface ConnectableGenerator {
  readonly name: string;
  /** Its Python file, relative to the repository. */
  readonly path: string;
  /** Kinds of its targets, as far as the files show them. */
  readonly kinds: readonly string[];
  /** Generators that start it today. */
  readonly startedBy: readonly string[];
  /** Generators that it could signal: their targets have a relationship to its own. */
  readonly couldStart: readonly string[];
  /** Why it cannot be part of a chain; a sentence. */
  readonly problem?: string;
}

/** Request: what there is to decide for a chain. Answer: `ConnectChoices`. */
export const connectChoicesRequest = 'infrahubCascade/connect/choices';

export interface ConnectChoicesParams {
  readonly root: string;
  /** Names in the order in which they are to run. */
  readonly generators: readonly string[];
}

/** One entry for each pair of neighbours, or why they cannot be connected; the first choice of a list is the best. */
export type ConnectChoices = Refusal | { readonly links: readonly LinkChoices[] };

export interface LinkChoices {
  readonly upstream: string;
  readonly downstream: string;
  /** At least one. */
  readonly kinds: readonly KindChoice[];
}

/** A kind of targets that the upstream generator can signal. */
export interface KindChoice {
  readonly kind: string;
  /** How its objects are found from the target of the upstream generator, such as `parent of NetworkPod`. */
  readonly route: string;
  /** Every way to find them, the best first; at least one. */
  readonly routes: readonly RouteChoice[];
  /** What speaks against it; a sentence. */
  readonly warning?: string;
  /** At least one. */
  readonly signals: readonly SignalChoice[];
  readonly extras: readonly ExtraChoice[];
  /** The scope of the rules that are there, else the one to advise. */
  readonly scope: BranchScope;
}

/** A way from the target of the upstream generator to the objects that it signals. */
export interface RouteChoice {
  /** Unique among the routes of the kind. */
  readonly id: string;
  /** Such as `parent of NetworkPod`. */
  readonly label: string;
  /** Which objects it finds; a sentence. */
  readonly detail: string;
}

/** What the upstream generator writes to its targets. */
export interface SignalChoice {
  /** Unique among the signals of the kind. */
  readonly id: string;
  readonly attribute: string;
  /** What is written, as a short phrase. */
  readonly form: string;
  readonly detail: string;
  /** This signal is written and watched already. */
  readonly connected: boolean;
  /** The code of the upstream generator writes it, so how it finds its objects is decided. */
  readonly written: boolean;
}

/** A member that people change and the downstream query reads. */
export interface ExtraChoice {
  readonly name: string;
  readonly type: 'attribute' | 'relationship';
  /** A rule watches it already. */
  readonly watched: boolean;
  /** To be chosen where nobody decides otherwise. */
  readonly advised: boolean;
}

export type BranchScope = 'other_branches' | 'all_branches' | 'default_branch';

/** Request: what is to be written for a chain. Answer: `Plan`. */
export const connectPlanRequest = 'infrahubCascade/connect/plan';

export interface ConnectPlanParams {
  readonly root: string;
  readonly links: readonly LinkDecision[];
}

export interface LinkDecision {
  readonly upstream: string;
  readonly downstream: string;
  readonly kind: string;
  /** `id` of a signal. */
  readonly signal: string;
  /** `id` of a route, for a signal that is to be written; the best one when missing. */
  readonly route?: string;
  /** Names of members that start the downstream generator too. */
  readonly extras: readonly string[];
  readonly scope: BranchScope;
}

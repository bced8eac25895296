import type { VariableValues } from '../operations/targetValues';
import type { Stage } from '../taskStage';
import type { DefinitionRef } from './startedTask';
import type { TraceRule } from './traceRule';

/**
 * One cascade of one branch: what began it, and everything that followed. The server does not link these things; they are
 * joined by what they name and when they happened (facts 4).
 */
export interface CascadeTrace {
  /** Stays the same while the cascade grows: the id of the task or event that began it. */
  readonly id: string;
  readonly branch: string;
  /** Requests, writes, or what began before the events that are known; oldest first. */
  readonly steps: readonly TraceStep[];
  /** Who began it; undefined when that is not known. */
  readonly account: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** When the last thing happened that is known. */
  readonly updatedAt: number;
  readonly counts: TraceCounts;
  readonly loops: readonly TraceLoop[];
}

/** States count runs, and requests and actions that failed or wait without one. */
export type TraceCounts = Readonly<Record<Stage, number>> & {
  /** All runs of generators. */
  readonly runs: number;
  readonly signals: number;
  /** Writes that no task was found for, although a rule waits for them. */
  readonly missing: number;
};

export type TraceStep = RequestStep | SignalStep | StartStep | RunStep;

/** Milliseconds since 1970. */
export interface TaskTimes {
  readonly createdAt: number;
  /** Undefined until it has started. */
  readonly startedAt: number | undefined;
  /** The last change of its state, which is its end when it has ended. */
  readonly updatedAt: number;
}

/** Somebody asked for a generator. */
export interface RequestStep extends TaskTimes {
  readonly kind: 'request';
  /** Id of its task. */
  readonly id: string;
  readonly state: Stage;
  readonly definition: DefinitionRef;
  /** Ids of the targets that were asked for; undefined for all. */
  readonly targets: readonly string[] | undefined;
  readonly account: string | undefined;
  readonly runs: readonly RunStep[];
}

/** A write that rules wait for. */
export interface SignalStep {
  readonly kind: 'signal';
  /** Id of its event. */
  readonly id: string;
  /** Such as `infrahub.node.updated`. */
  readonly event: string;
  /** Who wrote; undefined when that is not known. */
  readonly account: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly node: NamedRef;
  /** What was written; undefined when only relationships or members changed. */
  readonly attribute: string | undefined;
  readonly value: string | undefined;
  readonly writer: Writer;
  readonly starts: readonly StartStep[];
}

export interface NamedRef {
  readonly id: string;
  /** Undefined when nothing has told it yet. */
  readonly kind: string | undefined;
  /** The id where the name is not known. */
  readonly name: string;
}

/**
 * How it is known which run wrote: `outside` is no run that is known; `only` one ran at that moment; `related` only one of
 * those that ran is for an object next to it; `value` another object got the same checksum from a run that is known.
 * `several` ran, and nothing tells which of them it was.
 */
export type Writer =
  | { readonly by: 'outside' }
  | { readonly by: 'only' | 'related' | 'value'; readonly run: string }
  | { readonly by: 'several'; readonly runs: readonly string[] };

/** A rule that waits for a write, and what came of it. */
export interface StartStep {
  readonly kind: 'start';
  readonly id: string;
  /** Undefined for an action without a rule that is known. */
  readonly rule: Pick<TraceRule, 'id' | 'name'> | undefined;
  readonly outcome: StartOutcome;
  /** What it runs; undefined for changes of groups. */
  readonly definition: DefinitionRef | undefined;
  /** What the rule started; its id is that of the task. */
  readonly task: (TaskTimes & { readonly id: string }) | undefined;
  readonly runs: readonly RunStep[];
  /** Changes of group members that it made and that rules wait for. */
  readonly signals: readonly SignalStep[];
}

/**
 * The state of the task; or why there is none: the rule is `inactive`, of an other branch (`scope`), the task may still come
 * (`expected`), or there is none (`missing`), as when the rule was not configured at that moment (facts 2).
 */
export type StartOutcome = Stage | 'inactive' | 'scope' | 'expected' | 'missing';

/** A run of a generator for one target. */
export interface RunStep extends TaskTimes {
  readonly kind: 'run';
  /** Id of its task. */
  readonly id: string;
  readonly state: Stage;
  readonly definition: DefinitionRef;
  readonly target: NamedRef;
  readonly commit: string | undefined;
  readonly instance: string | undefined;
  /** What names the group that holds what it made (`trackingGroupName`); undefined when that is not known. */
  readonly variables: VariableValues | undefined;
  /** A later run of the same target has written the group since. */
  readonly isSuperseded: boolean;
  readonly signals: readonly SignalStep[];
}

/** One target that one generator runs for again and again, not because persons ask for it. */
export interface TraceLoop {
  readonly definition: DefinitionRef;
  readonly target: NamedRef;
  /** Runs within one minute. */
  readonly runs: number;
  /** Its runs are known to have started each other; else nobody knows whether it is a loop. */
  readonly isProven: boolean;
}

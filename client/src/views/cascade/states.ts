/** How far the cascade has come at one target of a generator. */
export type TargetState =
  | 'empty'
  | 'waiting'
  | 'processing'
  | 'done'
  | 'failed'
  | 'cancelled'
  /** Its run was begun and not ended, and no task is at work on it. */
  | 'unattended'
  | 'notApplicable';

/** Every state, what needs care first. */
export const targetStates: readonly TargetState[] = [
  'failed',
  'unattended',
  'cancelled',
  'processing',
  'waiting',
  'empty',
  'notApplicable',
  'done',
];

/** Those of a target whose last run did not end well. */
export const unfinishedStates: readonly TargetState[] = ['failed', 'unattended', 'cancelled'];

/** An attribute that starts the generator when it changes. Times are milliseconds since 1970, of the server's clock. */
export interface Signal {
  readonly value: string | undefined;
  readonly updatedAt: number | undefined;
}

/** A run of the generator for the target, as the task server tells it. */
export interface TargetRun {
  readonly id: string;
  /** When it began, or was asked for while it has not begun. */
  readonly begun: number;
  readonly phase: 'active' | 'succeeded' | 'failed' | 'cancelled';
}

/** What is known of one target. */
export interface TargetFacts {
  /** None: no rule watches an attribute of it. */
  readonly signals: readonly Signal[];
  /** What the server remembers of the last run at the server; `at` is when that status was written. */
  readonly instance?: { readonly status: string; readonly at: number | undefined };
  /** The newest run that is still listed. */
  readonly run?: TargetRun;
  /** A task for it waits or runs; undefined where there are too many tasks to know. */
  readonly isAtWork: boolean | undefined;
  readonly now: number;
  /** The code refuses such a target. */
  readonly isRefused: boolean;
}

export type SettledFacts = Pick<TargetFacts, 'signals' | 'instance' | 'run' | 'isRefused'>;

/**
 * The state of one target (facts 4, 10.3). A signal that is older than the run is healthy: the generator above does not
 * write an equal one again.
 */
export function stateOf(facts: TargetFacts): TargetState {
  return facts.run?.phase === 'active' || isPending(facts) ? 'processing' : settledState(facts);
}

/** The same for a target at which no run goes on. */
export function settledState(facts: SettledFacts): TargetState {
  const { instance, run, isRefused } = facts;
  const end = endOf(facts);
  if (end === 'failed' && isRefused) return 'notApplicable';
  if (!instance && !run) return hasValue(facts) ? 'waiting' : 'empty';
  if (isSignalNewer(facts)) return hasValue(facts) ? 'waiting' : 'empty';
  return end;
}

/** When the last run began; where no task tells it any more, when it wrote its status last. Undefined: it never ran. */
export function lastRunOf({ instance, run }: Pick<TargetFacts, 'instance' | 'run'>): number | undefined {
  return isLeftPending({ instance, run }) ? instance?.at : (run?.begun ?? instance?.at);
}

function hasValue({ signals }: Pick<TargetFacts, 'signals'>): boolean {
  return signals.some(({ value }) => value !== undefined);
}

function isSignalNewer(facts: SettledFacts): boolean {
  const last = lastRunOf(facts);
  return last !== undefined && facts.signals.some(({ updatedAt }) => updatedAt !== undefined && updatedAt > last);
}

/** A signal starts its run within this time, or nothing does (facts 4); in milliseconds. */
export const untilRun = 180_000;

/** A run that takes longer than this may have died with its worker, whatever its task says; in milliseconds. */
const longestRun = 3_600_000;

/** True while a run may still go on that began then and was not told to have ended; both in milliseconds since 1970. */
export function isCredible(begun: number | undefined, now: number): boolean {
  return begun !== undefined && Math.abs(now - begun) < longestRun;
}

/** Statuses are read after tasks, and a task may be told late; in milliseconds. */
const untilTold = 60_000;

/** How long a run goes on that nothing tells of, in milliseconds. */
const longestUntold = 600_000;

/** The status stays Pending when a worker dies, so that a task has to say that the run goes on. */
function isPending({ instance, run, isAtWork, now }: TargetFacts): boolean {
  if (instance?.status !== 'Pending') return false;
  if (isAtWork) return true;
  const age = instance.at === undefined ? Infinity : Math.abs(now - instance.at);
  return isLeftPending({ instance, run }) && age < (isAtWork === false ? untilTold : longestUntold);
}

/** Pending by a run of which no task tells the end. */
function isLeftPending({ instance, run }: Pick<TargetFacts, 'instance' | 'run'>): boolean {
  if (instance?.status !== 'Pending') return false;
  return !run || (instance.at !== undefined && run.begun < instance.at && run.phase === 'succeeded');
}

/** How the last run ended. A run writes its status while it runs, so an error after its begin is its own. */
function endOf({ instance, run }: SettledFacts): 'done' | 'failed' | 'cancelled' | 'unattended' {
  if (isLeftPending({ instance, run })) return 'unattended';
  const isTaskNewer = run !== undefined && (instance?.at === undefined || run.begun > instance.at);
  const isLeft = isTaskNewer || instance?.status === 'Pending';
  if (run?.phase === 'cancelled' && (isLeft || instance?.status === 'Error')) return 'cancelled';
  return (isLeft ? run?.phase === 'failed' : instance?.status === 'Error') ? 'failed' : 'done';
}

/** A target among those below the same object of the layer above. */
export interface Sibling {
  readonly state: TargetState;
  /** The one signal that the generator above writes. */
  readonly signal?: Signal | undefined;
}

/** What a person has to know of a target beside its state. */
export interface TargetNotes {
  /** A sibling has a newer signal of another value: the generator above did not get to this one. */
  readonly isStale: boolean;
  /** Its run did not end well, and no rule starts another as long as nothing changes that one watches (facts 10.3). */
  readonly needsRun: boolean;
}

/** What the generator above wrote last to one of the targets below the same object; what it refuses is not signalled. */
export function newestSignal(siblings: readonly Sibling[]): Signal | undefined {
  let newest: Signal | undefined;
  for (const { signal, state } of siblings) {
    if (signal?.value === undefined || signal.updatedAt === undefined || state === 'notApplicable') continue;
    if (signal.updatedAt > (newest?.updatedAt ?? -Infinity)) newest = signal;
  }
  return newest;
}

/** What is known around a target. */
export interface Surroundings {
  /** Among its siblings. */
  readonly newest: Signal | undefined;
  /** The rules of the server and the signals of the target were read. */
  readonly isKnown: boolean;
  /** A run of the generator above goes on: it may still signal the target. */
  readonly isAboveAtWork: boolean;
}

/** Compares a target with the newest signal among its siblings; those below other objects have others by right. */
export function notesOn({ signal, state }: Sibling, { newest, isKnown, isAboveAtWork }: Surroundings): TargetNotes {
  if (isAboveAtWork) return { isStale: false, needsRun: false };
  // Without a signal it is empty, and says so; what is refused is not signalled.
  const isComparable = signal?.value !== undefined && state !== 'notApplicable';
  const isStale =
    isComparable && newest !== undefined && newest.value !== signal.value && isNewer(newest, signal.updatedAt);
  const hasEndedBadly = unfinishedStates.includes(state);
  return { isStale, needsRun: isKnown && hasEndedBadly && !isStale };
}

function isNewer({ updatedAt }: Signal, than: number | undefined): boolean {
  return updatedAt !== undefined && than !== undefined && updatedAt > than;
}

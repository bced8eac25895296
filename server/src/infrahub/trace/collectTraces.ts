import type { Stage } from '../taskStage';
import { stepsBelow } from './stepsBelow';
import { findLoops } from './traceLoops';
import type { CascadeTrace, StartOutcome, TraceCounts, TraceStep } from './trace';

/** Things that one account did within this time began one cascade, such as the writes of one local run. */
const gap = 10_000;

/** Of which branch steps are, and what is known besides. */
interface Ground {
  readonly branch: string;
  /** Ids of the accounts that runs write with; none when that is not known. */
  readonly agents: ReadonlySet<string>;
}

/** Cascades from the steps that nothing caused, newest first. */
export function collectTraces(ground: Ground, roots: readonly TraceStep[]): readonly CascadeTrace[] {
  const groups = new Map<string, TraceStep[][]>();
  for (const step of roots.toSorted((one, other) => startOf(one) - startOf(other))) {
    const key = originOf(step);
    const sameOrigin = groups.get(key) ?? [];
    const last = sameOrigin.at(-1);
    const previous = last?.at(-1);
    // A request is a cascade of its own.
    const goesOn = step.kind !== 'request' && previous && startOf(step) - startOf(previous) <= gap;
    if (last && goesOn) last.push(step);
    else sameOrigin.push([step]);
    groups.set(key, sameOrigin);
  }
  return [...groups.values()]
    .flat()
    .map((steps) => traceFrom(ground, steps))
    .toSorted((one, other) => other.startedAt - one.startedAt);
}

/** Steps that may have one origin have one key. */
function originOf(step: TraceStep): string {
  switch (step.kind) {
    case 'request':
      return `request ${step.id}`;
    case 'signal':
      return `signal ${step.account} ${step.attribute}`;
    case 'start':
      return `start ${step.definition?.id}`;
    case 'run':
      return `run ${step.definition.id}`;
  }
}

function startOf(step: TraceStep): number {
  switch (step.kind) {
    case 'signal':
      return step.at;
    case 'run':
    case 'request':
      return step.createdAt;
    case 'start':
      return step.task?.createdAt ?? 0;
  }
}

function traceFrom({ branch, agents }: Ground, steps: readonly TraceStep[]): CascadeTrace {
  const [first] = steps;
  const all = [...everyStep(steps)];
  return {
    id: first?.id ?? '',
    branch,
    steps,
    account: first && accountOf(first),
    startedAt: first ? startOf(first) : 0,
    updatedAt: all.reduce((latest, step) => Math.max(latest, endOf(step)), 0),
    counts: countsOf(all),
    loops: findLoops(all, agents),
  };
}

/** Every step once, causes before what they caused. */
export function* everyStep(steps: readonly TraceStep[]): Generator<TraceStep> {
  const seen = new Set<TraceStep>();
  const open: TraceStep[] = steps.toReversed();
  for (let step = open.pop(); step; step = open.pop()) {
    if (seen.has(step)) continue;
    seen.add(step);
    yield step;
    open.push(...stepsBelow(step).toReversed());
  }
}

function accountOf(step: TraceStep): string | undefined {
  switch (step.kind) {
    case 'signal':
    case 'request':
      return step.account;
    case 'start':
    case 'run':
      return undefined;
  }
}

function endOf(step: TraceStep): number {
  switch (step.kind) {
    case 'signal':
      return step.at;
    case 'run':
    case 'request':
      return step.updatedAt;
    case 'start':
      return step.task?.updatedAt ?? 0;
  }
}

/** What a run, a request or an action adds to the counts: those that made runs are told by their runs. */
function countedState(step: TraceStep): Stage | undefined {
  switch (step.kind) {
    case 'signal':
      return undefined;
    case 'run':
      return step.state;
    case 'request':
      return step.state === 'done' || step.runs.some(({ state }) => state === step.state) ? undefined : step.state;
    case 'start':
      if (step.outcome === 'expected') return 'waiting';
      if (step.runs.length > 0 || !isState(step.outcome) || step.outcome === 'done') return undefined;
      return step.outcome;
  }
}

/** True when it is the state of a task, not a reason why there is none. */
export function isState(outcome: StartOutcome): outcome is Stage {
  return outcome !== 'inactive' && outcome !== 'scope' && outcome !== 'expected' && outcome !== 'missing';
}

function countsOf(all: readonly TraceStep[]): TraceCounts {
  const counts = { failed: 0, cancelled: 0, running: 0, waiting: 0, done: 0, runs: 0, signals: 0, missing: 0 };
  for (const step of all) {
    if (step.kind === 'signal') counts.signals++;
    if (step.kind === 'run') counts.runs++;
    if (step.kind === 'start' && step.outcome === 'missing') counts.missing++;
    const state = countedState(step);
    if (state) counts[state]++;
  }
  return counts;
}

/** Something of it still happens, or will. */
export function isGoingOn({ counts }: CascadeTrace): boolean {
  return counts.running + counts.waiting > 0;
}

/** The state that matters most: failures first. */
export function worstState({ counts }: CascadeTrace): Stage {
  const order = ['failed', 'cancelled', 'running', 'waiting'] as const;
  return order.find((state) => counts[state] > 0) ?? 'done';
}

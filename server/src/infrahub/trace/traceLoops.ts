import { groupBy } from '../../base/groupBy';
import { stepsBelow } from './stepsBelow';
import type { RunStep, TraceLoop, TraceStep } from './trace';

/** The server has no guard against generators that start themselves (facts 10.1). */
const minute = 60_000;

/** Two writes may follow each other closely without a loop, as when two objects above change. */
const fewest = 3;

/** Runs between one and the next of the same target; more do not end within a minute. */
const longestLoop = 100;

/** What is known of how a step came about. */
interface Origin {
  /** The run that it goes back to for certain. */
  readonly above: RunStep | undefined;
  /** It goes back to what a person did. */
  readonly isAsked: boolean;
}

/**
 * Targets that one generator ran for again and again within a minute. Runs of one write count once (facts 10.12), and
 * those that go back to changes or requests of persons, each to its own, do not count: that is no loop.
 * @param steps causes before what they caused
 * @param agents ids of the accounts that runs write with; none when that is not known
 */
export function findLoops(steps: readonly TraceStep[], agents: ReadonlySet<string>): readonly TraceLoop[] {
  const origins = originsOf(steps, agents);
  const causes = new Map<RunStep, string>();
  for (const step of steps) {
    if (step.kind !== 'signal') continue;
    for (const run of step.starts.flatMap(({ runs }) => runs)) causes.set(run, step.id);
  }
  const instances = groupBy(
    steps.filter((step) => step.kind === 'run'),
    instanceOf,
  );
  return [...instances.values()].flatMap((all): TraceLoop[] => {
    const [first] = all;
    if (!first || all.length < fewest) return [];
    const again = new Map(all.flatMap((run) => [[run, previous(run, origins)] as const]));
    const begun = new Set(again.values());
    const counted = all.filter((run) => again.get(run) || begun.has(run) || !origins.get(run)?.isAsked);
    const runs = mostWithin(startsOf(counted, causes));
    if (runs < fewest) return [];
    // Each of them follows one of its own.
    const proven =
      mostWithin(
        startsOf(
          all.filter((run) => again.get(run)),
          causes,
        ),
      ) + 1;
    return [{ definition: first.definition, target: first.target, runs, isProven: proven >= fewest }];
  });
}

function instanceOf({ definition, target }: RunStep): string {
  return `${definition.id} ${target.id}`;
}

function originsOf(steps: readonly TraceStep[], agents: ReadonlySet<string>): ReadonlyMap<TraceStep, Origin> {
  const origins = new Map<TraceStep, Origin>();
  for (const step of steps) {
    const origin = origins.get(step) ?? { above: undefined, isAsked: isAsked(step, agents) };
    origins.set(step, origin);
    for (const below of stepsBelow(step)) {
      // Which of several runs wrote is not known, so that nothing is about what follows.
      const isUnsure = below.kind === 'signal' && below.writer.by === 'several';
      const certain = { above: step.kind === 'run' ? step : origin.above, isAsked: origin.isAsked };
      origins.set(below, isUnsure ? { above: undefined, isAsked: false } : certain);
    }
  }
  return origins;
}

/** A person began it: somebody asked for a generator, or wrote with an account that no run has. */
function isAsked(step: TraceStep, agents: ReadonlySet<string>): boolean {
  switch (step.kind) {
    case 'request':
      return step.account === undefined || !agents.has(step.account);
    case 'signal':
      return agents.size > 0 && step.account !== undefined && !agents.has(step.account);
    case 'start':
    case 'run':
      return false;
  }
}

/** The run of the same instance that led to a run, whatever ran in between. */
function previous(run: RunStep, origins: ReadonlyMap<TraceStep, Origin>): RunStep | undefined {
  const wanted = instanceOf(run);
  let above = origins.get(run)?.above;
  for (let depth = 0; above && depth < longestLoop; depth++) {
    if (instanceOf(above) === wanted) return above;
    above = origins.get(above)?.above;
  }
  return undefined;
}

/** When runs were made, once for each cause. */
function startsOf(runs: readonly RunStep[], causes: ReadonlyMap<RunStep, string>): readonly number[] {
  const byCause = groupBy(runs, (run) => causes.get(run) ?? run.id);
  const times = [...byCause.values()].map((same) => Math.min(...same.map(({ createdAt }) => createdAt)));
  return times.toSorted((one, other) => one - other);
}

function mostWithin(times: readonly number[]): number {
  let from = 0;
  let most = 0;
  times.forEach((time, index) => {
    while ((times[from] ?? time) < time - minute) from++;
    most = Math.max(most, index - from + 1);
  });
  return most;
}

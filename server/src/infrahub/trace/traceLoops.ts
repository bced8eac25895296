import { groupBy } from '../../base/groupBy';
import type { RunStep, TraceLoop, TraceStep } from './trace';

/** The server has no guard against generators that start themselves (facts 10.1). */
const minute = 60_000;

/** Two writes may follow each other closely without a loop, as when two objects above change. */
const fewest = 3;

/** Targets that one generator ran for again and again within a minute. Runs of one write count once (facts 10.12). */
export function findLoops(steps: readonly TraceStep[]): readonly TraceLoop[] {
  const causes = new Map<RunStep, string>();
  for (const step of steps) {
    if (step.kind !== 'signal') continue;
    for (const run of step.starts.flatMap(({ runs }) => runs)) causes.set(run, step.id);
  }
  const instances = groupBy(
    steps.filter((step) => step.kind === 'run'),
    ({ definition, target }) => `${definition.id} ${target.id}`,
  );
  return [...instances.values()].flatMap((runs): TraceLoop[] => {
    const [first] = runs;
    const byCause = groupBy(runs, (run) => causes.get(run) ?? run.id);
    const times = [...byCause.values()].map((same) => Math.min(...same.map(({ createdAt }) => createdAt)));
    const count = mostWithin(times.toSorted((one, other) => one - other));
    return first && count >= fewest ? [{ definition: first.definition, target: first.target, runs: count }] : [];
  });
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

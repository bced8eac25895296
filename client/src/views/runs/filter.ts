import { everyStep, worstState } from '../../../../server/src/infrahub/trace/collectTraces';
import type { Stage } from '../../../../server/src/infrahub/taskStage';
import type { CascadeTrace } from '../../../../server/src/infrahub/trace/trace';

/** Which cascades are shown: those with a run of a generator, and those in a state. */
export interface RunsFilter {
  readonly generator?: string;
  readonly state?: Stage;
}

export function isFiltered({ generator, state }: RunsFilter): boolean {
  return generator !== undefined || state !== undefined;
}

export function passes(trace: CascadeTrace, { generator, state }: RunsFilter): boolean {
  if (state !== undefined && worstState(trace) !== state) return false;
  return generator === undefined || generatorsOf([trace]).includes(generator);
}

/** Names of the generators that ran, in the order of the alphabet. */
export function generatorsOf(traces: readonly CascadeTrace[]): readonly string[] {
  const names = new Set<string>();
  for (const step of everyStep(traces.flatMap(({ steps }) => steps))) {
    if (step.kind === 'run' || step.kind === 'request') names.add(step.definition.name);
  }
  return [...names].toSorted((one, other) => one.localeCompare(other));
}

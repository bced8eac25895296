import { isDeepStrictEqual } from 'node:util';
import type { RecordedRun, Recording } from '../recordings';

interface Asked {
  readonly generator: string;
  readonly target: string;
  /** What the generator's query gives now, without ids. */
  readonly data: unknown;
  /** Whether there is an object of that name. */
  readonly has: (name: string) => boolean;
}

/** The recorded run that comes closest, with what is not as it was recorded; a text says why there is none. */
export type Chosen = { readonly run: RecordedRun; readonly note?: string } | string;

/** Chooses what is replayed for a run. */
export function chooseRun(recording: Recording | undefined, { generator, target, data, has }: Asked): Chosen {
  const record = 'npm run record makes recordings on a real server.';
  if (!recording) return `The demo server runs no Python, and nothing was recorded for this repository. ${record}`;
  const runs = recording.runs.filter((run) => run.generator === generator && run.target === target);
  if (runs.length === 0)
    return `The demo server runs no Python, and no run of ${generator} on ${target} was recorded. ${record}`;
  const equal = runs.filter((run) => isDeepStrictEqual(run.data, data));
  const possible = equal.filter(({ needs }) => needs.every(has));
  // A run that had what it needs before one that failed for want of it.
  const [best] = possible.toSorted((one, other) => other.needs.length - one.needs.length);
  if (best) return { run: best };
  const [other] = runs.filter(({ state, needs }) => state === 'COMPLETED' && needs.every(has));
  if (!other) return `No run of ${generator} on ${target} was recorded with these data. ${record}`;
  return {
    run: other,
    note: `The demo server runs no Python: it replays a run of ${generator} on ${target} that was recorded with other data.`,
  };
}

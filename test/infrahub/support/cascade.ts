import { appendFileSync } from 'node:fs';
import { waitFor } from '../../../scripts/infrahub/waiting.mjs';
import type { Case } from './case';
import { runsSince, type Run } from './generators';
import { objectsOf, update } from './objects';
import { waitUntilIdle } from './tasks';

/** How the server's events may be missed and still count: seconds without any task before a run is given up. */
const patience = 25;

export interface CascadeOptions {
  /** What sets it off. */
  readonly start: () => Promise<void>;
  /** `definition target`, as they are called in the repository's own files. */
  readonly runs: readonly string[];
  /** Kinds of the targets, for repeating a signal that was missed. */
  readonly targets?: readonly string[];
}

/**
 * Sets something off and waits for the runs that must follow, and until nothing else is left to do. A run that does not
 * follow although nothing is at work any more counts as a missed trigger: the signal is repeated once, and that is
 * written down. Gives all runs since the start.
 */
export async function follow(test: Case, { start, runs, targets = [] }: CascadeOptions): Promise<Run[]> {
  const since = Date.now();
  await start();
  const missing = await waitForRuns(test, since, runs);
  if (missing.length > 0) {
    if (targets.length === 0) throw new Error(`These did not run: ${missing.join(', ')}`);
    for (const run of missing) await repeatSignal(test, run, targets);
    const still = await waitForRuns(test, since, runs);
    if (still.length > 0) throw new Error(`These did not run, though signalled again: ${still.join(', ')}`);
  }
  await waitUntilIdle();
  return runsSince(since, test.branch);
}

/** Waits for runs; gives those that nothing is at work for any more. */
async function waitForRuns(test: Case, since: number, runs: readonly string[]): Promise<string[]> {
  let missing = [...runs];
  let quietSince: number | undefined;
  const isOver = async (): Promise<boolean> => {
    const done = await runsSince(since, test.branch);
    const names = done.filter(({ state }) => state === 'COMPLETED').map((run) => nameOf(run));
    missing = runs.map((run) => own(test, run)).filter((run) => !names.includes(run));
    if (missing.length === 0) return true;
    const isQuiet = await waitUntilIdle(2).then(
      () => true,
      () => false,
    );
    quietSince = isQuiet ? (quietSince ?? Date.now()) : undefined;
    return quietSince !== undefined && Date.now() - quietSince > patience * 1000;
  };
  await waitFor(isOver, { seconds: 400, what: `The runs of ${runs.join(', ')}`, every: 1000 });
  return missing;
}

/** Makes the event again: the checksum is taken away, which starts the generator, and put back. */
async function repeatSignal(test: Case, run: string, targets: readonly string[]): Promise<void> {
  const name = run.slice(run.indexOf(' ') + 1);
  const { branch } = test;
  for (const kind of targets.map((target) => test.kind(target))) {
    const target = (await objectsOf(kind, { branch, attributes: ['checksum'] })).get(name);
    if (!target) continue;
    await update(kind, target.id, { branch, values: { checksum: null } });
    await update(kind, target.id, { branch, values: { checksum: target.values['checksum'] } });
  }
  console.log(`missed trigger, repeated: ${run}`);
  const record = process.env['CASCADE_INFRAHUB_REPEATS'];
  if (record) appendFileSync(record, `${run}\n`);
}

/** `definition target`. */
export function nameOf({ definition, target }: Run): string {
  return `${definition} ${target}`;
}

function own(test: Case, run: string): string {
  const [definition = '', ...target] = run.split(' ');
  return [test.name(definition), ...target].join(' ');
}

/** The names of runs, sorted, as the repository's own files call them; for comparing with what should have run. */
export function names(test: Case, runs: readonly Run[]): string[] {
  const suffix = `-${test.tag}`;
  return runs
    .map(
      ({ definition, target }) =>
        `${definition.endsWith(suffix) ? definition.slice(0, -suffix.length) : definition} ${target}`,
    )
    .toSorted();
}

import { setTimeout as delay } from 'node:timers/promises';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { tasks, type Task } from '../../../server/src/infrahub/operations/tasks';
import { lacksTaskWorker, workers } from '../../../server/src/infrahub/operations/workers';
import { hasEnded, stageOf } from '../../../server/src/infrahub/taskStage';
import type { Transport } from '../../../server/src/infrahub/transport';
import { createRunLogs } from './runLogs';
import { readRuns } from './readRuns';
import { newRun, type RunState } from './runState';

export interface FollowOptions {
  readonly transport: Transport;
  /** The branch that the run is on. */
  readonly branch: string;
  /** The task `request-generator-definition-run`. */
  readonly taskId: string;
  /** Ends the following; the run goes on at the server. */
  readonly signal: AbortSignal;
  readonly onChange: (state: RunState) => void;
  /** Waits; for tests, that do not. In milliseconds. */
  readonly pause?: (time: number) => Promise<unknown>;
  /** Milliseconds of a clock that is never put back. */
  readonly now?: () => number;
}

/** Pauses between reads, in milliseconds: tasks change within seconds, and a read takes 0.1 s (facts 6). */
const interval = 2000;
const maxInterval = 30_000;

/** Every so many reads of a run that waits it is asked whether a worker is alive. */
const readsPerWorkerCheck = 5;

/**
 * A worker that is alive and free takes a task within seconds. Processes of the server that answer requests look like
 * workers (facts 4), so that the time is all there is to tell; in milliseconds.
 */
const longUntaken = 30_000;

/** Reads that a task may be missing from: a server that has just started may not know it yet. */
const maxMissing = 10;

/** Reads after the request has ended, for runs of which the end was never reported. */
const maxReadsAfterEnd = 10;

/**
 * Follows a run until it and the runs of its targets have ended and their logs are complete; gives what was known last,
 * also when it was told to stop. While the server is away it says so and tries again. Rejects with an `InfrahubError`
 * when the token is not accepted any more, and with an `Error` when the server does not know the task.
 */
export async function followRun({
  transport,
  branch,
  taskId,
  signal,
  onChange,
  pause = (time) => delay(time, undefined, { signal }).catch(() => undefined),
  now = () => performance.now(),
}: FollowOptions): Promise<RunState> {
  const logs = createRunLogs(transport);
  let state = newRun;
  let [reads, missing, failures, readsAfterEnd] = [0, 0, 0, 0];

  let scheduledSince: number | undefined;

  const show = (next: RunState): void => {
    state = next;
    onChange(state);
  };

  /** Gives true when there is nothing more to come. */
  async function readOnce(): Promise<boolean> {
    const { items } = await transport.run(tasks, { ids: [taskId], offset: 0, limit: 1 }, { signal });
    const [request] = items;
    if (!request) {
      missing += 1;
      if (missing > maxMissing) throw new Error('The server does not know the task of the run any more.');
      return false;
    }
    missing = 0;
    const stage = stageOf(request.state);
    const runs = stage === 'waiting' ? [] : await readRuns(transport, { request, branch }, signal);
    scheduledSince = isUntaken(request, runs) ? (scheduledSince ?? now()) : undefined;
    const untakenFor = scheduledSince === undefined ? 0 : now() - scheduledSince;
    // The request runs while its targets wait.
    const waits = [{ stage }, ...runs].some((each) => each.stage === 'waiting');
    const lacksWorker =
      waits && reads % readsPerWorkerCheck === 0
        ? lacksTaskWorker(await transport.run(workers, {}, { signal }))
        : waits && state.lacksWorker;
    reads += 1;
    const isTold = runs.some((run) => run.stage === 'failed');
    const isComplete = await logs.read([{ task: request, stage, isTold }, ...runs], signal);
    show({
      stage,
      request,
      requestLog: logs.of(taskId),
      targets: runs.map((run) => ({ ...run, log: logs.of(run.task.id) })),
      lacksWorker,
      ...(untakenFor >= longUntaken ? { untakenFor } : {}),
    });
    if (!hasEnded(stage)) return false;
    readsAfterEnd += 1;
    return (isComplete && runs.every((run) => hasEnded(run.stage))) || readsAfterEnd >= maxReadsAfterEnd;
  }

  while (!signal.aborted) {
    const began = performance.now();
    try {
      if (await readOnce()) break;
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof InfrahubError) || isForGood(error)) throw error;
      failures += 1;
      show({ ...state, away: error.message });
    }
    // A list that takes long to read is read less often.
    const wanted = failures > 0 ? interval * 2 ** (failures - 1) : 3 * (performance.now() - began);
    await pause(Math.min(maxInterval, Math.max(interval, wanted)));
  }
  return state;
}

/** Nobody is at work on what is left of a run: the request was not taken, or none of the targets that have not ended. */
function isUntaken(request: Task, runs: readonly { readonly task: Task }[]): boolean {
  const left = runs.filter(({ task }) => !hasEnded(stageOf(task.state)));
  const tasksLeft = left.length > 0 ? left.map(({ task }) => task) : [request];
  return tasksLeft.every(({ state }) => state === 'SCHEDULED');
}

/** Trying again would not help: a person has to do something. */
function isForGood({ problem }: InfrahubError): boolean {
  return ['unauthorized', 'forbidden', 'unusable-token', 'wrong-variables'].includes(problem.kind);
}

import type { LogLine } from '../../../server/src/infrahub/operations/taskLogs';
import type { Task } from '../../../server/src/infrahub/operations/tasks';
import type { Stage } from '../../../server/src/infrahub/taskStage';

/** The run of a generator for one target. */
export interface TargetRun {
  readonly task: Task;
  readonly stage: Stage;
  readonly targetId: string;
  readonly targetName: string;
  /** In order; of many runs only some have their logs read. */
  readonly log: readonly LogLine[];
}

/** Everything that is known of a run that was asked for. */
export interface RunState {
  readonly stage: Stage;
  /** Undefined until it was read once. */
  readonly request: Task | undefined;
  readonly requestLog: readonly LogLine[];
  readonly targets: readonly TargetRun[];
  /** It or one of its targets waits, and no task worker is alive. */
  readonly lacksWorker: boolean;
  /** No task worker has taken what is left of it for so many milliseconds, which is long; undefined while it is not. */
  readonly untakenFor?: number;
  /** A sentence: the server cannot be asked at the moment, so all else is older. */
  readonly away?: string;
}

export const newRun: RunState = {
  stage: 'waiting',
  request: undefined,
  requestLog: [],
  targets: [],
  lacksWorker: false,
};

/** Runs by how far they are. */
export function countStages({ targets }: Pick<RunState, 'targets'>): Readonly<Record<Stage, number>> {
  const counts = { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
  for (const { stage } of targets) counts[stage] += 1;
  return counts;
}

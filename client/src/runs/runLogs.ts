import { logLinesPerPage, taskLogs, type LogLine } from '../../../server/src/infrahub/operations/taskLogs';
import type { Task } from '../../../server/src/infrahub/operations/tasks';
import { hasEnded, type Stage } from '../../../server/src/infrahub/taskStage';
import type { Transport } from '../../../server/src/infrahub/transport';
import { reasonOf } from './outcome';

/** Tasks whose logs are read: of more only those that fail. */
const maxFollowed = 20;
const maxFailed = 50;

/** Lines that are kept of one task. */
const maxLines = 2000;

interface Logged {
  readonly task: Task;
  readonly stage: Stage;
  /** Why it failed is told by the logs of other tasks. */
  readonly isTold?: boolean;
}

/** The logs of tasks, read from where the last read stopped. */
export interface RunLogs {
  of(taskId: string): readonly LogLine[];
  /** Reads what is new. Gives true when all of them are complete. */
  read(tasks: readonly Logged[], signal: AbortSignal): Promise<boolean>;
}

interface KeptLog {
  lines: readonly LogLine[];
  /** Reads since the task has ended: lines may come seconds after its end, so that one is not enough (facts 4). */
  readsAfterEnd: number;
}

/** How often a log is read after the end of its task, and at most when the task has failed and does not say why yet. */
const readsAtEnd = 2;
const maxReadsAtEnd = 8;

export function createRunLogs(transport: Transport): RunLogs {
  const kept = new Map<string, KeptLog>();

  async function readOne(logged: Logged, signal: AbortSignal): Promise<boolean> {
    const { task, stage } = logged;
    const log = kept.get(task.id) ?? { lines: [], readsAfterEnd: 0 };
    kept.set(task.id, log);
    if (stage === 'waiting') return false;
    if (isRead(log, logged)) return true;
    while (log.lines.length < maxLines) {
      const more = await transport.run(taskLogs, { id: task.id, offset: log.lines.length }, { signal });
      const known = new Set(log.lines.map(keyOf));
      // A line that the server cannot give is counted in its offsets, so that the lines behind it come again.
      const fresh = (more ?? []).filter((line) => !known.has(keyOf(line)));
      log.lines = [...log.lines, ...fresh];
      if (!more || more.length < logLinesPerPage || fresh.length === 0) break;
    }
    if (hasEnded(stage)) log.readsAfterEnd += 1;
    return isRead(log, logged);
  }

  return {
    of: (taskId) => kept.get(taskId)?.lines ?? [],
    async read(all, signal) {
      let isComplete = true;
      for (const logged of worthReading(all, kept)) isComplete = (await readOne(logged, signal)) && isComplete;
      return isComplete;
    },
  };
}

function isRead({ lines, readsAfterEnd }: KeptLog, { stage, isTold }: Logged): boolean {
  const isOpen = stage === 'failed' && isTold !== true && reasonOf(lines) === '';
  return readsAfterEnd >= (isOpen ? maxReadsAtEnd : readsAtEnd);
}

function keyOf({ timestamp, message }: LogLine): string {
  return `${timestamp} ${message}`;
}

/** Those that are read already, the first ones, and those that have failed. */
function worthReading(all: readonly Logged[], kept: ReadonlyMap<string, unknown>): readonly Logged[] {
  const failed = all.filter(({ stage }) => stage === 'failed').slice(0, maxFailed);
  const first = all.slice(0, maxFollowed);
  const before = all.filter(({ task }) => kept.has(task.id));
  return [...new Set([...first, ...before, ...failed])];
}

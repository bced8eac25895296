import { maxTasksPerPage, tasks, type Task } from '../../../server/src/infrahub/operations/tasks';
import { requestParameters, runParameters } from '../../../server/src/infrahub/runParameters';
import { stageOf } from '../../../server/src/infrahub/taskStage';
import type { Transport } from '../../../server/src/infrahub/transport';
import type { TargetRun } from './runState';

/** 20,000 runs that were made after the request had begun. */
const maxPages = 100;

interface Asked {
  /** The task `request-generator-definition-run`. */
  readonly request: Task;
  readonly branch: string;
}

/** The runs that a request has started, one for each target, in the order in which they were made. */
export async function readRuns(
  transport: Transport,
  { request, branch }: Asked,
  signal: AbortSignal,
): Promise<Omit<TargetRun, 'log'>[]> {
  const asked = requestParameters(request);
  if (!asked) return [];
  // What was made while it waited for a worker is of rules, or of another request.
  const since = Date.parse(request.startTime ?? request.createdAt);
  const byTarget = new Map<string, Omit<TargetRun, 'log'>>();
  for (let page = 0; page < maxPages; page++) {
    const variables = { workflow: ['generator-run'], offset: page * maxTasksPerPage, limit: maxTasksPerPage };
    const { items } = await transport.run(tasks, variables, { signal });
    for (const task of items) {
      const run = runParameters(task);
      if (!run || run.definitionId !== asked.definitionId || task.branch !== branch) continue;
      if (Date.parse(task.createdAt) < since) continue;
      if (asked.targets.length > 0 && !asked.targets.includes(run.targetId)) continue;
      const { targetId, targetName } = run;
      // Newest first: what a rule started for the same target later is replaced by what the request started.
      byTarget.set(targetId, { task, stage: stageOf(task.state), targetId, targetName });
    }
    const oldest = items.at(-1);
    if (!oldest || items.length < maxTasksPerPage || Date.parse(oldest.createdAt) < since) break;
  }
  return [...byTarget.values()].toSorted((one, other) => byText(one.task.createdAt, other.task.createdAt));
}

function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

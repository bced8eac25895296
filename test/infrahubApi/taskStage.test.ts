import { expect, it } from 'vitest';
import { knownRuns } from '../../client/src/views/cascade/targets';
import type { taskStates } from '../../server/src/infrahub/operations/tasks';
import { stageOf, type Stage } from '../../server/src/infrahub/taskStage';
import { everyStep } from '../../server/src/infrahub/trace/collectTraces';
import { traceOf } from '../../server/src/infrahub/trace/traceOf';
import { input, run } from './trace/objects';

type Phase = NonNullable<ReturnType<ReturnType<typeof knownRuns>['newest']>>['phase'];

const expected: Readonly<Record<(typeof taskStates)[number] | '' | 'NEW', readonly [Stage, Phase]>> = {
  SCHEDULED: ['waiting', 'active'],
  PENDING: ['waiting', 'active'],
  RUNNING: ['running', 'active'],
  PAUSED: ['running', 'active'],
  CANCELLING: ['running', 'active'],
  COMPLETED: ['done', 'succeeded'],
  FAILED: ['failed', 'failed'],
  CRASHED: ['failed', 'failed'],
  CANCELLED: ['cancelled', 'cancelled'],
  // What nobody knows has not ended.
  '': ['waiting', 'active'],
  NEW: ['waiting', 'active'],
};

it.each(Object.entries(expected))('a task that is %o means the same wherever it is shown', (state, [stage, phase]) => {
  const task = run('pod', 'p1', 0, { start: 1, end: 2, state });
  const [trace] = traceOf(input({ tasks: [task] }));
  const shown = [...everyStep(trace?.steps ?? [])].flatMap((step) => (step.kind === 'run' ? [step.state] : []));
  const known = knownRuns([{ definition: 'pod', target: 'p1', task }], undefined, 0);
  expect([shown, known.newest('pod', 'p1')?.phase, stageOf(state)]).toEqual([[stage], phase, stage]);
});

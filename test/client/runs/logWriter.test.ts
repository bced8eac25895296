import { expect, test } from 'vitest';
import { createLogWriter } from '../../../client/src/runs/logWriter';
import { newRun, type RunState } from '../../../client/src/runs/runState';
import { tasks } from '../../../server/src/infrahub/operations/tasks';
import { recordedData } from '../../infrahubApi/recordings';

const read = tasks.read(recordedData('task_ok_with_logs'));
const task = read.ok ? read.value.items[0] : undefined;
if (!task) throw new Error('no task');

const line = (message: string, severity = 'info') => ({
  timestamp: '2026-11-22T11:40:06.961+00:00',
  severity,
  message,
});

function written(...states: readonly Partial<RunState>[]): string[] {
  const lines: string[] = [];
  const writer = createLogWriter((text) => lines.push(text));
  for (const state of states) writer.write({ ...newRun, ...state });
  return lines;
}

test('each line of a log is written once, with the target it is about', () => {
  const run = { task, stage: 'running' as const, targetId: '1', targetName: 'p2' };
  expect(
    written(
      { targets: [{ ...run, log: [line('one')] }] },
      { targets: [{ ...run, log: [line('one'), line('two\n  three', 'error')] }] },
      { targets: [{ ...run, stage: 'failed', log: [line('one'), line('two\n  three', 'error')] }] },
    ),
  ).toEqual([
    '11:40:06 [p2] one',
    '         [p2] ▶ running',
    '11:40:06 [p2] ERROR two',
    '11:40:06 [p2] ERROR   three',
    '         [p2] ■ failed',
  ]);
});

test('a server that goes away and a missing worker are told once', () => {
  const away = 'Cannot list the tasks.';
  expect(written({ lacksWorker: true }, { lacksWorker: true }, { away }, { away }, {})).toEqual([
    'No task worker is alive: the run waits until one is started.',
    'Cannot list the tasks. Trying again…',
    'The server answers again.',
  ]);
});

test('what a generator logs cannot control the text, and paths of the worker are short', () => {
  const log = [line('\u001b[31mred\u202e "/opt/infrahub/git/x/generate_pod.py", line 3\r\nnext')];
  const run = { task, stage: 'running' as const, targetId: '1', targetName: 'p\u0007\n2', log };
  const [first, second] = written({ targets: [run] });
  expect(first).toBe('11:40:06 [p]  [31mred  "…/generate_pod.py", line 3');
  expect(second).toBe('11:40:06 [p] next');
});

import { describe, expect, it, test } from 'vitest';
import { changedIds, compareTracked, outcomeOf, reasonOf, severityOf } from '../../../client/src/runs/outcome';
import { resultText } from '../../../client/src/runs/resultText';
import { newRun, type RunState, type TargetRun } from '../../../client/src/runs/runState';
import { taskLogs, type LogLine } from '../../../server/src/infrahub/operations/taskLogs';
import { tasks } from '../../../server/src/infrahub/operations/tasks';
import type { Tracked } from '../../../server/src/infrahub/readTracked';
import { stageOf } from '../../../server/src/infrahub/taskStage';
import { recordedData } from '../../infrahubApi/recordings';

const since = '2026-11-22T11:40:00+00:00';
const device = (id: string) => ({ id, kind: 'NetworkDevice', name: `name of ${id}` });
const rack = (id: string) => ({ id, kind: 'LocationRack', name: id });
const tracked = (...members: readonly ReturnType<typeof device>[]): Tracked => ({
  groups: [{ id: 'group', name: 'generate-pod-x', target: undefined, members }],
  isWhole: true,
});
const ids = (members: readonly { readonly id: string }[]) => members.map(({ id }) => id);

describe('objects after a run', () => {
  it('are created, kept or deleted; a target that was saved once without care is deleted by name (facts 1a)', () => {
    const before = tracked(device('d1'), device('d2'), rack('r1'));
    const after = tracked(device('d1'), device('d3'));
    expect(changedIds(before, after).toSorted()).toEqual(['d2', 'd3', 'r1']);
    const existing = [{ ...device('d3'), createdAt: '2026-11-22T11:40:05+00:00' }];
    const found = compareTracked({ before, after, existing, since });
    expect(ids(found.created)).toEqual(['d3']);
    expect(ids(found.kept)).toEqual(['d1']);
    expect(found.deleted).toEqual([device('d2'), rack('r1')]);
    expect([found.adopted, found.released]).toEqual([[], []]);
  });

  it('that were taken out of a group are not deleted, and those that were there before are not created', () => {
    const found = compareTracked({
      before: tracked(rack('r1')),
      after: tracked(rack('r2'), device('d1')),
      existing: [
        { ...rack('r1'), createdAt: '2026-11-01T00:00:00+00:00' },
        { ...rack('r2'), createdAt: '2026-11-01T00:00:00+00:00' },
        { ...device('d1'), createdAt: undefined },
      ],
      since,
    });
    expect(ids(found.released)).toEqual(['r1']);
    expect(ids(found.adopted)).toEqual(['r2']);
    expect([ids(found.created), ids(found.createdOrAdopted)]).toEqual([[], ['d1']]);
    expect(found.deleted).toEqual([]);
  });

  it('of a server before 1.7 are not called created: it does not say since when they are there', () => {
    const existing = [{ ...device('d1'), createdAt: undefined }];
    const objects = compareTracked({ before: tracked(), after: tracked(device('d1')), existing, since });
    expect(objects).toMatchObject({ created: [], adopted: [], createdOrAdopted: [device('d1')] });
    const head = { generator: 'generate-pod', branch: 'work', server: 'Lab' };
    const text = resultText(head, outcomeOf({ ...newRun, stage: 'done' }, undefined, objects));
    expect(text).toContain('Created, or there before and tracked by this generator from now on: 1\n');
    expect(text).not.toContain('\nCreated: ');
  });

  it('say when they are not all', () => {
    const cut = { ...tracked(), isWhole: false };
    expect(compareTracked({ before: cut, after: tracked(), existing: [], since }).isWhole).toBe(false);
  });

  it('of which not all were read: only what is sure is told', () => {
    const found = compareTracked({
      before: { ...tracked(rack('r1'), rack('gone')), isWhole: false },
      after: tracked(rack('r2'), device('d1'), device('d2')),
      existing: [
        { ...rack('r1'), createdAt: '2026-11-01T00:00:00+00:00' },
        { ...rack('r2'), createdAt: '2026-11-01T00:00:00+00:00' },
        { ...device('d1'), createdAt: '2026-11-22T11:40:05+00:00' },
        { ...device('d2'), createdAt: undefined },
      ],
      since,
    });
    expect(found).toMatchObject({ adopted: [], released: [], isWhole: false });
    expect([ids(found.created), ids(found.deleted)]).toEqual([['d1'], ['gone']]);
  });
});

function recordedLog(name: string): readonly LogLine[] {
  const checked = taskLogs.read(recordedData(name));
  if (!checked.ok || !checked.value) throw new Error(name);
  return checked.value;
}

function recordedRun(name: string): TargetRun {
  const checked = tasks.read(recordedData(name));
  const task = checked.ok ? checked.value.items[0] : undefined;
  if (!task) throw new Error(name);
  const [target] = task.relatedNodes.filter(({ kind }) => kind === 'NetworkPod');
  const stage = stageOf(task.state);
  return { task, stage, targetId: target?.id ?? '', targetName: 'p1', log: recordedLog(name) };
}

describe('why a run has failed', () => {
  it('is the sentence that the generator raised', () => {
    expect(reasonOf(recordedLog('task_failed_with_logs'))).toBe('EXP raised at the top');
  });

  it('is found in the last line too', () => {
    const [last] = recordedLog('task_failed_with_logs').slice(-1);
    expect(reasonOf(last ? [last] : [])).toBe('EXP raised at the top');
  });

  it.each([
    ["KeyError: 'role'", "KeyError: 'role'"],
    [
      'RuntimeError: Pod p1 is not fully generated.\nWait for /opt/infrahub/x.py',
      'Pod p1 is not fully generated. Wait for …',
    ],
    ['infrahub_sdk.exceptions.NodeNotFoundError: x', 'infrahub_sdk.exceptions.NodeNotFoundError: x'],
  ])('keeps what a person needs of %s', (exception, sentence) => {
    const message = `Encountered exception\nTraceback (most recent call last):\n  File "x", line 1\n    y()\n    ^^^\n${exception}\n`;
    expect(reasonOf([{ timestamp: '', severity: 'error', message }])).toBe(sentence);
  });

  it('is empty when the log does not tell', () => {
    expect(reasonOf(recordedLog('task_ok_with_logs'))).toBe('');
  });
});

test('the outcome names failed targets, and those that did not run', () => {
  const [failed, done] = [recordedRun('task_failed_with_logs'), recordedRun('task_ok_with_logs')];
  const state: RunState = { ...newRun, stage: 'failed', targets: [failed, done] };
  const asked = [
    { id: failed.targetId, kind: 'NetworkPod', name: 'p1' },
    { id: 'gone', kind: 'NetworkPod', name: 'p9' },
  ];
  expect(outcomeOf(state, asked, undefined)).toEqual({
    stage: 'failed',
    done: 1,
    failed: [{ taskId: failed.task.id, name: 'p1', reason: 'EXP raised at the top' }],
    cancelled: [],
    unfinished: 0,
    missing: ['p9'],
    reason: '',
    objects: undefined,
  });
});

test('the outcome counts runs of which no end is known', () => {
  const run: TargetRun = { ...recordedRun('task_ok_with_logs'), stage: 'running' };
  const state: RunState = { ...newRun, stage: 'done', targets: [run] };
  expect(outcomeOf(state, undefined, undefined)).toMatchObject({ done: 0, failed: [], unfinished: 1 });
});

describe('runs that were cancelled', () => {
  const done = recordedRun('task_ok_with_logs');
  const cancelled: TargetRun = { ...done, targetName: 'p2', stage: stageOf('CANCELLED') };
  const outcome = (stage: RunState['stage'], ...targets: TargetRun[]) =>
    outcomeOf({ ...newRun, stage, targets }, undefined, undefined);

  it('are named, and did neither fail nor go on', () => {
    expect(outcome('done', done, cancelled)).toMatchObject({ done: 1, failed: [], cancelled: ['p2'], unfinished: 0 });
    expect(severityOf(outcome('done', done, cancelled))).toBe('warning');
  });

  it('are why the whole did not end well, when nothing else failed', () => {
    expect(outcome('failed', done, cancelled).stage).toBe('cancelled');
    expect(severityOf(outcome('failed', done, cancelled))).toBe('warning');
    expect(severityOf(outcome('cancelled'))).toBe('warning');
  });

  it('do not hide a failure', () => {
    const failed = recordedRun('task_failed_with_logs');
    expect(outcome('failed', failed, cancelled).stage).toBe('failed');
    expect(severityOf(outcome('cancelled', failed, cancelled))).toBe('error');
  });

  it('stand in the document of the result', () => {
    const head = { generator: 'generate-pod', branch: 'b', server: 'Lab' };
    const text = resultText(head, outcome('failed', done, cancelled));
    expect(text).toContain('Targets done: 1, failed: 0, cancelled: 1\n');
    expect(text).toContain('p2: cancelled at the server');
  });
});

test('what is there is held against what is expected, and another number is worth a warning', () => {
  const outcome = (found: number) => {
    const changes = compareTracked({ before: tracked(), after: tracked(device('d1')), existing: [], since });
    const counts = [{ kind: 'NetworkDevice', found, expected: 4, attributes: ['amount_of_spines', 'amount'] }];
    const done: TargetRun = { ...recordedRun('task_ok_with_logs'), stage: 'done' };
    return outcomeOf({ ...newRun, stage: 'done', targets: [done] }, undefined, { ...changes, counts });
  };
  expect([severityOf(outcome(4)), severityOf(outcome(3))]).toEqual(['information', 'warning']);
  const head = { generator: 'generate-pod', branch: 'work', server: 'Lab' };
  expect(resultText(head, outcome(3))).toContain(
    'What the targets that are done have, and ask for\n  3 NetworkDevice, 4 expected (amount_of_spines + amount)\n',
  );
  expect(resultText(head, { ...outcome(3), objects: undefined })).not.toContain('expected');
});

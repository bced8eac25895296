import { describe, expect, it, test } from 'vitest';
import type { Operation } from '../../server/src/infrahub/operation';
import { events } from '../../server/src/infrahub/operations/events';
import { taskLogs } from '../../server/src/infrahub/operations/taskLogs';
import { tasks } from '../../server/src/infrahub/operations/tasks';
import { recordedData } from './recordings';

/** What the operation makes of an answer. */
function valueOf<V, Value>(operation: Operation<V, Value>, answer: unknown): Value {
  const checked = operation.read(answer);
  if (!checked.ok) throw new Error(`wrong shape at ${checked.path}`);
  return checked.value;
}

describe('tasks', () => {
  test('of a cascade', () => {
    const { count, items } = valueOf(tasks, recordedData('tasks_cascade'));
    expect([count, items.length]).toEqual([10, 10]);
    expect(items.find(({ workflow }) => workflow === 'generator-run')).toMatchObject({
      title: 'Run generator generate-pod',
      state: 'COMPLETED',
      conclusion: 'success',
      branch: 'exp3',
      createdAt: '2026-11-22T11:38:37.979189+00:00',
      startTime: '2026-11-22T11:38:39.642880+00:00',
      updatedAt: '2026-11-22T11:38:43.935000+00:00',
      relatedNodes: [{ kind: 'CoreGeneratorInstance' }, { kind: 'NetworkPod' }],
      parameters: { model: { target_name: 'p1' } },
    });
  });

  test('that nobody has begun have neither a start nor nodes', () => {
    expect(valueOf(tasks, recordedData('no_worker_task')).items).toEqual([
      {
        id: '45559255-cf3a-4dc3-9884-c3dfc17e0fc3',
        workflow: 'request-generator-definition-run',
        title: 'deft-numbat',
        state: 'SCHEDULED',
        conclusion: 'unknown',
        branch: undefined,
        createdAt: '2026-11-22T12:06:39.330115+00:00',
        startTime: undefined,
        updatedAt: '2026-11-22T12:06:39.340000+00:00',
        parameters: undefined,
        relatedNodes: [],
      },
    ]);
  });

  it.each([
    ['an action', { branch_name: 'b' }],
    ['a run', { model: { branch_name: 'b' } }],
    ['a request', { model: { branch: 'b' } }],
    ['another', { context: { branch: { id: 'i', name: 'b' } } }],
  ])('the branch comes from the parameters until %s has started', (_, parameters) => {
    const node = { id: 'i', created_at: '', updated_at: '', parameters };
    expect(valueOf(tasks, { InfrahubTask: { count: 1, edges: [{ node }] } }).items[0]?.branch).toBe('b');
  });

  it.each([[null], ['text'], [{ model: 3, branch_name: [] }]])('parameters may be anything: %o', (parameters) => {
    const node = { id: 'i', created_at: '', updated_at: '', parameters, related_nodes: [null] };
    const [task] = valueOf(tasks, { InfrahubTask: { count: 1, edges: [{ node }] } }).items;
    expect(task).toMatchObject({ branch: undefined, parameters, relatedNodes: [] });
  });

  test('are asked for in portions that the server gives, and with ids that are ids', () => {
    const page = { offset: 0, limit: 200 };
    expect(tasks.checkVariables(page)).toMatchObject({ ok: true });
    expect(tasks.checkVariables({ ...page, limit: 201 })).toEqual({ ok: false, path: 'limit' });
    expect(tasks.checkVariables({ ...page, ids: ['abc'] })).toEqual({ ok: false, path: 'ids.0' });
    expect(tasks.checkVariables({ ...page, state: ['RUNING' as never] })).toEqual({ ok: false, path: 'state.0' });
  });
});

describe('the log of a task', () => {
  test('that failed ends with the exception', () => {
    const lines = valueOf(taskLogs, recordedData('task_failed_with_logs'));
    expect(lines).toHaveLength(7);
    expect(lines?.[5]).toMatchObject({
      severity: 'error',
      message: expect.stringMatching(/RuntimeError: EXP raised at the top$/),
    });
  });

  test('that went well has the lines of the generator', () => {
    const lines = valueOf(taskLogs, recordedData('task_ok_with_logs'));
    expect(lines?.[4]).toEqual({
      timestamp: '2026-11-22T11:40:07.337076+00:00',
      severity: 'info',
      message: 'EXP after filters/get ids=[]',
    });
  });

  test('of a task that is not there', () => {
    expect(valueOf(taskLogs, { InfrahubTask: { count: 0, edges: [] } })).toBeUndefined();
  });

  test('may have lines that are null', () => {
    const node = { id: 'i', logs: { edges: [{ node: null }] } };
    expect(valueOf(taskLogs, { InfrahubTask: { count: 1, edges: [{ node }] } })).toEqual([]);
  });

  test('is asked for by one id', () => {
    const id = '3f853d51-233c-4599-94e1-62fb59db0821';
    expect(taskLogs.checkVariables({ id, offset: 200 })).toEqual({
      ok: true,
      value: { ids: [id], offset: 200, limit: 200 },
    });
    expect(taskLogs.checkVariables({ id: 'abc', offset: 0 })).toEqual({ ok: false, path: 'id' });
  });
});

describe('events', () => {
  test('of a cascade', () => {
    const { count, items } = valueOf(events, recordedData('events_cascade'));
    expect([count, items.length]).toEqual([92, 92]);
    expect(items[2]).toEqual({
      id: '9c9e4d77-966c-4372-ab5c-cce7e77edbae',
      event: 'infrahub.node.updated',
      branch: 'exp3',
      accountId: '18ea59a6-3bbe-b97e-e3c2-128f99c0c446',
      occurredAt: '2026-11-22T11:38:32.174670+00:00',
      level: 0,
      parentId: undefined,
      node: { id: '18ea59de-c973-b53f-e3f1-128fb2954fe0', kind: 'NetworkPod' },
      related: [],
      attributes: [
        {
          name: 'checksum',
          action: 'ADDED',
          value: '0c8258874204c027235bd54107ce179f2713a5a2591677286e790b0bc693ed67',
          previous: undefined,
        },
      ],
      members: [],
    });
    expect(items.filter(({ event }) => event === 'infrahub.group.member_added')).toHaveLength(11);
    expect(items.filter(({ parentId, level }) => (parentId === undefined) !== (level === 0))).toEqual([]);
  });

  test('are asked for in portions that the server gives, and with times that are times', () => {
    const page = { offset: 0, limit: 50 };
    expect(events.checkVariables({ ...page, since: '2026-11-22T11:38:32.174670+00:00' })).toMatchObject({ ok: true });
    expect(events.checkVariables({ ...page, limit: 51 })).toEqual({ ok: false, path: 'limit' });
    expect(events.checkVariables({ ...page, since: 'yesterday' })).toEqual({ ok: false, path: 'since' });
    expect(events.checkVariables({ ...page, branches: [] })).toEqual({ ok: false, path: 'branches' });
  });
});

import { describe, expect, it } from 'vitest';
import { followRun } from '../../../client/src/runs/followRun';
import { outcomeOf } from '../../../client/src/runs/outcome';
import { countStages, type RunState } from '../../../client/src/runs/runState';
import { branch, requestId, requestTask, runs, serveFrames, targets, type FakeTask, type Frame } from './fakeRuns';

const running = (task: FakeTask): FakeTask => ({ ...task, state: 'RUNNING', conclusion: 'unknown' });

async function follow(frames: readonly Frame[], control = new AbortController()) {
  const { transport, received } = await serveFrames(frames);
  const seen: RunState[] = [];
  const pauses: number[] = [];
  const last = await followRun({
    transport,
    branch,
    taskId: requestId,
    signal: control.signal,
    onChange: (state) => void seen.push(state),
    pause: (time) => Promise.resolve(pauses.push(time)),
    now: () => pauses.reduce((sum, time) => sum + time, 0),
  });
  return { last, seen, pauses, received };
}

describe('a run that is followed', () => {
  it('is shown from the queue to the end of each target', async () => {
    const { last, seen } = await follow([
      { request: requestTask('SCHEDULED') },
      { request: requestTask('RUNNING'), runs: [running(runs.p2)], lines: 3 },
      { request: requestTask('RUNNING'), runs: [running(runs.p1), runs.p2] },
      { request: requestTask('FAILED'), runs: [runs.p1, runs.p2] },
    ]);
    expect(seen.slice(0, 4).map((state) => [state.stage, countStages(state)])).toEqual([
      ['waiting', { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 }],
      ['running', { waiting: 0, running: 1, done: 0, failed: 0, cancelled: 0 }],
      ['running', { waiting: 0, running: 1, done: 1, failed: 0, cancelled: 0 }],
      ['failed', { waiting: 0, running: 0, done: 1, failed: 1, cancelled: 0 }],
    ]);
    expect(last.targets.map(({ targetName, stage, log }) => [targetName, stage, log.length])).toEqual([
      ['p2', 'done', 7],
      ['p1', 'failed', 7],
    ]);
  });

  it('has its log read once more after the end', async () => {
    const ended = { request: requestTask('COMPLETED'), runs: [runs.p2] };
    const { last, seen } = await follow([{ ...ended, lines: 1 }, ended]);
    expect(seen.map(({ targets: [run] }) => run?.log.length)).toEqual([1, 7]);
    expect(last.stage).toBe('done');
  });

  it.each([
    ['comes later than the first lines', 5, 'EXP raised at the top'],
    ['never comes', 30, ''],
  ])('is asked why it failed until the reason is there: it %s', async (_, late, reason) => {
    const failed = { request: requestTask('FAILED', [targets.p1]), runs: [runs.p1] };
    const { last, seen } = await follow([...Array.from({ length: late }, () => ({ ...failed, lines: 3 })), failed]);
    expect(outcomeOf(last, undefined, undefined).failed).toEqual([{ taskId: runs.p1.id, name: 'p1', reason }]);
    expect(seen.length).toBeLessThanOrEqual(10);
  });

  it('belongs to the request: not to another branch, generator or time', async () => {
    const other = { ...runs.p2, id: '60762a6e-e86b-411a-8d0f-ce55175715f0' };
    const { last } = await follow([
      {
        request: requestTask('COMPLETED'),
        runs: [
          { ...other, branch: 'exp2' },
          // A rule ran it for the same target later.
          { ...other, created_at: '2026-11-22T12:00:00.000000+00:00' },
          runs.p2,
          { ...other, created_at: '2026-11-22T11:39:59.000000+00:00' },
        ],
      },
    ]);
    expect(last.targets.map(({ task }) => task.id)).toEqual([runs.p2.id]);
  });

  it('is none that a rule started while the request still waited', async () => {
    const request = { ...requestTask('COMPLETED'), start_time: '2026-11-22T11:40:04.000000+00:00' };
    const ofRule = { ...runs.p2, id: '60762a6e-e86b-411a-8d0f-ce55175715f0', state: 'FAILED' };
    const { last } = await follow([
      { request, runs: [runs.p2, { ...ofRule, created_at: '2026-11-22T11:40:02.000000+00:00' }] },
    ]);
    expect(last.targets.map(({ task, stage }) => [task.id, stage])).toEqual([[runs.p2.id, 'done']]);
  });

  it('is about the targets that were asked for', async () => {
    const request = requestTask('FAILED', [targets.p1]);
    const { last } = await follow([{ request, runs: [runs.p1, runs.p2] }]);
    expect(last.targets.map(({ targetName }) => targetName)).toEqual(['p1']);
  });

  it('of all members is about each of them', async () => {
    const { last } = await follow([{ request: requestTask('FAILED', []), runs: [runs.p1, runs.p2] }]);
    expect(last.targets).toHaveLength(2);
  });
});

describe('a run that does not begin', () => {
  it('says that no worker is alive, and goes on when one is', async () => {
    const { seen } = await follow([
      { request: requestTask('SCHEDULED'), lacksWorker: true },
      { request: requestTask('SCHEDULED'), lacksWorker: true },
      { request: requestTask('RUNNING'), runs: [running(runs.p2)] },
      { request: requestTask('COMPLETED'), runs: [runs.p2] },
    ]);
    expect(seen.map(({ lacksWorker }) => lacksWorker)).toEqual([true, true, false, false, false]);
  });

  it('says how long nobody has taken it, which several processes without a worker look like', async () => {
    const waiting = { request: requestTask('SCHEDULED') };
    const { seen } = await follow([
      ...Array.from({ length: 20 }, () => waiting),
      { request: requestTask('PENDING') },
      { request: requestTask('RUNNING'), runs: [running(runs.p2)] },
      { request: requestTask('COMPLETED'), runs: [runs.p2] },
    ]);
    const times = seen.map(({ untakenFor }) => untakenFor);
    expect(times.slice(0, 15).every((time) => time === undefined)).toBe(true);
    expect(times.slice(15, 20)).toEqual([30_000, 32_000, 34_000, 36_000, 38_000]);
    expect(times.slice(20).every((time) => time === undefined)).toBe(true);
  });

  const queued = (task: FakeTask): FakeTask => ({
    ...task,
    state: 'SCHEDULED',
    conclusion: 'unknown',
    start_time: null,
  });

  it('at some of its targets says that no worker is alive, though the request and others run', async () => {
    const request = requestTask('RUNNING');
    const { seen } = await follow([
      { request, runs: [queued(runs.p1), runs.p2], lacksWorker: true },
      { request, runs: [queued(runs.p1), running(runs.p2)], lacksWorker: true },
      { request, runs: [running(runs.p1), runs.p2] },
      { request: requestTask('FAILED'), runs: [runs.p1, runs.p2] },
    ]);
    expect(seen.map(({ lacksWorker }) => lacksWorker)).toEqual([true, true, false, false, false]);
  });

  it('at any of its targets says for how long nobody has taken one', async () => {
    const request = requestTask('RUNNING');
    const { seen } = await follow([
      ...Array.from({ length: 17 }, () => ({ request, runs: [queued(runs.p1), runs.p2] })),
      // One of them is at work: a busy worker takes the others later.
      { request, runs: [queued(runs.p1), running(runs.p2)] },
      { request: requestTask('FAILED'), runs: [runs.p1, runs.p2] },
    ]);
    expect(seen.slice(14, 18).map(({ untakenFor }) => untakenFor)).toEqual([undefined, 30_000, 32_000, undefined]);
  });

  it('is not asked about workers while nothing of it waits', async () => {
    const { received } = await follow([
      ...Array.from({ length: 6 }, () => ({ request: requestTask('RUNNING'), runs: [running(runs.p1), runs.p2] })),
      { request: requestTask('FAILED'), runs: [runs.p1, runs.p2] },
    ]);
    expect(received.filter(({ body }) => body.includes('CascadeWorkers'))).toEqual([]);
  });

  it('is given up when the server does not know the task', async () => {
    await expect(follow([{}])).rejects.toThrow('does not know the task');
  });
});

describe('a server that goes away', () => {
  it('is asked again, ever more seldom, and what it said last stays', async () => {
    const away = { status: 503 };
    const { seen, pauses, last } = await follow([
      { request: requestTask('RUNNING'), runs: [running(runs.p2)] },
      away,
      away,
      away,
      { request: requestTask('COMPLETED'), runs: [runs.p2] },
    ]);
    expect(seen.map(({ away: reason }) => reason !== undefined).slice(0, 5)).toEqual([false, true, true, true, false]);
    expect(seen[3]?.away).toMatch(/^Cannot list the tasks at .*the server failed \(HTTP 503\)/);
    expect(seen[3]?.targets).toHaveLength(1);
    expect(pauses.slice(1, 4)).toEqual([2000, 4000, 8000]);
    expect([last.stage, last.away]).toEqual(['done', undefined]);
  });

  it('is asked no more with a token that it refuses', async () => {
    await expect(follow([{ request: requestTask('RUNNING') }, { status: 401 }])).rejects.toThrow('Sign in');
  });
});

it('stopping to follow gives what was known, and asks no more', async () => {
  const control = new AbortController();
  const { transport, received } = await serveFrames([{ request: requestTask('RUNNING'), runs: [running(runs.p2)] }]);
  const last = await followRun({
    transport,
    branch,
    taskId: requestId,
    signal: control.signal,
    onChange: () => control.abort(),
    pause: () => Promise.resolve(),
  });
  expect(last.stage).toBe('running');
  expect(received.filter(({ body }) => body.includes('CascadeTasks('))).toHaveLength(2);
});

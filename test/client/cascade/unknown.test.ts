import { describe, expect, it } from 'vitest';
import { intervalOf, isBusy, type CascadeSituation } from '../../../client/src/views/cascade/situation';
import { ids, recordedWorld, type World } from './fakeServer';
import { layersOf, source, states } from './sourceOf';

describe('without rules', () => {
  const read = async (problem: World['fail'][string]) => {
    const world = recordedWorld();
    world.fail = { CascadeTriggerRules: problem };
    const made = source({ world });
    return { ...made, isGood: await made.read() };
  };

  it.each<[string, World['fail'][string]]>([
    ['the account may not read them', { kind: 'forbidden', reason: 'no rights' }],
    ['the server is too old for them', { kind: 'too-old', since: '1.3' }],
    ['the server refuses', { kind: 'graphql', errors: [{ message: 'no', code: undefined }] }],
  ])('the rest is shown when %s', async (_, problem) => {
    const { isGood, told } = await read(problem);
    expect(isGood).toBe(true);
    expect(told.at(-1)).toMatchObject({
      kind: 'shown',
      withoutRules: expect.stringMatching(/^Cannot list the .*rules/),
    });
    const [pods, racks] = layersOf(told.at(-1)).slice(1);
    expect(pods?.targets.map(({ state, silence }) => [state, silence])).toEqual([['done', undefined]]);
    // The files have no rule for racks; the server may have.
    expect(racks?.targets.map(({ silence }) => silence)).toEqual(['rulesUnread', 'rulesUnread']);
    expect(racks?.layer.isDeaf).toBe(false);
  });

  it('nobody says that no rule starts again what has failed', async () => {
    const world = recordedWorld();
    world.instances = world.instances.map((instance) => ({
      ...instance,
      status: { ...instance.status, value: 'Error' },
    }));
    const made = source({ world });
    const noted = async (): Promise<unknown> => {
      await made.read();
      const racks = layersOf(made.told.at(-1)).find(({ layer }) => layer.name === 'generate-rack')?.targets ?? [];
      return racks.map(({ state, notes }) => [state, notes.needsRun]);
    };
    expect(await noted()).toEqual([
      ['failed', true],
      ['failed', true],
    ]);
    world.fail = { CascadeTriggerRules: { kind: 'forbidden', reason: 'no rights' } };
    made.forget();
    expect(await noted()).toEqual([
      ['failed', false],
      ['failed', false],
    ]);
  });

  it('nothing is new when nobody answers', async () => {
    expect((await read({ kind: 'timeout', seconds: 30 })).isGood).toBe(false);
  });
});

describe('the server is asked often', () => {
  it('while something runs, and soon after a signal', async () => {
    const { read, told, world, clock } = source();
    const [r1] = world.targets[ids.racks] ?? [];
    if (!r1) throw new Error('no rack');
    await read();
    const last = (): CascadeSituation => told.at(-1) ?? { kind: 'loading' };
    expect(isBusy(last(), Date.parse('2026-11-22T11:40:00Z'))).toBe(false);
    const signal = { value: 'new', updated_at: '2026-11-22T12:00:00+00:00' };
    world.targets = { [ids.racks]: [{ ...r1, checksum: signal }] };
    await read();
    expect(isBusy(last(), Date.parse('2026-11-22T12:01:00Z'))).toBe(true);
    // No rule saw it: nothing will begin.
    expect(isBusy(last(), Date.parse('2026-11-22T12:05:00Z'))).toBe(false);
    world.instances = world.instances.map((instance) => ({
      ...instance,
      status: { value: 'Pending', updated_at: '2026-11-22T12:00:05+00:00' },
    }));
    clock.now = Date.parse('2026-11-22T12:00:30Z');
    await read();
    expect(isBusy(last(), clock.now)).toBe(true);
    // Its worker died: nothing changes any more.
    clock.now = Date.parse('2026-11-22T12:05:00Z');
    await read();
    expect(states(last())).toEqual(['generate-rack r1 unattended']);
    expect(isBusy(last(), clock.now)).toBe(false);
  });

  it('not for ever while a task is called running that does not end', async () => {
    const { read, told, world } = source();
    world.tasks = world.tasks.map((task) => ({ ...task, state: 'RUNNING' }));
    await read();
    const last = (): CascadeSituation => told.at(-1) ?? { kind: 'loading' };
    expect(states(last())).toContain('generate-rack r1 processing');
    expect(isBusy(last(), Date.parse('2026-11-22T12:20:00Z'))).toBe(true);
    expect(isBusy(last(), Date.parse('2026-11-22T16:00:00Z'))).toBe(false);
  });
});

it('the server is asked less and less often while what goes on tells nothing new, for its worker may be dead', async () => {
  const { read, told, world } = source();
  const last = (): CascadeSituation => told.at(-1) ?? { kind: 'loading' };
  const now = Date.parse('2026-11-22T12:20:00Z');
  const pauses = () => [0, 60, 120, 240, 360, 3000].map((seconds) => intervalOf(last(), now, seconds * 1000));
  await read();
  expect(pauses()).toEqual([30_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
  world.tasks = world.tasks.map((task) => ({ ...task, state: 'RUNNING' }));
  await read();
  expect(pauses()).toEqual([3000, 3000, 6000, 18_000, 30_000, 30_000]);
});

describe('a status that says pending', () => {
  const pendingWorld = (): World => {
    const world = recordedWorld();
    const status = { value: 'Pending', updated_at: '2026-11-22T12:00:05+00:00' };
    world.instances = world.instances.map((instance) =>
      instance.object.node.id === ids.r1 ? { ...instance, status } : instance,
    );
    return world;
  };
  const now = Date.parse('2026-11-22T12:04:00Z');
  const queued = (target: string, branch: string): World['tasks'][number] => {
    const [run] = recordedWorld().tasks.filter(({ workflow }) => workflow === 'generator-run');
    const model = {
      target_id: target,
      branch_name: branch,
      generator_definition: { definition_id: ids.rackGenerator },
    };
    // As the server tells what has not started.
    const times = { created_at: '2026-11-22T12:00:04+00:00', start_time: null };
    return {
      ...run,
      id: target,
      workflow: 'generator-run',
      state: 'SCHEDULED',
      branch: null,
      ...times,
      parameters: { model },
    } as never;
  };

  it.each<[string, readonly World['tasks'][number][], string]>([
    [
      'is a run while a task for it waits, whatever the branch of the task says',
      [queued(ids.r1, 'exp3')],
      'processing',
    ],
    ['is none for a task of another branch', [queued(ids.r1, 'main')], 'unattended'],
    ['is none for a task of another target', [queued(ids.p1, 'exp3')], 'unattended'],
    [
      'is one for a while when there are too many tasks to know',
      Array.from({ length: 201 }, (_, index) => queued(`other ${index}`, 'exp3')),
      'processing',
    ],
  ])('%s', async (_, tasks, state) => {
    const { read, told, world, clock } = source({ world: pendingWorld() });
    world.tasks = tasks;
    clock.now = now;
    await read();
    expect(states(told.at(-1))).toContain(`generate-rack r1 ${state}`);
  });

  it('is asked about with one request, and only where there is one', async () => {
    const { read, asked, world } = source();
    await read();
    expect(asked.filter((name) => name === 'CascadeTasks')).toHaveLength(1);
    asked.length = 0;
    world.instances = pendingWorld().instances;
    await read();
    expect(asked.filter((name) => name === 'CascadeTasks')).toHaveLength(2);
  });
});

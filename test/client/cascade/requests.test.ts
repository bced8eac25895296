import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPoll, pollLimits } from '../../../client/src/views/poll';
import { fakeTransport, ids, openAccess, recordedWorld, type World } from './fakeServer';
import { layersOf, source } from './sourceOf';

describe('requests', () => {
  const many = (count: number): World => {
    const world = recordedWorld();
    const [rack] = world.targets[ids.racks] ?? [];
    if (!rack) throw new Error('no rack');
    const racks = Array.from({ length: count }, (_, index) => ({ ...rack, id: `rack-${index}` }));
    world.targets = { ...world.targets, [ids.racks]: racks };
    return world;
  };
  const count = (asked: readonly string[], name: string): number => asked.filter((each) => each === name).length;

  it('are as many for 10,000 targets as for two', async () => {
    const few = source();
    await few.read();
    const large = source({ world: many(10_000) });
    await large.read();
    expect(large.asked).toEqual(few.asked);
    // Account, definitions, rules, actions, kinds, tasks; targets and instances of three groups that have members.
    expect(few.asked).toHaveLength(6 + 1 + 2 * 3);
    const racks = layersOf(large.told.at(-1)).find(({ layer }) => layer.name === 'generate-rack');
    expect({ count: racks?.count, shown: racks?.targets.length }).toEqual({ count: 10_000, shown: 200 });
  });

  it('are two more for each further page', async () => {
    const { read, asked, showMore, told } = source({ world: many(10_000) });
    await read();
    const { length } = asked;
    asked.length = 0;
    showMore('generate-rack');
    await read();
    expect(count(asked, 'CascadeTargets') + count(asked, 'CascadeGeneratorInstances')).toBe(length - 6 + 2);
    expect(layersOf(told.at(-1)).find(({ layer }) => layer.name === 'generate-rack')?.targets).toHaveLength(400);
  });

  const rackPages = (asked: readonly string[], length: number): number => (asked.length - length) / 2;
  /** A view with five pages of racks, and how many requests one page takes. */
  const fivePages = async () => {
    const view = source({ world: many(10_000) });
    await view.read();
    view.asked.length = 0;
    await view.read();
    const { length } = view.asked;
    for (let page = 2; page <= 5; page++) view.showMore('generate-rack');
    await view.read();
    const racks = () => layersOf(view.told.at(-1)).find(({ layer }) => layer.name === 'generate-rack')?.targets ?? [];
    return { ...view, length, racks };
  };

  it('are two more however many further pages are shown, each of which is read in its turn', async () => {
    const { read, asked, length, racks, world } = await fivePages();
    expect(racks()).toHaveLength(1000);
    const signal = { value: 'new', updated_at: '2026-11-22T13:00:00+00:00' };
    const changed = world.targets[ids.racks]?.map((rack) => ({ ...rack, checksum: signal })) ?? [];
    world.targets = { ...world.targets, [ids.racks]: changed };
    const known: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      asked.length = 0;
      await read();
      expect(rackPages(asked, length)).toBe(1);
      known.push(racks().filter((rack) => rack.signal?.value === 'new').length);
    }
    expect(known).toEqual([400, 600, 800, 1000]);
  });

  it('are for the page with a new run before others', async () => {
    const { read, racks, world } = await fivePages();
    const run = world.tasks.find(({ workflow }) => workflow === 'generator-run');
    const model = { target_id: 'rack-900', generator_definition: { definition_id: ids.rackGenerator } };
    const times = { start_time: '2026-11-22T13:00:01+00:00', created_at: '2026-11-22T13:00:00+00:00' };
    world.tasks = [{ ...run, ...times, id: 'new', state: 'COMPLETED', parameters: { model } } as never, ...world.tasks];
    const changed = { value: 'new', updated_at: '2026-11-22T13:00:00+00:00' };
    const moved = world.targets[ids.racks]?.map((rack) =>
      rack.id === 'rack-900' ? { ...rack, checksum: changed } : rack,
    );
    world.targets = { ...world.targets, [ids.racks]: moved ?? [] };
    await read();
    expect(racks().find(({ target }) => target.id === 'rack-900')).toMatchObject({ signal: { value: 'new' } });
  });

  it('are for all pages that are shown when somebody asks for that, or targets have come or gone', async () => {
    const { read, asked, length, forget, world } = await fivePages();
    asked.length = 0;
    forget();
    await read();
    // Account, definitions, rules, actions and kinds too.
    expect(rackPages(asked, length + 5)).toBe(4);
    asked.length = 0;
    world.targets = { ...world.targets, [ids.racks]: world.targets[ids.racks]?.slice(1) ?? [] };
    await read();
    expect(rackPages(asked, length)).toBe(4);
  });

  it('are for the first page alone on another branch', async () => {
    const world = many(10_000);
    const { transport } = fakeTransport(world);
    let branch = 'exp3';
    const view = source({ world, access: () => openAccess(transport, { name: branch, isDefault: false }) });
    await view.read();
    view.showMore('generate-rack');
    await view.read();
    const racks = () => layersOf(view.told.at(-1)).find(({ layer }) => layer.name === 'generate-rack')?.targets;
    expect(racks()).toHaveLength(400);
    branch = 'other';
    await view.read();
    expect(racks()).toHaveLength(200);
  });

  it('ask for definitions and rules seldom', async () => {
    const { read, asked, clock, forget } = source();
    await read();
    asked.length = 0;
    clock.now = 3000;
    await read();
    expect(asked.filter((name) => /Account|Definitions|Rules|Actions/.test(name))).toEqual([]);
    clock.now = 30_000;
    await read();
    expect(count(asked, 'CascadeTriggerRules')).toBe(1);
    forget();
    await read();
    expect(count(asked, 'CascadeTriggerRules')).toBe(2);
  });

  it('ask for the kinds of the default branch again only while it lacks one that a rule names', async () => {
    const asks = async (kinds: readonly string[] | undefined, branch?: { name: string; isDefault: boolean }) => {
      const world: World = { ...recordedWorld(), ...(kinds && { kinds }) };
      const { transport, asked } = fakeTransport(world);
      const { read, clock } = source({ world, access: () => openAccess(transport, branch) });
      for (const now of [0, 30_000, 60_000]) {
        clock.now = now;
        await read();
      }
      return count(asked, '/api/schema/summary');
    };
    expect(await asks(undefined)).toBe(1);
    expect(await asks(['NetworkPod'])).toBe(3);
    expect(await asks(undefined, { name: 'main', isDefault: true })).toBe(0);
  });

  it('are none while the view of 10,000 targets is hidden, and no more of a read that was under way', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const world = many(10_000);
    const { transport, asked } = fakeTransport(world);
    const each = { request: (): unknown => undefined };
    const access = openAccess({
      ...transport,
      async run(operation, variables, options) {
        options?.signal?.throwIfAborted();
        each.request();
        return transport.run(operation, variables, options);
      },
    });
    const view = source({ world, access: () => access });
    const poll = createPoll((signal) => view.read(signal), pollLimits);
    onTestFinished(poll.dispose);
    await vi.advanceTimersByTimeAsync(3_600_000);
    await poll.refresh();
    expect(asked).toEqual([]);
    poll.setVisible(true);
    await poll.refresh();
    for (let page = 1; page < 50; page++) view.showMore('generate-rack');
    await poll.refresh();
    expect(count(asked, 'CascadeTargets')).toBeGreaterThan(50);
    asked.length = 0;
    // Somebody looks elsewhere while the third request is under way.
    each.request = () => asked.length === 2 && poll.setVisible(false);
    await poll.refresh();
    await vi.advanceTimersByTimeAsync(3_600_000);
    await poll.refresh();
    expect(asked).toHaveLength(3);
  });

  it('are none where there is no repository', async () => {
    const { read, asked, told } = source({ files: async () => ({ repositories: 0, layers: [] }) });
    await read();
    expect([asked, told]).toEqual([[], [{ kind: 'noRepository' }]]);
  });
});

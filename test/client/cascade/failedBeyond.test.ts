import { expect, test } from 'vitest';
import { partlyRead, readFailedBeyond } from '../../../client/src/commands/cascade/failedBeyond';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { ids, recordedWorld, type World } from './fakeServer';
import { layersOf, source } from './sourceOf';

/** Racks of which those fail that `isFailed` says. */
function racks(count: number, isFailed: (index: number) => boolean): World {
  const world = recordedWorld();
  const [rack] = world.targets[ids.racks] ?? [];
  const instance = world.instances.find(({ object }) => object.node.id === rack?.id);
  if (!rack || !instance) throw new Error('no rack');
  const all = Array.from({ length: count }, (_, index) => index);
  world.targets = { ...world.targets, [ids.racks]: all.map((index) => ({ ...rack, id: `rack-${index}` })) };
  world.instances = all.map((index) => ({
    ...instance,
    id: `instance-${index}`,
    status: { ...instance.status, value: isFailed(index) ? 'Error' : 'Ready' },
    object: { node: { id: `rack-${index}` } },
  }));
  return world;
}

const call = { branch: 'exp3' };

/** What is found beyond what a view has read of a world. */
async function beyond(world: World, filter = {}) {
  const view = source({ world });
  await view.read();
  const layers = layersOf(view.told.at(-1));
  view.asked.length = 0;
  const found = await readFailedBeyond({ transport: view.transport, call, layers, filter, now: 0 });
  return { ...found, names: found.lines.map(({ target }) => target.target.id), asked: view.asked, layers };
}

test('all targets that failed are found, those that were not read too', async () => {
  const { lines, names, cut, asked, layers } = await beyond(racks(1000, (index) => index % 4 === 0));
  expect(partlyRead(layers).map(({ layer }) => layer.name)).toEqual(['generate-rack']);
  expect(names).toHaveLength(200);
  expect(names).toEqual(Array.from({ length: 200 }, (_, index) => `rack-${200 + index * 4}`));
  expect(new Set(lines.map(({ target }) => target.state))).toEqual(new Set(['failed']));
  expect(lines[0]?.id).toBe('layer generate-rack rack-200');
  expect(cut).toEqual([]);
  // Runs; two pages of instances; the targets that are not known in one.
  expect(asked).toEqual(['CascadeTasks', 'CascadeFailedInstances', 'CascadeFailedInstances', 'CascadeTargetsAmong']);
});

test('nothing is asked where all targets were read', async () => {
  const { lines, asked } = await beyond(racks(150, () => true));
  expect({ lines, asked }).toEqual({ lines: [], asked: [] });
});

test('what has been signalled since, left the group or does not pass the filter is left out', async () => {
  const world = racks(203, () => true);
  const later = { value: 'new', updated_at: '2026-11-25T00:00:00+00:00' };
  const all = world.targets[ids.racks] ?? [];
  const changed = all.map((rack) => (rack.id === 'rack-201' ? { ...rack, checksum: later } : rack));
  world.targets = { ...world.targets, [ids.racks]: changed };
  const gone = world.instances[0];
  if (!gone) throw new Error('no instance');
  world.instances = [...world.instances, { ...gone, id: 'gone', object: { node: { id: 'gone' } } }];
  const states = (await beyond(world)).lines.map(({ target }) => `${target.target.id} ${target.state}`);
  expect(states).toEqual(['rack-200 failed', 'rack-201 waiting', 'rack-202 failed']);
  expect((await beyond(world, { state: 'failed' })).names).toEqual(['rack-200', 'rack-202']);
  expect((await beyond(world, { text: 'nothing' })).names).toEqual([]);
});

test('a bounded number of requests tells of 10,000 that failed, and that there are more', async () => {
  const { lines, cut, asked } = await beyond(racks(10_300, () => true));
  // The 200 that are shown are among the first 10,000 failures.
  expect(lines).toHaveLength(9800);
  expect(cut).toEqual(['generate-rack']);
  expect(asked).toHaveLength(1 + 50 + 49);
});

test('the states are told without attributes where the server refuses those', async () => {
  const view = source({ world: racks(300, () => true) });
  await view.read();
  const layers = layersOf(view.told.at(-1));
  const transport = {
    ...view.transport,
    run: ((operation, variables, options) => {
      if (!operation.document.includes('... on Location')) return view.transport.run(operation, variables, options);
      const errors = [{ message: 'no such kind', code: undefined }];
      return Promise.reject(new InfrahubError(operation.title, 'http://lab.test', { kind: 'graphql', errors }));
    }) as typeof view.transport.run,
  };
  const { lines } = await readFailedBeyond({ transport, call, layers, filter: {}, now: 0 });
  expect(lines).toHaveLength(100);
  expect(lines[0]?.target.silence).toBe('attributesUnread');
});

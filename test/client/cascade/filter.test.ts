import { describe, expect, it } from 'vitest';
import { cutGenerators } from '../../../client/src/views/cascade/filter';
import { cascadeNodes, targetsBelow } from '../../../client/src/views/cascade/nodes';
import { ids, recordedWorld, type World } from './fakeServer';
import { layersOf, source } from './sourceOf';

/** Racks by number; the last one is called after a text, and those from a number on have never been signalled. */
function racks(count: number, name = 'last', emptyFrom = count): World {
  const world = recordedWorld();
  const [rack] = world.targets[ids.racks] ?? [];
  if (!rack) throw new Error('no rack');
  const made = Array.from({ length: count }, (_, index) => ({
    ...rack,
    id: `rack-${index}`,
    display_label: index === count - 1 ? name : `rack ${index}`,
    checksum: index >= emptyFrom ? { value: null, updated_at: '' } : rack.checksum,
  }));
  world.targets = { ...world.targets, [ids.racks]: made };
  return world;
}

/** The names that a filtered view shows below the generator of the racks. */
async function shown({ read, told, look }: ReturnType<typeof source>): Promise<string[]> {
  expect(await read()).toBe(true);
  const nodes = cascadeNodes(told.at(-1) ?? { kind: 'loading' }, { filter: look.filter, byParent: false });
  return nodes
    .filter(({ id }) => id === 'layer generate-rack')
    .flatMap(targetsBelow)
    .map(({ target }) => target.target.name);
}

const isSearch = (name: string): boolean => name === 'CascadeSearchTargets';
const racksOf = ({ told }: ReturnType<typeof source>) =>
  layersOf(told.at(-1)).find(({ layer }) => layer.name === 'generate-rack');

describe('a name that is looked for', () => {
  it('is found on a page that was not read, with its state', async () => {
    const view = source({ world: racks(10_000) });
    view.look.filter = { text: 'last' };
    expect(await shown(view)).toEqual(['last']);
    expect(racksOf(view)?.targets.at(-1)).toMatchObject({ target: { id: 'rack-9999', kind: 'LocationRack' } });
    expect(racksOf(view)?.targets.at(-1)?.target.attributes).not.toEqual([]);
    expect(racksOf(view)?.count).toBe(10_000);
    expect(view.asked.filter(isSearch)).toHaveLength(1);
    expect(cutGenerators(view.told.at(-1) ?? { kind: 'loading' })).toEqual([]);
  });

  it('is looked for at the server only where there are further pages', async () => {
    const view = source();
    view.look.filter = { text: 'r2' };
    expect(await shown(view)).toEqual(['r2']);
    expect(view.asked.filter(isSearch)).toEqual([]);
  });

  it('is one of too many: that is said', async () => {
    const view = source({ world: racks(1000) });
    view.look.filter = { text: 'rack' };
    expect((await shown(view)).length).toBe(200);
    expect(cutGenerators(view.told.at(-1) ?? { kind: 'loading' })).toEqual(['generate-rack']);
  });

  it('on a server that refuses to look: what was read is shown, and that there may be more', async () => {
    const world = racks(1000);
    world.fail = { CascadeSearchTargets: { kind: 'graphql', errors: [{ message: 'Unknown argument', code: '' }] } };
    const view = source({ world });
    view.look.filter = { text: 'rack 7' };
    expect((await shown(view)).length).toBeGreaterThan(0);
    expect(cutGenerators(view.told.at(-1) ?? { kind: 'loading' })).toEqual(['generate-rack']);
  });
});

describe('a state that is looked for', () => {
  it('is found on a page that was not read', async () => {
    const view = source({ world: racks(1000, 'last', 999) });
    view.look.filter = { state: 'empty' };
    expect(await shown(view)).toEqual(['last']);
    expect(cutGenerators(view.told.at(-1) ?? { kind: 'loading' })).toEqual([]);
  });

  it('among more than 2,000 targets: that some were left out is said', async () => {
    const view = source({ world: racks(10_000) });
    view.look.filter = { state: 'done' };
    expect((await shown(view)).length).toBeLessThanOrEqual(2000);
    expect(racksOf(view)?.targets).toHaveLength(2000);
    expect(cutGenerators(view.told.at(-1) ?? { kind: 'loading' })).toEqual(['generate-rack']);
  });
});

it('nothing more is read without a filter, and after one', async () => {
  const view = source({ world: racks(10_000) });
  view.look.filter = { state: 'done' };
  await view.read();
  view.look.filter = {};
  view.asked.length = 0;
  await view.read();
  expect(view.asked.filter(isSearch)).toEqual([]);
  expect(racksOf(view)?.targets).toHaveLength(200);
  expect(cutGenerators(view.told.at(-1) ?? { kind: 'loading' })).toEqual([]);
});

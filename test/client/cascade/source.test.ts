import { describe, expect, it } from 'vitest';
import type { Access } from '../../../client/src/connection/access';
import { readWatched } from '../../../client/src/views/cascade/details';
import { cascadeNodes, targetsBelow } from '../../../client/src/views/cascade/nodes';
import { isShownOf } from '../../../client/src/views/cascade/situation';
import { isUnmerged } from '../../../client/src/views/cascade/layers';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import type { Transport } from '../../../server/src/infrahub/transport';
import { recordedLayers } from './files';
import { fakeTransport, ids, openAccess, recordedWorld, type HeldTarget, type World } from './fakeServer';
import { layersOf, source, states } from './sourceOf';

describe('the cascade of a server', () => {
  it('has the states that its signals, runs and instances give', async () => {
    const { read, told } = source();
    expect(await read()).toBe(true);
    expect(told.at(-1)).toMatchObject({ kind: 'shown', server: 'Lab', account: 'Ada', branch: { name: 'exp3' } });
    expect(states(told.at(-1))).toEqual([
      'generate-pod p1 done',
      'generate-rack r1 done',
      'generate-rack r2 done',
      // Nothing watches it, and it has no instance.
      'exp p1 empty',
    ]);
    expect(layersOf(told.at(-1)).map(({ layer }) => layer.name)).toEqual([
      'generate-fabric',
      'generate-pod',
      'generate-rack',
      'exp',
    ]);
  });

  it('follows a failure, a new signal and a run', async () => {
    const { read, told, world } = source();
    const [r1, r2] = world.targets[ids.racks] ?? [];
    if (!r1 || !r2) throw new Error('no racks');
    world.instances = world.instances.map((instance) =>
      instance.object.node.id === ids.r1
        ? { ...instance, status: { value: 'Error', updated_at: '2026-11-22T11:38:53.876092+00:00' } }
        : instance,
    );
    await read();
    expect(states(told.at(-1))).toContain('generate-rack r1 failed');
    const signal = { value: 'new', updated_at: '2026-11-22T12:00:00+00:00' };
    world.targets = { ...world.targets, [ids.racks]: [{ ...r1, checksum: signal }, r2] };
    await read();
    expect(states(told.at(-1))).toContain('generate-rack r1 waiting');
    const [run] = world.tasks.filter(({ workflow }) => workflow === 'generator-run');
    const model = { target_id: ids.r1, generator_definition: { definition_id: ids.rackGenerator } };
    const begun = { ...run, id: 'running', state: 'RUNNING', start_time: '2026-11-22T12:00:05+00:00' };
    world.tasks = [{ ...begun, workflow: 'generator-run', parameters: { model } }, ...world.tasks];
    await read();
    expect(states(told.at(-1))).toContain('generate-rack r1 processing');
  });

  it('notes a target that was left behind its siblings, grouped or not', async () => {
    const { read, told, world } = source();
    const [pod] = world.targets[ids.pods] ?? [];
    if (!pod) throw new Error('no pod');
    const parent = { __typename: 'NetworkFabric', id: 'f1', display_label: 'f1' };
    const held = (id: string, value: string, hour: number) => {
      const checksum = { value, updated_at: `2026-11-22T0${hour}:00:00+00:00` };
      return { ...pod, id, display_label: id, checksum, parent };
    };
    world.targets = { ...world.targets, [ids.pods]: [held('a', 'old', 1), held('b', 'new', 2)] };
    await read();
    const [situation] = told.slice(-1);
    for (const byParent of [true, false]) {
      const lines = cascadeNodes(situation ?? { kind: 'loading' }, { filter: {}, byParent }).flatMap(targetsBelow);
      const pods = lines.filter(({ layer }) => layer.name === 'generate-pod');
      expect(pods.map(({ target: { target, notes } }) => `${target.name} ${notes.isStale}`)).toEqual([
        'a true',
        'b false',
      ]);
    }
  });

  it('tells a run that was cancelled from one that failed', async () => {
    const { read, told, world } = source();
    world.tasks = world.tasks.map((task) => ({ ...task, state: 'CANCELLED' }));
    world.instances = world.instances.map((instance) => ({
      ...instance,
      status: { ...instance.status, value: 'Pending' },
    }));
    await read();
    expect(states(told.at(-1))).toEqual(expect.arrayContaining(['generate-rack r1 cancelled']));
    expect(states(told.at(-1)).join()).not.toContain('failed');
  });

  it('knows targets that the code refuses, and which of two siblings was left out', async () => {
    const world = recordedWorld();
    const fabric: HeldTarget = { __typename: 'NetworkFabric', id: 'f1', display_label: 'f1' };
    const pod = (id: string, value: string, time: string, role = 'compute'): HeldTarget => ({
      __typename: 'NetworkPod',
      id,
      display_label: id,
      checksum: { value, updated_at: `2026-11-22T${time}:00+00:00` },
      role: { value: role },
      parent: fabric,
    });
    world.targets = {
      [ids.pods]: [pod('a', 'new', '11:00'), pod('b', 'old', '10:00'), pod('c', 'older', '09:00', 'external')],
    };
    const instance = (target: string, value: string) => ({
      id: `instance of ${target}`,
      status: { value, updated_at: '2026-11-22T12:00:00+00:00' },
      object: { node: { id: target } },
      definition: { node: { id: ids.podGenerator } },
    });
    world.instances = [instance('a', 'Error'), instance('b', 'Ready'), instance('c', 'Error')];
    const { read, told } = source({ world });
    await read();
    const pods = layersOf(told.at(-1)).find(({ layer }) => layer.name === 'generate-pod')?.targets ?? [];
    expect(pods.map(({ target, state, notes }) => ({ name: target.name, state, ...notes }))).toEqual([
      { name: 'a', state: 'failed', isStale: false, needsRun: true },
      { name: 'b', state: 'done', isStale: true, needsRun: false },
      { name: 'c', state: 'notApplicable', isStale: false, needsRun: false },
    ]);
    expect(pods[2]?.refusedBy).toEqual({ attribute: 'role', value: 'external' });
  });

  it('is shown without attributes where the branch does not have them, and says why', async () => {
    const world = recordedWorld();
    const { read, told, asked, transport } = source({
      world,
      access: () => openAccess({ ...transport, run: refusing(transport.run) }),
    });
    expect(await read()).toBe(true);
    const racks = layersOf(told.at(-1)).find(({ layer }) => layer.name === 'generate-rack');
    expect(racks?.withoutAttributes).toMatch(/no such kind/);
    expect(racks?.targets.map(({ target, state }) => `${target.name} ${state}`)).toEqual(['r1 done', 'r2 done']);
    expect(racks?.targets.map(({ silence }) => silence)).toEqual(['attributesUnread', 'attributesUnread']);
    expect(asked.length).toBeGreaterThan(0);
  });
});

describe('a server before 1.7, which does not tell who wrote an attribute', () => {
  const older = ({ transport }: { readonly transport: Transport }): Transport => ({
    ...transport,
    run(operation, variables, options) {
      if (!operation.document.includes('updated_by')) return transport.run(operation, variables, options);
      const message = "Cannot query field 'updated_by' on type 'TextAttribute'. Did you mean 'updated_at'?";
      const problem = { kind: 'graphql', errors: [{ message, code: undefined }] } as const;
      return Promise.reject(new InfrahubError(operation.title, 'http://lab.test', problem));
    },
  });

  it('has the states that its signals, runs and instances give', async () => {
    const newest = source();
    await newest.read();
    const of = source({ access: () => openAccess(older(newest)) });
    expect(await of.read()).toBe(true);
    expect(states(of.told.at(-1))).toEqual(states(newest.told.at(-1)));
    const layers = layersOf(of.told.at(-1));
    expect(layers.flatMap(({ withoutAttributes }) => withoutAttributes ?? [])).toEqual([]);
    const rack = layers.find(({ layer }) => layer.name === 'generate-rack')?.targets[0];
    expect(rack?.signal).toMatchObject({ attribute: 'checksum' });
    expect(rack?.signal?.updatedAt).toBeGreaterThan(0);
  });

  it('tells the details of a target', async () => {
    const newest = source();
    await newest.read();
    const shown = layersOf(newest.told.at(-1)).find(({ layer }) => layer.name === 'generate-rack');
    const [target] = shown?.targets ?? [];
    if (!shown || !target) throw new Error('no rack');
    const attributes = await readWatched(older(newest), { target, layer: shown.layer }, { branch: 'exp3' });
    expect(attributes.map(({ attribute, value }) => [attribute, value])).toEqual([['checksum', target.signal?.value]]);
  });
});

/** Refuses every document with a fragment, as a server does that does not know its kind. */
function refusing(run: ReturnType<typeof fakeTransport>['transport']['run']): typeof run {
  return (operation, variables, options) => {
    if (!operation.document.includes('... on Network') && !operation.document.includes('... on Location')) {
      return run(operation, variables, options);
    }
    const errors = [{ message: 'no such kind', code: undefined }];
    return Promise.reject(new InfrahubError(operation.title, 'http://lab.test', { kind: 'graphql', errors }));
  };
}

describe('rules for a kind that the default branch lacks', () => {
  const unmerged = async (world: World) => {
    const { read, told } = source({ world });
    expect(await read()).toBe(true);
    return layersOf(told.at(-1)).flatMap(({ layer }) => (isUnmerged(layer) ? [layer.name] : []));
  };

  it('are not configured until it is merged', async () => {
    expect(await unmerged(recordedWorld())).toEqual([]);
    expect(await unmerged({ ...recordedWorld(), kinds: ['NetworkPod'] })).toEqual(['generate-rack']);
  });

  it('are not told from others where the server does not give its kinds', async () => {
    const fail: World['fail'] = { '/api/schema/summary': { kind: 'forbidden', reason: 'no rights' } };
    expect(await unmerged({ ...recordedWorld(), kinds: ['NetworkPod'], fail })).toEqual([]);
  });
});

describe('a target of an older signal than its siblings', () => {
  const left = (generator: string, state: string, start = '2026-11-22T11:59:00+00:00') => {
    const world = recordedWorld();
    const [r1, r2] = world.targets[ids.racks] ?? [];
    const [run] = world.tasks.filter(({ workflow }) => workflow === 'generator-run');
    if (!r1 || !r2 || !run) throw new Error('not recorded');
    const pod: HeldTarget = { __typename: 'NetworkPod', id: ids.p1, display_label: 'p1' };
    const checksum = { value: 'new', updated_at: '2026-11-22T12:00:00+00:00' };
    world.targets[ids.racks] = [
      { ...r1, checksum, parent: pod },
      { ...r2, parent: pod },
    ];
    const model = { target_id: ids.p1, generator_definition: { definition_id: generator } };
    const own = { ...run, state, start_time: start, parameters: { model } };
    world.tasks = [own, ...world.tasks];
    return world;
  };
  const noted = async (world: World) => {
    const { read, told, clock } = source({ world });
    clock.now = Date.parse('2026-11-22T12:00:30Z');
    await read();
    const racks = layersOf(told.at(-1)).find(({ layer }) => layer.name === 'generate-rack')?.targets ?? [];
    return racks.map(({ notes }) => notes.isStale);
  };

  it('is left behind once no run of the layer above goes on', async () => {
    expect(await noted(left(ids.podGenerator, 'COMPLETED'))).toEqual([false, true]);
  });

  it('may still be signalled while one does', async () => {
    expect(await noted(left(ids.podGenerator, 'RUNNING'))).toEqual([false, false]);
    expect(await noted(left(ids.podGenerator, 'SCHEDULED'))).toEqual([false, false]);
  });

  it('is left behind by a run that will not end, and whatever other layers do', async () => {
    expect(await noted(left(ids.podGenerator, 'RUNNING', '2026-11-22T09:00:00+00:00'))).toEqual([false, true]);
    expect(await noted(left(ids.rackGenerator, 'RUNNING'))).toEqual([false, true]);
  });
});

describe('without a way to a server', () => {
  it.each<[Access['kind'], Access]>([
    ['untrusted', { kind: 'untrusted' }],
    ['noServer', { kind: 'noServer' }],
    ['signedOut', { kind: 'signedOut', server: undefined }],
  ])('the view says so: %s', async (kind, access) => {
    const { read, told } = source({ access: () => access });
    expect(await read()).toBe(true);
    expect(told.at(-1)).toMatchObject({ kind });
  });

  it('it says which branch is missing, and shows no other', async () => {
    const { transport, asked } = fakeTransport(recordedWorld());
    const open = openAccess(transport);
    if (open.kind !== 'open') throw new Error('not open');
    const { read, told } = source({
      access: () => ({ kind: 'noBranch', server: open.server, transport, gitBranch: 'feature' }),
    });
    await read();
    expect(told.at(-1)).toEqual({ kind: 'noBranch', server: 'Lab', gitBranch: 'feature' });
    expect(asked).toEqual([]);
  });
});

it('what is shown is of one branch of one server, whatever others are called', async () => {
  const { read, told, transport } = source();
  await read();
  const [shown] = told.slice(-1);
  const open = openAccess(transport);
  if (!shown || open.kind !== 'open') throw new Error('not open');
  expect(isShownOf(shown, open)).toBe(true);
  expect(isShownOf(shown, { ...open, branch: { name: 'main', isDefault: true } })).toBe(false);
  const address = { ...open.server.address, base: 'https://other' };
  expect(isShownOf(shown, { ...open, server: { ...open.server, address } })).toBe(false);
  expect(isShownOf({ kind: 'loading' }, open)).toBe(false);
});

describe('a failure', () => {
  it('leaves what was read before, and is told once', async () => {
    const { read, told, failures, world } = source();
    await read();
    world.fail = { CascadeTasks: { kind: 'refused' } };
    expect(await read()).toBe(false);
    expect(told.at(-1)).toMatchObject({ kind: 'shown', failure: { kind: 'unreachable' } });
    await read();
    expect(failures).toHaveLength(1);
    world.fail = {};
    expect(await read()).toBe(true);
    expect(told.at(-1)).not.toHaveProperty('failure');
  });

  it.each<[string, World['fail'][string]]>([
    ['unreachable', { kind: 'timeout', seconds: 30 }],
    ['unauthorized', { kind: 'unauthorized', hasToken: true }],
    ['unusable', { kind: 'invalid-json' }],
    ['unusable', { kind: 'unknown-branch', branch: 'exp3' }],
  ])('without anything before is a welcome: %s', async (kind, problem) => {
    const world = recordedWorld();
    world.fail = { CascadeGeneratorDefinitions: problem };
    const { read, told } = source({ world });
    expect(await read()).toBe(false);
    expect(told.at(-1)).toMatchObject({ kind });
  });

  it('of another branch is no failure of this one', async () => {
    const world = recordedWorld();
    const { transport } = fakeTransport(world);
    let branch = { name: 'exp3', isDefault: false };
    const { read, told } = source({ access: () => openAccess(transport, branch) });
    await read();
    branch = { name: 'exp4', isDefault: false };
    world.fail = { CascadeTasks: { kind: 'refused' } };
    await read();
    // What was read on the other branch is not shown for this one.
    expect(told.at(-1)).toMatchObject({ kind: 'unreachable' });
  });

  it('of the language server leaves everything as it is', async () => {
    const { read, told } = source({ files: () => Promise.reject(new Error('stopped')) });
    expect(await read()).toBe(false);
    expect(told).toEqual([{ kind: 'loading' }]);
  });

  it('of the language server later shows its files as older, and the server as it is', async () => {
    let isGone = false;
    const { read, readFiles, told, failures, asked } = source({
      files: () => (isGone ? Promise.reject(new Error('stopped')) : Promise.resolve(recordedLayers)),
    });
    await read();
    expect(told.at(-1)).not.toHaveProperty('areFilesOld');
    isGone = true;
    const { length } = asked;
    expect(await read()).toBe(true);
    expect(asked.length).toBeGreaterThan(length);
    expect(told.at(-1)).toMatchObject({ kind: 'shown', areFilesOld: true });
    expect(cascadeNodes(told.at(-1) ?? { kind: 'loading' }, { filter: {}, byParent: false })[1]?.kind).toBe('filesOld');
    await read();
    expect(failures).toEqual(['stopped']);
    isGone = false;
    expect(await readFiles()).toBe(false);
    expect(told.at(-1)).not.toHaveProperty('areFilesOld');
  });
});

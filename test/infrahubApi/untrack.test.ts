import { expect, test } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { branches as branchList, type Branch } from '../../server/src/infrahub/operations/branches';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../server/src/infrahub/transport';
import { cutText, planUntrack, type UntrackPlan, type UntrackWish } from '../../server/src/infrahub/untrackPlan';
import { runUntrack, type UntrackOutcome } from '../../server/src/infrahub/untrackRun';
import { serveInfrahub, type FakeBranches, type FakeGroup, type FakeMember, type FakeOptions } from './fakeInfrahub';
import { recording } from './recordings';
import { sendJson } from './startServer';
import type { GeneratorObjects } from '../../server/src/protocol/generatorObjects';

const hash = '0ffa7d435d0d07ad376860d57ec3b79e';
const rack = (id: string): FakeMember => ({ id, kind: 'LocationRack', name: `rack ${id}` });
const pod = (id: string): FakeMember => ({ id, kind: 'NetworkPod', name: `pod ${id}` });
const device = (id: string): FakeMember => ({ id, kind: 'NetworkDevice', name: `device ${id}` });

function group(generator: string, members: FakeMember[], rest: Partial<FakeGroup> = {}): FakeGroup {
  return { id: `${generator}-id`, kind: 'CoreGeneratorAwareGroup', name: `${generator}-${hash}`, members, ...rest };
}

const generators = [
  { name: 'generate-fabric', signals: ['NetworkPod'], creates: ['NetworkPod', 'NetworkDevice'], isOpen: false },
  { name: 'generate-pod', signals: ['LocationRack'], creates: ['NetworkDevice'], isOpen: false },
  { name: 'generate-open', signals: [], creates: [], isOpen: true },
];

async function connect(
  data: FakeBranches,
  options?: FakeOptions,
): Promise<{ transport: Transport; all: readonly Branch[]; documents: () => string[] }> {
  const { address, received } = await serveInfrahub(data, options);
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
  const all = await transport.run(branchList, {});
  const documents = () => received.map(({ body, url }) => /(?:query|mutation) (\w+)/.exec(body)?.[1] ?? url);
  return { transport, all, documents };
}

const wish = (branches: readonly Branch[], rest: Partial<UntrackWish> = {}): UntrackWish => ({
  branches,
  kinds: [],
  generics: ['GeneratorTarget'],
  generators,
  ...rest,
});

/** `branch group: names` for each step. */
function steps({ steps }: Pick<UntrackPlan, 'steps'>): string[] {
  return steps.map(({ branch, group, targets }) => `${branch.name} ${group.generator}: ${names(targets)}`);
}

function skipped(plan: UntrackPlan): string[] {
  return plan.skipped.map(({ branch, group, kind, count, reason }) =>
    [branch.name, group.generator ?? group.name, kind, count, reason].join(' '),
  );
}

function names(members: readonly { readonly name: string }[]): string {
  return members.map(({ name }) => name).join(', ');
}

function parts(list: UntrackOutcome['done']): string[] {
  return list.map(({ step, targets }) => `${step.branch.name} ${step.group.generator}: ${names(targets)}`);
}

const mixed = (): FakeBranches => ({
  main: [group('generate-pod', [rack('r1'), device('d1'), rack('r2')], { description: 'pod_name: p1' })],
  work: [
    group('generate-fabric', [pod('p1'), device('d2')]),
    group('generate-pod', [rack('r1')], { kind: 'CoreGeneratorGroup' }),
    group('generate-open', [rack('r3')]),
    group('elsewhere', [rack('r4'), pod('p9')]),
  ],
  clean: [group('generate-pod', [device('d1')])],
});

test('finds targets that a generator only writes to, on every branch, in both kinds of groups', async () => {
  const { transport, all } = await connect(mixed());
  const seen: string[] = [];
  const plan = await planUntrack(transport, wish(all), { onBranch: ({ name }) => seen.push(name) });
  expect(steps(plan)).toEqual(['main generate-pod: rack r1, rack r2', 'work generate-pod: rack r1']);
  expect(plan.steps[0]?.group.parameters).toBe('pod_name: p1');
  expect(seen).toEqual(['main', 'work', 'clean']);
  expect(plan.failures).toEqual([]);
});

test('never touches what the generator makes itself, and nothing where that is not known', async () => {
  const { transport, all } = await connect(mixed());
  const plan = await planUntrack(transport, wish(all));
  expect(skipped(plan)).toEqual([
    'work generate-fabric NetworkPod 1 creates',
    'work generate-open LocationRack 1 unsure',
    'work elsewhere LocationRack 1 unsure',
    'work elsewhere NetworkPod 1 unsure',
  ]);
});

test('a kind that is named counts where nothing is known, but never against what a generator creates', async () => {
  const { transport, all } = await connect(mixed());
  const plan = await planUntrack(transport, wish(all, { kinds: ['NetworkPod'] }));
  expect(steps(plan)).toEqual(['work elsewhere: pod p9']);
  expect(skipped(plan)).toEqual(['work generate-fabric NetworkPod 1 creates']);
  expect(plan.kinds).toEqual(['NetworkPod']);
});

test('a generic that is named stands for its heirs', async () => {
  const { transport, all } = await connect(mixed());
  const plan = await planUntrack(transport, wish(all, { kinds: ['GeneratorTarget'], generators: [] }));
  expect(plan.kinds).toEqual(['LocationRack', 'NetworkFabric', 'NetworkPod']);
  expect(steps(plan)).toContain('work elsewhere: rack r4, pod p9');
});

test('targets that only the files know of are found, except where the generator may keep them', async () => {
  const { transport, all } = await connect({
    main: [
      group('generate-fabric', [pod('p1')]),
      group('generate-pod', [pod('p2'), device('d1')]),
      group('generate-open', [pod('p3')]),
      group('saving', [pod('p4')]),
      group('elsewhere', [pod('p5')]),
    ],
  });
  const known = [
    { name: 'generate-fabric', signals: [], creates: ['NetworkPod'], isOpen: false },
    { name: 'generate-pod', signals: [], creates: ['NetworkDevice'], otherTargets: ['NetworkPod'], isOpen: false },
    { name: 'generate-open', signals: [], creates: [], isOpen: true },
    { name: 'saving', signals: [], creates: [], isOpen: false },
  ];
  const plan = await planUntrack(transport, wish(all, { generics: [], generators: known }));
  expect(plan.kinds).toEqual(['NetworkPod']);
  expect(steps(plan)).toEqual(['main generate-pod: pod p2']);
  expect(skipped(plan)).toEqual([
    'main generate-fabric NetworkPod 1 creates',
    'main generate-open NetworkPod 1 unsure',
    'main elsewhere NetworkPod 1 unsure',
  ]);
});

/** What the groups of generators with this code hold of a target kind that no file knows of. */
const layers: GeneratorObjects[] = [
  { name: 'generate-fabric', signals: [], creates: ['NetworkPod'], keeps: [], isOpen: false },
  { name: 'generate-pod', signals: [], creates: ['NetworkDevice'], keeps: [], isOpen: false },
  { name: 'generate-open', signals: [], creates: [], isOpen: true },
  { name: 'saving', signals: [], creates: [], keeps: ['NetworkPod'], isOpen: false },
  { name: 'by-hand', signals: [], creates: [], isOpen: false },
];
const layerGroups = (): FakeBranches => ({
  main: [...layers.map(({ name }) => name), 'elsewhere'].map((name) => group(name, [pod('p'), device('d')])),
});
const generatorRule = (kind: string, action: string) => ({
  __typename: 'CoreNodeTriggerRule',
  id: `rule-${kind}-${action}`,
  name: { value: `rule-${kind}` },
  active: { value: true },
  branch_scope: { value: 'other_branches' },
  action: { node: { __typename: 'CoreGeneratorAction', id: action, display_label: action, name: { value: action } } },
  node_kind: { value: kind },
  mutation_action: { value: 'updated' },
  matches: { count: 0, edges: [] },
});
const actionOf = (typename: string, id: string) => ({
  __typename: typename,
  id,
  name: { value: id },
  generator: { node: null },
  group: { node: null },
  member_action: { value: 'add_member' },
});

test.each<[string, FakeOptions]>([
  [
    'a rule of the server starts a generator for them',
    {
      triggers: {
        rules: [generatorRule('NetworkPod', 'run')],
        actions: [actionOf('CoreGeneratorAction', 'run')],
      },
    },
  ],
  [
    'they are members of the group of a generator on the server',
    { definitions: { lower: 'pods' }, targets: [{ id: 'pods', members: [pod('p')] }] },
  ],
])('finds targets that no file shows when %s, except where a generator may keep them', async (_, options) => {
  const { transport, all } = await connect(layerGroups(), options);
  const plan = await planUntrack(transport, wish(all, { generics: [], generators: layers }));
  expect(plan.kinds).toEqual(['NetworkPod']);
  expect(steps(plan)).toEqual(['main generate-pod: pod p']);
  expect(skipped(plan)).toEqual([
    'main generate-fabric NetworkPod 1 creates',
    'main generate-open NetworkPod 1 unsure',
    'main elsewhere NetworkPod 1 unsure',
  ]);
});

test('a rule whose action starts no generator, and a named kind, make nothing else a target', async () => {
  const triggers = {
    rules: [generatorRule('NetworkPod', 'add')],
    actions: [actionOf('CoreGroupAction', 'add')],
  };
  const { transport, all } = await connect(layerGroups(), { triggers });
  const plan = await planUntrack(transport, wish(all, { generics: [], generators: layers }));
  expect([plan.kinds, steps(plan), skipped(plan)]).toEqual([[], [], []]);
  const started = { rules: triggers.rules, actions: [actionOf('CoreGeneratorAction', 'add')] };
  const server = await connect(layerGroups(), { triggers: started });
  const named = await planUntrack(server.transport, wish(all, { kinds: ['LocationRack'], generators: layers }));
  expect(named.kinds).toEqual(['LocationRack']);
});

test('a server that does not tell its rules is searched by what the files say', async () => {
  const { transport, all } = await connect(layerGroups(), {
    intercept: (document, _request, response) => {
      if (!document.includes('CoreTriggerRule') && !document.includes('CoreGeneratorDefinition')) return false;
      sendJson(response, { data: null, errors: [{ message: 'Cannot query field.' }] });
      return true;
    },
  });
  const plan = await planUntrack(transport, wish(all, { generics: ['NetworkPod'], generators: layers }));
  expect(plan.failures).toEqual([]);
  expect(steps(plan)).toContain('main generate-pod: pod p');
  expect(plan.gaps).toEqual([
    'Targets that only rules of the server show are not known: Cannot query field.',
    'Targets that only groups of the server show are not known on branch main: Cannot query field.',
  ]);
});

test('a member of a group of targets makes no target of what else is of its kind', async () => {
  const data = { main: ['generate-pod', 'elsewhere'].map((name) => group(name, [pod('p'), pod('q')])) };
  const options = { definitions: { lower: 'pods' }, targets: [{ id: 'pods', members: [pod('p')] }] };
  const { transport, all } = await connect(data, options);
  const plan = await planUntrack(transport, wish(all, { generics: [], generators: layers }));
  expect(steps(plan)).toEqual(['main generate-pod: pod p']);
  expect([skipped(plan), plan.gaps]).toEqual([['main elsewhere NetworkPod 1 unsure'], []]);
});

test('groups of targets are read to the end, up to 5,000 members, and what is left of one is named', async () => {
  const members = Array.from({ length: 5300 }, (_, index) => pod(`p${index}`));
  const others = Array.from({ length: 120 }, (_, index) => ({ id: `g${index}`, members: [pod(`other${index}`)] }));
  const data = { main: [group('generate-pod', [pod('p4999'), pod('p5299'), pod('other119')])] };
  const targets = [{ id: 'pods', members }, ...others];
  const definitions = Object.fromEntries(targets.map(({ id }) => [id, id]));
  const { transport, all } = await connect(data, { definitions, targets });
  const plan = await planUntrack(transport, wish(all, { generics: [], generators: layers }));
  expect(steps(plan)).toEqual(['main generate-pod: pod p4999, pod other119']);
  expect(plan.cut.map(cutText)).toEqual(['Only 5000 of the 5300 members of pods on branch main were looked at.']);
});

test('a generic or a kind of the files that the schema of the server lacks is not looked for', async () => {
  const { transport, all } = await connect(layerGroups());
  const signalling = [{ name: 'generate-pod', signals: ['NetworkGone', 'NetworkPod'], creates: [], isOpen: false }];
  const plan = await planUntrack(transport, wish(all, { generics: ['GenericGone'], generators: signalling }));
  expect(plan.kinds).toEqual(['NetworkPod']);
  expect((await planUntrack(transport, wish(all, { generics: ['GenericGone'], generators: [] }))).kinds).toEqual([]);
});

test('what a generator signals though nobody watches it leaves its own groups only', async () => {
  const signalling = layers.map((each) =>
    each.name === 'generate-pod' ? { ...each, otherSignals: ['NetworkPod'] } : each,
  );
  const data = layerGroups();
  data['main']?.push(group('other', [pod('p')]));
  const { transport, all } = await connect(data);
  const other = { name: 'other', signals: [], creates: ['NetworkDevice'], keeps: [], isOpen: false };
  const plan = await planUntrack(transport, wish(all, { generics: [], generators: [...signalling, other] }));
  expect(steps(plan)).toEqual(['main generate-pod: pod p']);
});

test('only the groups of one generator', async () => {
  const { transport, all } = await connect(mixed());
  const plan = await planUntrack(transport, wish(all, { onlyGenerators: ['generate-open'], kinds: ['LocationRack'] }));
  expect(steps(plan)).toEqual(['work generate-open: rack r3']);
});

test('reads every page of groups and of members, and one schema for branches that share it', async () => {
  const many = Array.from({ length: 120 }, (_, index) =>
    group(`g${index}`, [rack(`r${index}`)], {
      id: `g${index}`,
      name: `generate-pod-${index.toString(16).padStart(32, '0')}`,
    }),
  );
  const large = group(
    'generate-pod',
    Array.from({ length: 450 }, (_, index) => rack(`big${index}`)),
  );
  const { transport, all, documents } = await connect({ main: many, work: [large] });
  const plan = await planUntrack(transport, wish(all));
  expect(plan.steps).toHaveLength(121);
  expect(plan.steps.at(-1)?.targets).toHaveLength(450);
  expect(new Set(plan.steps.at(-1)?.targets.map(({ id }) => id)).size).toBe(450);
  expect(documents().filter((each) => each === '/api/schema?branch=work')).toEqual([]);
  expect(documents().filter((each) => each === 'CascadeGroupMembers')).toHaveLength(2);
});

test('takes them out in bounded batches, and finds nothing the second time', async () => {
  const data: FakeBranches = {
    main: [group('generate-pod', [...Array.from({ length: 250 }, (_, index) => rack(`r${index}`)), device('d')])],
  };
  const { transport, all, documents } = await connect(data);
  const plan = await planUntrack(transport, wish(all));
  const progress: number[] = [];
  const outcome = await runUntrack(transport, plan.steps, { onProgress: (done) => progress.push(done) });
  expect(progress).toEqual([100, 200, 250]);
  expect(outcome).toMatchObject({ failed: [], left: [] });
  expect(names(data['main']?.[0]?.members ?? [])).toBe('device d');
  expect(documents().filter((each) => each === 'CascadeRemoveMembers')).toHaveLength(3);
  // The same steps once more: the server passes over what is no member.
  expect(await runUntrack(transport, plan.steps)).toMatchObject({ failed: [], left: [] });
  expect(steps(await planUntrack(transport, wish(all)))).toEqual([]);
});

test('a server that dies says what was done, what may have been done, and what was not; then it can be repeated', async () => {
  let writes = 0;
  const data = { main: [group('a', [rack('r1')]), group('b', [rack('r2')]), group('c', [rack('r3')])] };
  const { transport, all } = await connect(data, {
    intercept: (document, _request, response) => {
      if (!document.includes('mutation') || ++writes !== 2) return false;
      response.socket?.destroy();
      return true;
    },
  });
  const all3 = wish(all, { kinds: ['LocationRack'] });
  const outcome = await runUntrack(transport, (await planUntrack(transport, all3)).steps);
  expect(parts(outcome.done)).toEqual(['main a: rack r1']);
  expect(outcome.failed).toMatchObject([{ isOpen: true, error: { problem: { kind: 'broken' } } }]);
  expect(parts(outcome.failed)).toEqual(['main b: rack r2']);
  expect(parts(outcome.left)).toEqual(['main c: rack r3']);
  const again = await planUntrack(transport, all3);
  expect(steps(again)).toEqual(['main b: rack r2', 'main c: rack r3']);
  expect(await runUntrack(transport, again.steps)).toMatchObject({ failed: [], left: [] });
});

test('what concerns one group only does not stop the others', async () => {
  const data = { main: [group('a', [rack('r1')]), group('b', [rack('r2')])] };
  const { transport, all } = await connect(data);
  const plan = await planUntrack(transport, wish(all, { kinds: ['LocationRack'] }));
  data.main.shift();
  const outcome = await runUntrack(transport, plan.steps);
  expect(outcome.failed).toMatchObject([{ isOpen: false, error: { problem: { kind: 'graphql' } } }]);
  expect(parts(outcome.done)).toEqual(['main b: rack r2']);
});

test('a token that may not write stops at once', async () => {
  const data = { main: [group('a', [rack('r1')]), group('b', [rack('r2')])] };
  const { transport, all } = await connect(data, { token: 'another' });
  const outcome = await runUntrack(
    transport,
    (await planUntrack(transport, wish(all, { kinds: ['LocationRack'] }))).steps,
  );
  expect(outcome.failed).toMatchObject([{ isOpen: false, error: { problem: { kind: 'unauthorized' } } }]);
  expect(parts(outcome.left)).toEqual(['main b: rack r2']);
});

test('cancelling waits for the request on its way and leaves the rest', async () => {
  const control = new AbortController();
  const data = { main: [group('a', [rack('r1')]), group('b', [rack('r2')])] };
  const { transport, all } = await connect(data, {
    intercept: (document) => {
      if (document.includes('mutation')) control.abort();
      return false;
    },
  });
  const plan = await planUntrack(transport, wish(all, { kinds: ['LocationRack'] }));
  const outcome = await runUntrack(transport, plan.steps, { signal: control.signal });
  expect([parts(outcome.done), parts(outcome.left)]).toEqual([['main a: rack r1'], ['main b: rack r2']]);
});

test('a server without one kind of groups is not asked for it', async () => {
  const { nodes, ...rest } = recording('schema').response as { nodes: { kind: string }[] };
  const old = { ...rest, nodes: nodes.filter(({ kind }) => kind !== 'CoreGeneratorAwareGroup') };
  const data = { main: [group('generate-pod', [rack('r1')], { kind: 'CoreGeneratorGroup' })] };
  const { transport, all, documents } = await connect(data, {
    intercept: (path, _request, response) => {
      if (!path.startsWith('/api/schema?')) return false;
      sendJson(response, old);
      return true;
    },
  });
  expect(steps(await planUntrack(transport, wish(all)))).toEqual(['main generate-pod: rack r1']);
  expect(documents().filter((each) => each === 'CascadeTrackingGroups')).toHaveLength(1);
});

test('a branch that has gone does not hide the others', async () => {
  const { transport, all } = await connect(mixed());
  const gone = { name: 'gone', isDefault: false, description: '' };
  const plan = await planUntrack(transport, wish([gone, ...all]));
  expect(plan.failures).toMatchObject([{ branch: gone, error: { problem: { kind: 'unknown-branch' } } }]);
  expect(steps(plan)).toHaveLength(2);
});

test('what a generator may save itself, of whatever kind, is left alone until its kind is named', async () => {
  const { transport, all } = await connect({ main: [group('generate-pod', [rack('r1')])] });
  const known = { name: 'generate-pod', signals: [], creates: [], isOpen: false };
  const planned = async (parts: object) =>
    steps(await planUntrack(transport, wish(all, { generators: [{ ...known, ...parts }] })));
  expect(await planned({})).toEqual([]);
  expect(await planned({ keeps: ['NetworkDevice'] })).toEqual(['main generate-pod: rack r1']);
  expect(await planned({ signals: ['LocationRack'] })).toEqual(['main generate-pod: rack r1']);
});

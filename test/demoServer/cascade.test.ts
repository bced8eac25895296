import { expect, onTestFinished, test, vi } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { readDefinitions } from '../../server/src/infrahub/readDefinitions';
import { readFailedTargets } from '../../server/src/infrahub/readFailedTargets';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';
import {
  labelOf,
  nodesOf,
  valueOf,
  type Branch,
  type StoredNode,
  type TaskRecord,
} from '../support/infrahub/world/world';
import { fabricByHand } from './fabricByHand';

async function start(options: { tracked?: boolean; recorded?: boolean } = {}): Promise<DemoServer> {
  const recording = options.recorded === false ? undefined : fabricByHand(options);
  const demo = await startDemoServer({
    repository: 'examples/fabric',
    branches: ['demo'],
    pace: 0.001,
    token: 't',
    recording,
  });
  onTestFinished(() => demo.close());
  return demo;
}

function on(demo: DemoServer): { world: DemoServer['world']; branch: Branch } {
  const branch = demo.world.branches.get('demo');
  if (!branch) throw new Error('no branch');
  return { world: demo.world, branch };
}

function find(demo: DemoServer, kind: string, name: string): StoredNode | undefined {
  return nodesOf(on(demo), kind).find((node) => labelOf(on(demo), node) === name);
}

async function mutate(demo: DemoServer, query: string): Promise<unknown> {
  const response = await fetch(`${demo.address}/graphql/demo`, {
    method: 'POST',
    headers: { 'x-infrahub-key': 't' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const runOf = (demo: DemoServer, generator: string, wait = false) =>
  mutate(
    demo,
    `mutation { CoreGeneratorDefinitionRun(data: { id: "${find(demo, 'CoreGeneratorDefinition', generator)?.id}" }, wait_until_completion: ${wait}) { ok task { id } } }`,
  );

/** `generator target STATE` of every run, sorted. */
function runs(demo: DemoServer): string[] {
  const isRun = ({ workflow }: TaskRecord): boolean => workflow === 'generator-run';
  return demo.world.tasks
    .filter(isRun)
    .map(({ parameters, state }) => {
      const model = parameters['model'] as { generator_definition: { definition_name: string }; target_name: string };
      return `${model.generator_definition.definition_name} ${model.target_name} ${state}`;
    })
    .toSorted();
}

const isIdle = (demo: DemoServer): boolean => demo.world.tasks.every(({ conclusion }) => conclusion !== 'unknown');

async function untilRuns(demo: DemoServer, count: number): Promise<void> {
  await vi.waitUntil(() => runs(demo).length >= count && isIdle(demo), { timeout: 10_000, interval: 5 });
}

const whole = [
  'generate-fabric fabric-1 COMPLETED',
  'generate-pod pod-1 COMPLETED',
  'generate-pod pod-2 COMPLETED',
  'generate-rack rack-1-1 COMPLETED',
  'generate-rack rack-1-2 COMPLETED',
  'generate-rack rack-2-1 COMPLETED',
];

test('a run of the first layer leads to the last rack', async () => {
  const demo = await start();
  expect(await runOf(demo, 'generate-fabric')).toMatchObject({ data: { CoreGeneratorDefinitionRun: { ok: true } } });
  await untilRuns(demo, 6);
  expect(runs(demo)).toEqual(whole);
  expect(nodesOf(on(demo), 'NetworkDevice')).toHaveLength(13);
  const statuses = nodesOf(on(demo), 'CoreGeneratorInstance').map((node) => valueOf(node, 'status'));
  expect(statuses).toEqual(Array.from({ length: 6 }, () => 'Ready'));
  const groups = nodesOf(on(demo), 'CoreGeneratorAwareGroup').map(
    (node) => `${String(valueOf(node, 'description'))} ${node.peers.get('members')?.length}`,
  );
  expect(groups.toSorted()[0]).toBe('fabric_name: fabric-1 2');
});

test('a second run changes nothing and starts nothing', async () => {
  const demo = await start();
  await runOf(demo, 'generate-fabric');
  await untilRuns(demo, 6);
  const before = demo.world.events.length;
  await runOf(demo, 'generate-fabric', true);
  await untilRuns(demo, 7);
  expect(runs(demo)).toHaveLength(7);
  expect(nodesOf(on(demo), 'NetworkDevice')).toHaveLength(13);
  // Not even in the groups of what it saved and what it read.
  const kinds = demo.world.events.slice(before).map(({ primary_node }) => primary_node.kind);
  expect(kinds.filter((kind) => kind !== 'CoreGeneratorInstance')).toEqual([]);
});

test('the form of the guide deletes the targets that it signalled', async () => {
  const demo = await start({ tracked: true });
  await runOf(demo, 'generate-fabric');
  await untilRuns(demo, 6);
  await runOf(demo, 'generate-pod', true);
  expect(nodesOf(on(demo), 'LocationRack')).toEqual([]);
  const deleted = demo.world.events.filter(({ event }) => event === 'infrahub.node.deleted');
  expect(deleted.filter(({ primary_node }) => primary_node.kind === 'LocationRack')).toHaveLength(3);
});

test('a layer whose layer above has not run fails, as it did on the server', async () => {
  const demo = await start();
  const answer = await runOf(demo, 'generate-pod', true);
  expect(answer).toMatchObject({
    data: { CoreGeneratorDefinitionRun: null },
    errors: [{ message: 'generator run failures' }],
  });
  expect(runs(demo)).toEqual(['generate-pod pod-1 FAILED', 'generate-pod pod-2 FAILED']);
  const lines = demo.world.tasks.flatMap(({ logLines }) => logLines.map(({ message }) => message));
  expect(lines.join('\n')).toContain("the fabric doesn't seem to be fully generated yet!");
  expect(nodesOf(on(demo), 'CoreGeneratorInstance').map((node) => valueOf(node, 'status'))).toEqual(['Error', 'Error']);
  expect(await failedOf(demo, 'generate-pod')).toEqual(['pod-1', 'pod-2']);
  expect(await failedOf(demo, 'generate-fabric')).toEqual([]);
});

/** The targets of a generator whose last run failed, as the server tells them. */
async function failedOf(demo: DemoServer, generator: string): Promise<string[]> {
  const read = readAddress(demo.address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 't', fetch: createFetch({}), pauses: [] });
  const call = { branch: 'demo' };
  const definition = (await readDefinitions(transport, call)).find(({ name }) => name === generator);
  if (!definition?.targets) throw new Error(`no ${generator}`);
  const question = {
    definition: definition.id,
    group: definition.targets.id,
    selections: [],
    known: new Set<string>(),
  };
  const { targets } = await readFailedTargets(transport, question, call);
  return targets.map(({ name }) => name);
}

test('without a recording a run says what is missing', async () => {
  const demo = await start({ recorded: false });
  await runOf(demo, 'generate-fabric', true);
  const lines = demo.world.tasks.flatMap(({ logLines }) => logLines.map(({ message }) => message));
  expect(lines.join('\n')).toContain('npm run record');
});

test('a value that a person changes starts the rule that watches it', async () => {
  const demo = await start();
  await runOf(demo, 'generate-fabric');
  await untilRuns(demo, 6);
  await mutate(
    demo,
    `mutation { LocationRackUpdate(data: { id: "${find(demo, 'LocationRack', 'rack-2-1')?.id}", amount_of_leafs: { value: 2 } }) { ok } }`,
  );
  await untilRuns(demo, 7);
  expect(runs(demo).filter((run) => run === 'generate-rack rack-2-1 COMPLETED')).toHaveLength(2);
  const run = demo.world.tasks.findLast(({ workflow }) => workflow === 'generator-run');
  const lines = run?.logLines.map(({ message }) => message);
  expect(lines?.join('\n')).toContain('recorded with other data');
});

test('a rule that is switched off starts nothing once the rules are configured', async () => {
  const demo = await start();
  const rule = find(demo, 'CoreNodeTriggerRule', 'trigger-rack-generator-checksum');
  await mutate(
    demo,
    `mutation { CoreNodeTriggerRuleUpdate(data: { id: "${rule?.id}", active: { value: false } }) { ok } }`,
  );
  await vi.waitUntil(() =>
    demo.world.tasks.some(({ workflow, state }) => workflow === 'configure-action-rules' && state === 'COMPLETED'),
  );
  await runOf(demo, 'generate-fabric');
  await untilRuns(demo, 3);
  expect(runs(demo)).toEqual(whole.slice(0, 3));
});

test('an action on an object that is no target fails', async () => {
  const demo = await start();
  const [pods, pod] = [find(demo, 'CoreStandardGroup', 'pods'), find(demo, 'NetworkPod', 'pod-1')];
  await mutate(
    demo,
    `mutation { RelationshipRemove(data: { id: "${pods?.id}", name: "members", nodes: [{ id: "${pod?.id}" }] }) { ok } }`,
  );
  await mutate(demo, `mutation { NetworkPodUpdate(data: { id: "${pod?.id}", checksum: { value: "x" } }) { ok } }`);
  await vi.waitUntil(() => demo.world.tasks.some(({ state }) => state === 'FAILED'));
  expect(demo.world.tasks.map(({ workflow, state }) => `${workflow} ${state}`)).toEqual([
    'action-run-generator FAILED',
  ]);
});

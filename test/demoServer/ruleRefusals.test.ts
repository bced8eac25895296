import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { recording } from '../infrahubApi/recordings';
import { readAddress } from '../../server/src/infrahub/address';
import { readTriggers } from '../../server/src/infrahub/readTriggers';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';
import { defaultBranch, labelOf, nodesOf, valueOf } from '../support/infrahub/world/world';
import { fabricByHand } from './fabricByHand';

let demo: DemoServer;

beforeAll(async () => {
  const options = { repository: 'examples/fabric', branches: ['demo'], pace: 0.001, token: 't' };
  demo = await startDemoServer({ ...options, recording: fabricByHand() });
});
afterAll(() => demo.close());

interface Answer {
  readonly data: Readonly<Record<string, { ok: boolean; object?: { id: string } } | null>> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: unknown; readonly extensions: unknown }[];
}

async function ask(query: string, variables: unknown = {}, branch = 'main'): Promise<Answer> {
  const response = await fetch(`${demo.address}/graphql/${branch}`, {
    method: 'POST',
    headers: { 'x-infrahub-key': 't' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** Writes as `infrahubctl object load` does: an upsert for every object, the rule before its matches. */
async function upsert(kind: string, data: object): Promise<Answer> {
  const query = `mutation ($data: ${kind}UpsertInput!) { ${kind}Upsert(data: $data) { ok object { id } } }`;
  return ask(query, { data });
}

const held = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]));

async function upsertRule(name: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  const values = {
    name,
    branch_scope: 'other_branches',
    node_kind: 'NetworkPod',
    mutation_action: 'updated',
    ...fields,
  };
  return upsert('CoreNodeTriggerRule', { ...held(values), action: { hfid: ['run-pod-generator'] } });
}

function idIn({ data }: Answer): string {
  const id = Object.values(data ?? {})[0]?.object?.id;
  if (id === undefined) throw new Error('nothing was written');
  return id;
}

const messagesOf = ({ errors = [] }: Answer): string[] => errors.map(({ message }) => message);

async function ruleNamed(name: string) {
  const read = readAddress(demo.address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 't', fetch: createFetch({}), pauses: [] });
  return (await readTriggers(transport, {})).rules.find((rule) => rule.name === name);
}

interface Recorded extends Answer {
  readonly query: string;
}

describe('what a real server refused is refused in the same words', () => {
  it.each([
    'rule_create_generic_kind',
    'rule_create_unknown_kind',
    'rule_create_no_action',
    'rule_create_duplicate_name',
  ])('%s', async (name) => {
    const recorded = recording(name) as unknown as Recorded & { readonly variables: Record<string, string> };
    const action = await upsert('CoreGeneratorAction', { name: { value: 'run-pod-generator' } });
    const n = name === 'rule_create_duplicate_name' ? 'trigger-pod-generator-checksum' : recorded.variables['n'];
    const variables = { ...recorded.variables, a: idIn(action), n };
    expect(await ask(recorded.query, variables)).toEqual(recording(name).response);
  });

  it('match_create_unknown_relationship', async () => {
    const name = 'match_create_unknown_relationship';
    const { query } = recording(name) as unknown as Recorded;
    const rule = idIn(await upsertRule('relationship-rule'));
    expect(await ask(query, { r: rule })).toEqual(recording(name).response);
    const fine = (recording('match_create_relationship') as unknown as Recorded).query.replace('devices', 'racks');
    expect(await ask(fine, { r: rule })).toMatchObject({
      data: { CoreNodeTriggerRelationshipMatchCreate: { ok: true } },
    });
  });

  it.each([
    [{ mutation_action: 'deleted' }, "deleted must be one of ['created', 'updated'] at mutation_action"],
    [
      { branch_scope: 'some_branches' },
      "some_branches must be one of 'all_branches, default_branch, other_branches' at branch_scope",
    ],
  ])('%j', async (fields, message) => {
    expect(messagesOf(await upsertRule('never-made', fields))).toEqual([message]);
    expect(await ruleNamed('never-made')).toBeUndefined();
  });
});

it('in a file that is imported ends the import there, with what came before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'refused-'));
  cpSync('examples/fabric', folder, { recursive: true });
  const file = join(folder, 'objects', '90_triggers.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('attribute_name: amount_of_spines', 'attribute_name: nope'));
  const broken = await startDemoServer({ repository: folder, pace: 0, token: 't' });
  onTestFinished(async () => {
    await broken.close();
    rmSync(folder, { recursive: true });
  });
  const at = { world: broken.world, branch: defaultBranch(broken.world) };
  const rules = nodesOf(at, 'CoreNodeTriggerRule').map(
    (node) => `${labelOf(at, node)}: ${node.peers.get('matches')?.length ?? 0}`,
  );
  expect(rules).toEqual([
    'trigger-pod-generator-checksum: 1',
    'trigger-rack-generator-checksum: 1',
    'trigger-pod-generator-amount-of-spines: 0',
  ]);
  const [repository] = nodesOf(at, 'CoreRepository');
  expect(valueOf(repository, 'sync_status')).toBe('error-import');
});

describe('a match that is refused', () => {
  it('leaves its rule active without it: it runs on every update of the kind', async () => {
    const rule = idIn(await upsertRule('half-loaded'));
    const match = held({ attribute_name: 'nope', value_match: 'any' });
    expect(messagesOf(await upsert('CoreNodeTriggerAttributeMatch', { ...match, trigger: { id: rule } }))).toEqual([
      "The attribute nope doesn't exist on related node trigger using NetworkPod at attribute_name",
    ]);
    const bad = held({ attribute_name: 'role', value_match: 'sometimes' });
    expect(messagesOf(await upsert('CoreNodeTriggerAttributeMatch', { ...bad, trigger: { id: rule } }))).toEqual([
      "sometimes must be one of 'any, value, value_full, value_previous' at value_match",
    ]);
    expect(await ruleNamed('half-loaded')).toMatchObject({ fields: { active: 'true' }, matches: [] });
    const isConfigured = (): boolean => demo.world.tasks.every(({ conclusion }) => conclusion !== 'unknown');
    await vi.waitUntil(isConfigured);
    const pods = '{ NetworkPod(name__value: "pod-1") { edges { node { id } } } }';
    const { data } = (await ask(pods, {}, 'demo')) as unknown as {
      data: { NetworkPod: { edges: [{ node: { id: string } }] } };
    };
    const { id } = data.NetworkPod.edges[0].node;
    await ask(`mutation { NetworkPodUpdate(data: { id: "${id}", name: { value: "pod-x" } }) { ok } }`, {}, 'demo');
    await vi.waitUntil(() => demo.world.tasks.some(({ workflow }) => workflow === 'action-run-generator'));
  });

  it('was one of two for one attribute: the last is kept', async () => {
    const rule = idIn(await upsertRule('two-matches'));
    const write = (value: string) =>
      upsert('CoreNodeTriggerAttributeMatch', { ...held({ attribute_name: 'role', value }), trigger: { id: rule } });
    expect(idIn(await write('storage'))).toBe(idIn(await write('compute')));
    expect(await ruleNamed('two-matches')).toMatchObject({
      matches: [{ member: 'role', fields: { value: 'compute' } }],
    });
  });
});

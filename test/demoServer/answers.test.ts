import { buildASTSchema, validateSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverSchema } from '../support/infrahub/graph/schema';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';
import { recording } from '../infrahubApi/recordings';

let demo: DemoServer;

beforeAll(async () => {
  demo = await startDemoServer({ repository: 'examples/fabric', branches: ['demo'], pace: 0.001, token: 'secret' });
});
afterAll(() => demo.close());

interface AskOptions {
  readonly variables?: Record<string, unknown>;
  readonly branch?: string;
  readonly token?: string | null;
}

async function ask(query: string, { variables = {}, branch = 'demo', token = 'secret' }: AskOptions = {}) {
  const response = await fetch(`${demo.address}/graphql/${branch}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { 'x-infrahub-key': token }) },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { http_status: response.status, response: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
}

test('the derived SDL is right', () => {
  const { document } = serverSchema(demo.world.kinds);
  expect(validateSchema(buildASTSchema(document))).toEqual([]);
});

describe('what a repository holds', () => {
  test('objects, with relationships, order and filters', async () => {
    const { response } = await ask(`{
      GeneratorTarget(order: { by: [{ field: "name__value", direction: DESC }] }) {
        count
        edges { node { __typename display_label ... on LocationRack { pod { node { parent { node { display_label } } } } } } }
      }
      of: LocationRack(pod__name__value: "pod-1", limit: 1, offset: 1) { count edges { node { display_label } } }
    }`);
    expect(response).toMatchObject({
      data: {
        GeneratorTarget: {
          count: 5,
          edges: [
            {
              node: {
                __typename: 'LocationRack',
                display_label: 'rack-2-1',
                pod: { node: { parent: { node: { display_label: 'fabric-1' } } } },
              },
            },
            { node: { display_label: 'rack-1-2' } },
            { node: { display_label: 'rack-1-1' } },
            { node: { __typename: 'NetworkPod', display_label: 'pod-2' } },
            { node: { display_label: 'pod-1' } },
          ],
        },
        of: { count: 2, edges: [{ node: { display_label: 'rack-1-2' } }] },
      },
    });
  });

  test('rules with matches and actions, definitions with targets', async () => {
    const { response } = await ask(`{
      CoreNodeTriggerRule { count edges { node {
        name { value } matches { edges { node { ... on CoreNodeTriggerAttributeMatch { attribute_name { value } } } } }
        action { node { ... on CoreGeneratorAction { generator { node { targets { node { members { count } } } } } } } }
      } } }
    }`);
    expect(response).toMatchObject({
      data: {
        CoreNodeTriggerRule: {
          count: 7,
          edges: expect.arrayContaining([
            {
              node: {
                name: { value: 'trigger-pod-generator-checksum' },
                matches: { edges: [{ node: { attribute_name: { value: 'checksum' } } }] },
                action: { node: { generator: { node: { targets: { node: { members: { count: 2 } } } } } } },
              },
            },
          ]) as unknown,
        },
      },
    });
  });
});

describe('errors have the form of the recorded ones', () => {
  test('an unknown branch', async () => {
    expect(await ask('{ Branch { name } }', { branch: 'no-such-branch' })).toEqual(shape('error_unknown_branch'));
  });

  test('a wrong token', async () => {
    expect(await ask('{ Branch { name } }', { token: 'wrong' })).toEqual(shape('error_wrong_token'));
  });

  test('a missing variable', async () => {
    const asked = await ask('query ($name: String!) { NetworkPod(name__value: $name) { count } }');
    expect(asked).toEqual(shape('error_missing_variable'));
  });

  test('an unknown field', async () => {
    const { http_status, response } = await ask('{NetworkPod{edges{node{nope{value}}}}}');
    expect(http_status).toBe(200);
    const error = {
      locations: [{ line: 1, column: 24 }],
      extensions: { code: 'UNDEFINED_ERROR', http_status: 500, data: {} },
    };
    expect(response).toMatchObject({ data: null, errors: [error] });
  });

  test('an unknown object', async () => {
    const id = '00000000-0000-0000-0000-000000000000';
    const asked = await ask(`mutation{NetworkPodUpdate(data:{id:"${id}",role:{value:"x"}}){ok}}`);
    expect(asked).toEqual(shape('error_node_not_found'));
  });

  test.each([
    ['{ InfrahubEvent(limit: 51) { count } }', "The parameter 'limit' can't be above 50"],
    ['{ InfrahubTask(limit: 201) { count } }', 'must be less than or equal to 200'],
    ['{ InfrahubTask(ids: ["abc"]) { count } }', "'abc' is not a valid task id"],
    ['{ NetworkPod(limit: -1) { count } }', 'limit must be a non-negative integer'],
    ['mutation { BranchCreate(data: { name: "e1" }) { ok } }', 'String should have at least 3 characters'],
    ['mutation { BranchCreate(data: { name: "demo" }) { ok } }', 'The branch demo already exists'],
    ['mutation { BranchDelete(data: { name: "nope-nope" }) { ok } }', 'Branch: nope-nope not found.'],
  ])('%s', async (query, message) => {
    const { http_status, response } = await ask(query);
    expect(http_status).toBe(200);
    expect(JSON.stringify(response)).toContain(message);
  });

  test('writing without a token', async () => {
    const asked = await ask('mutation { BranchCreate(data: { name: "abc" }) { ok } }', { token: null });
    expect(asked).toMatchObject({
      http_status: 401,
      response: { errors: [{ extensions: { code: 'AUTHENTICATION_REQUIRED' } }] },
    });
  });
});

test('branches keep their own data, rules are the same on all', async () => {
  await ask('mutation { BranchCreate(data: { name: "apart" }, wait_until_completion: true) { ok object { name } } }');
  const pods = '{ NetworkPod(name__value: "pod-1") { edges { node { id role { value } } } } }';
  const { response } = await ask(pods, { branch: 'apart' });
  const { id } = (response as { data: { NetworkPod: { edges: [{ node: { id: string } }] } } }).data.NetworkPod.edges[0]
    .node;
  await ask(`mutation { NetworkPodUpdate(data: { id: "${id}", role: { value: "external" } }) { ok } }`, {
    branch: 'apart',
  });
  expect(JSON.stringify(await ask(pods, { branch: 'apart' }))).toContain('external');
  expect(JSON.stringify(await ask(pods, { branch: 'main' }))).toContain('compute');
  const rules = '{ CoreTriggerRule { edges { node { id name { value } active { value } } } } }';
  const before = await ask(rules, { branch: 'main' });
  expect(before).toEqual(await ask(rules, { branch: 'apart' }));
});

function shape(name: string): unknown {
  const { http_status, response } = recording(name);
  return { http_status, response: typeof response === 'string' ? response : JSON.parse(JSON.stringify(response)) };
}

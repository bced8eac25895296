// What is recorded of examples/fabric: a whole cascade, runs that lack the layer above, and changes that people make.
import { waitFor } from '../infrahub/waiting.mjs';
import { recordedRuns } from './runs.mjs';
import { nodesOf, tasksOf, waitUntilIdle } from './server.mjs';

const layers = ['generate-fabric', 'generate-pod', 'generate-rack'];

/**
 * Goes through the steps on a branch; resolves to the runs of all of them, each case once.
 * @param {{ branch: string, idle?: { times: number, every: number }, say: (text: string) => void }} options
 */
export async function recordScenario(server, { branch, idle, say }) {
  const runs = [];
  for (const { what, expected, act } of steps(server, branch)) {
    say(what);
    const since = await serverTime(server);
    await act();
    await waitForRuns(server, { branch, since, expected, every: idle?.every });
    await waitUntilIdle(server, idle);
    runs.push(...(await recordedRuns(server, { branch, since, layers })));
  }
  const cases = new Map();
  for (const run of runs) {
    const { generator, target, state, data, needs } = run;
    const key = JSON.stringify([generator, target, state, data, needs]);
    if (!cases.has(key)) cases.set(key, run);
  }
  return [...cases.values()];
}

function steps(server, branch) {
  const start = (generator) => async () => {
    const found = `query ($name: String!) { CoreGeneratorDefinition(name__value: $name) { edges { node { id } } } }`;
    const [{ id }] = nodesOf((await server.graphql(found, { name: generator }, branch)).CoreGeneratorDefinition);
    const document = `mutation ($id: String!) {
      CoreGeneratorDefinitionRun(data: { id: $id }, wait_until_completion: false) { ok }
    }`;
    await server.graphql(document, { id }, branch);
  };
  const idOf = async (kind, name) => {
    const document = `query ($name: String!) { ${kind}(name__value: $name) { edges { node { id } } } }`;
    return nodesOf((await server.graphql(document, { name }, branch))[kind])[0].id;
  };
  const set = (kind, name, values) => async () => {
    const data = { id: await idOf(kind, name), ...values };
    await server.graphql(
      `mutation ($data: ${kind}UpdateInput!) { ${kind}Update(data: $data) { ok } }`,
      { data },
      branch,
    );
  };
  const template = async (name) => ({ id: await idOf('NetworkSwitchTemplate', name) });
  return [
    { what: 'pods before their fabric', expected: 2, act: start('generate-pod') },
    { what: 'racks before their pods', expected: 3, act: start('generate-rack') },
    { what: 'the whole cascade', expected: 6, act: start('generate-fabric') },
    {
      what: 'another leaf of rack-2-1',
      expected: 1,
      act: set('LocationRack', 'rack-2-1', { amount_of_leafs: { value: 2 } }),
    },
    {
      what: 'pod-1 without a template',
      expected: 2,
      act: async () => {
        await set('NetworkPod', 'pod-1', { spine_switch_template: null })();
        await start('generate-pod')();
      },
    },
    {
      what: 'pod-1 with its template again',
      expected: 1,
      act: async () => set('NetworkPod', 'pod-1', { spine_switch_template: await template('spine-32') })(),
    },
    {
      what: 'pod-2 built by somebody else',
      expected: 1,
      act: set('NetworkPod', 'pod-2', { role: { value: 'external' } }),
    },
    { what: 'pod-2 built here again', expected: 1, act: set('NetworkPod', 'pod-2', { role: { value: 'storage' } }) },
    { what: 'the whole cascade again', expected: 1, act: start('generate-fabric') },
  ];
}

/** Just before now, by the clock of the machine that the server runs on too. */
async function serverTime(server) {
  await server.get('/api/info');
  return new Date().toISOString().replace('Z', '000+00:00');
}

async function waitForRuns(server, { branch, since, expected, every = 1000 }) {
  const done = async () => {
    const tasks = await tasksOf(server, ['generator-run']);
    const own = tasks.filter((task) => task.created_at >= since && task.parameters?.model?.branch_name === branch);
    return own.filter(({ state }) => ['COMPLETED', 'FAILED'].includes(state)).length >= expected;
  };
  await waitFor(done, { seconds: 400, what: `${expected} runs`, every });
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { follow, names } from './support/cascade';
import { openCase, type Case } from './support/case';
import { fabricFiles, signals, wholeCascade, wholeFabric, withRules } from './support/fabric';
import { runGenerator, runsSince } from './support/generators';
import { nodesOf } from './support/graphql';
import { idsOf, objectsOf, update } from './support/objects';
import { logOf, untilLogged } from './support/tasks';

let fabric: Case;
const targets = ['NetworkPod', 'LocationRack'];

async function runFabric(): Promise<void> {
  const nodes = await idsOf(fabric.kind('NetworkFabric'), fabric.branch);
  await runGenerator(fabric.name('generate-fabric'), { branch: fabric.branch, nodes });
}

async function deviceNames(): Promise<string[]> {
  return [...(await objectsOf(fabric.kind('NetworkDevice'), { branch: fabric.branch })).keys()];
}

/** `generate-pod: pod-1 Error` */
async function instances(): Promise<string[]> {
  interface Instance {
    readonly name: { readonly value: string };
    readonly status: { readonly value: string };
  }
  const selection = 'name { value } status { value }';
  const nodes = await nodesOf<Instance>('CoreGeneratorInstance', selection, { branch: fabric.branch });
  return nodes.map(({ name, status }) => `${name.value} ${status.value}`);
}

beforeAll(async () => {
  fabric = await openCase('failed', withRules(fabricFiles(), signals));
  await follow(fabric, { start: runFabric, runs: wholeCascade, targets });
});

afterAll(() => fabric?.close());

test('a failed validation keeps earlier objects, and the generator succeeds when it is signalled again', async () => {
  const { branch } = fabric;
  const [id = ''] = await idsOf(fabric.kind('NetworkFabric'), branch);
  await update(fabric.kind('NetworkFabric'), id, { branch, values: { amount_of_super_spines: 3 } });
  const pod = (await objectsOf(fabric.kind('NetworkPod'), { branch })).get('pod-1')?.id ?? '';
  const since = Date.now();
  const instance = `${fabric.name('generate-pod')}: pod-1`;
  await expect(runGenerator(fabric.name('generate-pod'), { branch, nodes: [pod] })).rejects.toThrow('run failures');
  const [failed] = await runsSince(since, branch);
  expect(failed?.state).toBe('FAILED');
  const log = () => logOf(failed?.task ?? '');
  await expect.poll(log, untilLogged).toMatch("the fabric doesn't seem to be fully generated yet");
  expect(await instances()).toContain(`${instance} Error`);
  expect(await deviceNames()).toEqual(wholeFabric.toSorted());

  const expected = ['generate-fabric fabric-1', 'generate-pod pod-1', 'generate-pod pod-2'];
  const runs = await follow(fabric, { start: runFabric, runs: expected, targets });
  expect(new Set(names(fabric, runs))).toEqual(new Set(expected));
  expect(await instances()).toContain(`${instance} Ready`);
  expect(await deviceNames()).toEqual([...wholeFabric, 'fabric-1-super-spine-3'].toSorted());
});

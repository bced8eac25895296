import { expect, vi } from 'vitest';
import { follow, names } from './cascade';
import type { Case } from './case';
import { wholeCascade, wholeFabric } from './fabric';
import { runGenerator } from './generators';
import { idsOf, objectsOf, update, type Shown } from './objects';

const targets = ['NetworkPod', 'LocationRack'];

/** Another firmware of the fabric is handed down to every device, and no device is replaced. */
export const expectValueArrives = vi.defineHelper(async (test: Case): Promise<void> => {
  const before = await devices(test);
  expect([...before.values()].map(({ values }) => values['firmware'])).toEqual(wholeFabric.map(() => '1.0'));
  const { branch } = test;
  const [fabric = ''] = await idsOf(test.kind('NetworkFabric'), branch);
  await update(test.kind('NetworkFabric'), fabric, { branch, values: { firmware: '2.0' } });
  const start = (): Promise<void> => runGenerator(test.name('generate-fabric'), { branch, nodes: [fabric] });
  const runs = await follow(test, { start, runs: wholeCascade, targets });
  expect(new Set(names(test, runs))).toEqual(new Set(wholeCascade));
  const after = await devices(test);
  expect([...after.values()].map(({ values }) => values['firmware'])).toEqual(wholeFabric.map(() => '2.0'));
  expect([...after.values()].map(({ id }) => id)).toEqual([...before.values()].map(({ id }) => id));
});

/** One more spine, and one fewer, starts the racks of its pod again. */
export const expectObjectsArrive = vi.defineHelper(async (test: Case): Promise<void> => {
  const { branch } = test;
  const pod = (await objectsOf(test.kind('NetworkPod'), { branch })).get('pod-1')?.id ?? '';
  const expected = ['generate-pod pod-1', 'generate-rack rack-1-1', 'generate-rack rack-1-2'];
  for (const [amount_of_spines, more] of [
    [3, ['pod-1-spine-3']],
    [2, []],
  ] as const) {
    const start = (): Promise<void> => update(test.kind('NetworkPod'), pod, { branch, values: { amount_of_spines } });
    const runs = await follow(test, { start, runs: expected, targets: ['LocationRack'] });
    expect(new Set(names(test, runs))).toEqual(new Set(expected));
    expect([...(await devices(test)).keys()]).toEqual([...wholeFabric, ...more].toSorted());
  }
});

function devices(test: Case): Promise<Map<string, Shown>> {
  return objectsOf(test.kind('NetworkDevice'), { branch: test.branch, attributes: ['firmware'] });
}

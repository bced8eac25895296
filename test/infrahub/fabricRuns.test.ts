import { afterAll, beforeAll, expect, test } from 'vitest';
import { names } from './support/cascade';
import { openCase, type Case } from './support/case';
import { fabricFiles, runWholeCascade, wholeCascade, wholeFabric } from './support/fabric';
import { objectsOf } from './support/objects';

let fabric: Case;

beforeAll(async () => {
  fabric = await openCase('runs', fabricFiles());
});

afterAll(() => fabric?.close());

test('examples/fabric loads and its cascade runs to the last rack', async () => {
  const { branch } = fabric;
  const runs = await runWholeCascade(fabric);
  expect(new Set(names(fabric, runs))).toEqual(new Set(wholeCascade));
  expect(runs.filter(({ state }) => state !== 'COMPLETED')).toEqual([]);
  const devices = await objectsOf(fabric.kind('NetworkDevice'), { branch });
  expect([...devices.keys()]).toEqual(wholeFabric.toSorted());
  for (const kind of ['NetworkPod', 'LocationRack']) {
    for (const target of (await objectsOf(fabric.kind(kind), { branch, attributes: ['checksum'] })).values()) {
      expect(target.values['checksum'], target.name).toMatch(/^[0-9a-f]{64}$/);
    }
  }
  // Nothing of it is on the default branch.
  expect((await objectsOf(fabric.kind('NetworkDevice'), { branch: 'main' })).size).toBe(0);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, type Case } from './support/case';
import { expectObjectsArrive, expectValueArrives } from './support/changes';
import { connectedFiles } from './support/connected';
import { fabricReruns, runWholeCascade, wholeCascade, wholeFabric } from './support/fabric';
import { names } from './support/cascade';
import { objectsOf } from './support/objects';
import { expectQuietReruns } from './support/reruns';

let connected: Case;

beforeAll(async () => {
  connected = await openCase('connected', await connectedFiles());
});

afterAll(() => connected?.close());

// Three generators that nothing connects, and Connect Generators; nobody has typed a line.
test('the cascade runs to the last rack', async () => {
  const runs = await runWholeCascade(connected);
  expect(new Set(names(connected, runs))).toEqual(new Set(wholeCascade));
  const devices = await objectsOf(connected.kind('NetworkDevice'), { branch: connected.branch });
  expect([...devices.keys()]).toEqual(wholeFabric.toSorted());
});

test('a changed value reaches the last layer', () => expectValueArrives(connected));

test('changed objects reach the last layer', () => expectObjectsArrive(connected));

test('three unchanged re-runs delete nothing and trigger nothing', () => expectQuietReruns(connected, fabricReruns));

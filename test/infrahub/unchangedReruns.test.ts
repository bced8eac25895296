import { afterAll, beforeAll, test } from 'vitest';
import { openCase, type Case } from './support/case';
import { fabricFiles, fabricReruns, runWholeCascade, signals, withRules } from './support/fabric';
import { expectQuietReruns } from './support/reruns';

let fabric: Case;

beforeAll(async () => {
  fabric = await openCase('reruns', withRules(fabricFiles(), [...signals, 'rack-generator-amount-of-leafs']));
  await runWholeCascade(fabric);
});

afterAll(() => fabric?.close());

test('three unchanged re-runs of every layer delete nothing and trigger nothing', async () => {
  await expectQuietReruns(fabric, fabricReruns);
});

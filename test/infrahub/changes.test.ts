import { afterAll, beforeAll, test } from 'vitest';
import { openCase, type Case } from './support/case';
import { expectObjectsArrive, expectValueArrives } from './support/changes';
import { fabricFiles, runWholeCascade, signals, withRules } from './support/fabric';
import { withFirmware } from './support/firmware';

let fabric: Case;

beforeAll(async () => {
  fabric = await openCase(
    'changes',
    withFirmware(withRules(fabricFiles(), [...signals, 'pod-generator-amount-of-spines'])),
  );
  await runWholeCascade(fabric);
});

afterAll(() => fabric?.close());

test('a changed value reaches the last layer, and every object stays', () => expectValueArrives(fabric));

test('more and fewer objects reach the last layer', () => expectObjectsArrive(fabric));

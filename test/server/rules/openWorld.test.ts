import { expect, test } from 'vitest';
import { judgeMissing } from '../../../server/src/rules/openWorld';

const severityOf = (name: string, known: string, complete = false) =>
  judgeMissing({ name, known: [known], complete, severity: 'error' }).severity;

test.each([
  ['generate_rack', 'generate-rack'],
  ['Pods', 'pods'],
  ['pod', 'pods'],
  ['pdos', 'pods'],
  ['run-rack-generater', 'run-rack-generator'],
  ['run-rack-generatr', 'run-rack-generator'],
  ['spine-1', 'Spine1'],
])('%s is a slip of %s', (name, known) => {
  expect(severityOf(name, known)).toBe('error');
});

test.each([
  ['run-rack-generator', 'run-pod-generator'],
  ['site-a', 'site-b'],
  ['spine-1', 'spine-2'],
  ['leafs', 'racks'],
  ['notify', 'run'],
])('%s may be another thing than %s', (name, known) => {
  expect(severityOf(name, known)).toBe('information');
  expect(severityOf(name, known, true)).toBe('error');
});

import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'unusable-signal-attribute';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const fixture = layers({ fabric: signal('NetworkPod', 'parent__ids'), triggers });
const given = 'kind: Text, optional: true}\nnodes';
const withAttribute = (text: string): string => fixture.replace(given, `${text}}\nnodes`);

test.each([
  ['kind: Number, optional: true', 'which is a Number and takes no such text'],
  ['kind: Text, optional: true, unique: true', 'the second one is refused'],
  ['kind: Text, optional: true, read_only: true', 'the SDK does not send it'],
  ['kind: Text', 'nobody can create an object without a checksum'],
])('%s', async (attribute, what) => {
  const source = marked(withAttribute(attribute), '- {name: ', 'checksum', `warning ${rule}: ${what}`);
  await checkDiagnostics(rule, source);
});

test('an optional text, and a flag', async () => {
  await checkDiagnostics(rule, fixture);
  await checkDiagnostics(rule, withAttribute('kind: TextArea, optional: true'));
  const flag = signal('NetworkPod', 'parent__ids', 'ready').replaceAll('value = data["digest"]', 'value = True');
  const ready = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'ready', 'run-pod'));
  await checkDiagnostics(rule, layers({ fabric: flag, triggers: ready }));
});

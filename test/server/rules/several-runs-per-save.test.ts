import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked, rules, watch } from '../cascade/layers';

const rule = 'several-runs-per-save';
const two = rules(
  'CoreNodeTriggerRule',
  watch('pod-checksum', 'NetworkPod', 'checksum', 'run-pod'),
  watch('pod-status', 'NetworkPod', 'status', 'run-pod'),
);
const save = 'pod.save(update_group_context=False)';

function fabric(...lines: readonly string[]): string {
  return `for pod in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

const both = fabric('pod.status.value = "requested"', 'pod.checksum.value = data["digest"]', `await ${save}`);

test('two watched attributes in one save', async () => {
  const what = `hint ${rule}: This one save changes status and checksum, and 2 rules watch them, so generate-pod runs up to 2 times`;
  await checkDiagnostics(rule, marked(layers({ fabric: both, triggers: two }), 'await ', save, what));
});

test.each([
  ['one rule', both, rules('CoreNodeTriggerRule', watch('pod-checksum', 'NetworkPod', 'checksum', 'run-pod'))],
  ['one attribute', fabric('pod.checksum.value = data["digest"]', `await ${save}`), two],
  [
    'two saves',
    fabric('pod.status.value = "requested"', `await ${save}`, 'pod.checksum.value = data["digest"]', `await ${save}`),
    two,
  ],
  ['two generators', both, two.replace('attribute_name: status', 'attribute_name: amount')],
  [
    'a value that the other rule does not wait for',
    both,
    rules(
      'CoreNodeTriggerRule',
      watch('pod-checksum', 'NetworkPod', 'checksum', 'run-pod'),
      watch('pod-status', 'NetworkPod', 'status', 'run-pod', 'value_match: value\n        value: done'),
    ),
  ],
])('%s', async (_, body, triggers) => {
  await checkDiagnostics(rule, layers({ fabric: body, triggers }));
});

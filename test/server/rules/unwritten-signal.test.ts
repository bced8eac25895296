import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'unwritten-signal';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack'));
const toPods = signal('NetworkPod', 'parent__ids');
const toRacks = signal('LocationRack', 'pod__ids');
const what = `warning ${rule}: Rule trigger-rack waits for checksum of LocationRack, but no generator`;

test('the signal is written to another kind', async () => {
  await checkDiagnostics(rule, marked(layers({ fabric: toPods, triggers }), 'attribute_name: ', 'checksum', what));
});

test('nobody writes a signal at all', async () => {
  const source = marked(layers({ triggers }), 'attribute_name: ', 'checksum', what.replace('warning', 'information'));
  await checkDiagnostics(rule, source);
});

test('written, created, or written through the generic', async () => {
  await checkDiagnostics(rule, layers({ pod: toRacks, triggers }));
  await checkDiagnostics(rule, layers({ pod: signal('GeneratorTarget', 'ids'), triggers }));
  const create = `
rack = await self.client.create(kind="LocationRack", name="r9", pod=target_id, checksum="none")
await rack.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ fabric: toPods, pod: create, triggers }));
});

test('nothing is concluded from code that is not known, nor where a script names the attribute', async () => {
  await checkDiagnostics(rule, layers({ fabric: toPods, pod: 'await helper(self.client)', triggers }));
  const files = { '/scripts/kick.py': 'rack.checksum.value = "go"\n' };
  await checkDiagnostics(rule, layers({ fabric: toPods, triggers, files }));
});

test('what people change, rules on creation and switched off rules are none of it', async () => {
  await checkDiagnostics(rule, layers({ fabric: toPods, triggers: triggers.replace('checksum', 'amount') }));
  await checkDiagnostics(rule, layers({ fabric: toPods, triggers: triggers.replace('updated', 'created') }));
  const off = triggers.replace('node_kind', 'active: false\n      node_kind');
  await checkDiagnostics(rule, layers({ fabric: toPods, triggers: off }));
});

test('the fix fetches the kind that the rule watches', async () => {
  const source = layers({ pod: toPods.replace('parent__ids', 'pod__ids'), triggers });
  const after = fileOf(source, '/generators/generate_pod.py').replace('"NetworkPod"', '"LocationRack"');
  await checkFix(rule, source, after, 'Let generate-pod fetch LocationRack instead of NetworkPod');
});

test('no fix where a rule watches what is written now', async () => {
  const watched = `${triggers}    ${watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod').replaceAll('\n', '\n    ')}\n`;
  expect(await fixTitles(rule, layers({ fabric: toPods, triggers: watched }))).toEqual([]);
});

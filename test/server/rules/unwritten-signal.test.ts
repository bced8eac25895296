import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked, rules, signal, watch } from '../cascade/layers';

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

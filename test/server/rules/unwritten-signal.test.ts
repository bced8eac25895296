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

test.each([
  ['a filter that the kind does not have', toPods],
  ['ids of other objects', toPods.replace('parent__ids=[target_id]', 'ids=[target_id]')],
  ['arguments that are not shown', toPods.replace('parent__ids=[target_id]', '**data["filters"]')],
  ['a choice that the kind does not have', toPods.replace('parent__ids=[target_id]', 'role__value="compute"')],
])('no fix that makes a query the server refuses: %s', async (_, body) => {
  expect(await fixTitles(rule, layers({ pod: body, triggers }))).toEqual([]);
});

test('filters that the kind has stay', async () => {
  const source = layers({
    pod: toPods.replace('parent__ids=[target_id]', 'name__values=data["names"], status__value="done"'),
    triggers,
  });
  const after = fileOf(source, '/generators/generate_pod.py').replace('"NetworkPod"', '"LocationRack"');
  await checkFix(rule, source, after);
});

const update = (text: string): string => `
for rack in await self.client.filters(kind="LocationRack", pod__ids=[target_id]):
    await self.client.execute_graphql(${text})
`;

test.each([
  [`f'mutation {{ LocationRackUpdate(data: {{id: "{rack.id}", checksum: {{value: "{data["x"]}"}}}}) {{ ok }} }}'`],
  [`'mutation { LocationRackUpdate(data: {id: "%s", checksum: {value: "%s"}}) { ok } }' % (rack.id, data["x"])`],
  [`"mutation { LocationRackUpdate(data: {id: \\"%s\\", checksum: {value: \\"x\\"}}) { ok } }" % rack.id`],
  [`f'mutation {{ {data["mutation"]} }}'`],
  [`"mutation($data: LocationRackUpsertInput!) { LocationRackUpsert(data: $data) { ok } }", variables=data["x"]`],
  [`f'mutation {{ LocationRackUpdate(data: {{id: "{rack.id}", {data["set"]}}}) {{ ok }} }}'`],
])('a mutation whose text is not wholly known may write it: %s', async (text) => {
  await checkDiagnostics(rule, layers({ fabric: toPods, pod: update(text), triggers }));
});

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked } from '../cascade/layers';

const rule = 'tracked-on-some-runs';
const device = `
device = await self.client.create(kind="NetworkDevice", name=target_id)
await device.save(allow_upsert=True)
`;
const own = (condition: string, save = 'pod.save(allow_upsert=True)'): string => `
pod = await self.client.get(kind="NetworkPod", id=target_id)
${condition}:
    pod.status.value = "done"
    await ${save}
`;
const missing = (condition: string, save = 'fabric.save(allow_upsert=True)'): string => `
found = await self.client.filters(kind="NetworkFabric", name__value="shared")
if ${condition}:
    fabric = await self.client.create(kind="NetworkFabric", name="shared")
    await ${save}
`;

test('the own target, only when a switch is on', async () => {
  const pod = device + own('if data["vrf"]');
  const what = `warning ${rule}: This save makes generate-pod the owner of the NetworkPod, and a run whose condition skips it deletes the NetworkPod`;
  await checkDiagnostics(rule, marked(layers({ pod }), 'await ', 'pod.save(allow_upsert=True)', what));
});

test('a fix saves without tracking', async () => {
  const path = '/generators/generate_pod.py';
  const plain = own('if data["vrf"]', 'pod.save(update_group_context=False)');
  await checkFix(rule, layers({ pod: device + own('if data["vrf"]') }), fileOf(layers({ pod: device + plain }), path));
  const stays = missing('not found', 'fabric.save(allow_upsert=True, update_group_context=False)');
  await checkFix(rule, layers({ pod: device + missing('not found') }), fileOf(layers({ pod: device + stays }), path));
});

test('a flag that says whether anything has changed', async () => {
  const pod = `${device}
changed = False
if data["vrf"] != data["old"]:
    changed = True
${own('if changed').trimStart()}`;
  const what = `warning ${rule}: This save makes generate-pod the owner of the NetworkPod`;
  await checkDiagnostics(rule, marked(layers({ pod }), 'await ', 'pod.save(allow_upsert=True)', what));
});

test.each(['not found', 'len(found) == 0'])('an object that is made only while %s', async (condition) => {
  const pod = device + missing(condition);
  const what = `warning ${rule}: generate-pod makes this NetworkFabric only while there is none. The next run finds it and does not save it`;
  await checkDiagnostics(rule, marked(layers({ pod }), 'await ', 'fabric.save(allow_upsert=True)', what));
});

test('every run, without tracking, or with nothing else that is tracked', async () => {
  await checkDiagnostics(rule, layers({ pod: device + own('if pod') }));
  await checkDiagnostics(rule, layers({ pod: device + own('if data["vrf"]', 'pod.save(update_group_context=False)') }));
  await checkDiagnostics(
    rule,
    layers({ pod: device + missing('not found', 'fabric.save(allow_upsert=True, update_group_context=False)') }),
  );
  await checkDiagnostics(rule, layers({ pod: own('if data["vrf"]') }));
  await checkDiagnostics(rule, layers({ pod: missing('not found') }));
  const otherwise = `${missing('not found')}else:\n    await found[0].save(allow_upsert=True)\n`;
  await checkDiagnostics(rule, layers({ pod: device + otherwise }));
});

test('a run that skips it tracks nothing else either', async () => {
  const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');
  const claim = own('if True').replace('if True:\n    ', '').replace('\n    await', '\nawait');
  const source = (condition: string, before = ''): string =>
    layers({ pod: `${before}if ${condition}:\n${indented(device + claim)}` });
  await checkDiagnostics(rule, source('data["enabled"]'));
  await checkDiagnostics(rule, layers({ pod: `if not data["edges"]:\n    return\n${device}${claim}` }));
  const what = `warning ${rule}: This save makes generate-pod the owner of the NetworkPod`;
  const first = device.replace('name=target_id', 'name="first"');
  const both = source('data["enabled"]', first);
  await checkDiagnostics(rule, marked(both, 'await ', 'pod.save(allow_upsert=True)', what));
});

test('ids kept by hand', async () => {
  const keep = 'self.client.group_context.related_node_ids.append(target_id)';
  await checkDiagnostics(rule, layers({ pod: `${device}${keep}${own('if data["vrf"]')}` }));
});

test('no fix for a save by which it saves what it makes on every run, too', async () => {
  const put = 'async def put(node):\n    await node.save(allow_upsert=True)\n';
  const sometimes = missing('not found', 'put(fabric)');
  const always = device.replace('device.save(allow_upsert=True)', 'put(device)');
  expect(always).not.toBe(device);
  expect(await fixTitles(rule, layers({ pod: put + device + sometimes }))).toHaveLength(1);
  expect(await fixTitles(rule, layers({ pod: put + always + sometimes }))).toEqual([]);
});

import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedBody, withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'upsert-on-fetched-node';
const fetch = 'pod = await self.client.get(kind="NetworkPod", name__value="p")\npod.status.value = "done"\n';

test('a fetched node', async () => {
  expect(recordedGenerator('gen05-upsert-of-fetched').mutations?.[0]).toContain('name: { value: "p1" }');
  expect(recordedGenerator('good-plain-update').mutations?.[0]).not.toContain('name:');
  for (const save of ['pod.save(allow_upsert=True)', 'pod.save(True)', 'pod.save(allow_upsert=True, timeout=3)']) {
    const what = `hint ${rule}: reverts what somebody changed`;
    await checkDiagnostics(rule, marked(withBody(`${fetch}await ${save}`), 'await ', save, what));
  }
});

test('the fix', async () => {
  await checkFix(rule, withBody(`${fetch}await pod.save(allow_upsert=True)`), fixedBody(`${fetch}await pod.save()`));
  await checkFix(
    rule,
    withBody(`${fetch}await pod.save(allow_upsert=True, timeout=3)`),
    fixedBody(`${fetch}await pod.save(timeout=3)`),
  );
});

test('of a signal the tracking goes too', async () => {
  const signal = fetch.replace('status', 'checksum');
  const what = `hint ${rule}: Save with update_group_context=False instead`;
  const save = 'pod.save(allow_upsert=True)';
  await checkDiagnostics(rule, marked(withBody(`${signal}await ${save}`), 'await ', save, what));
  await checkFix(
    rule,
    withBody(`${signal}await ${save}`),
    fixedBody(`${signal}await pod.save(update_group_context=False)`),
  );
});

test.each([
  `${fetch}await pod.save()`,
  `${fetch}await pod.save(allow_upsert=False)`,
  'device = await self.client.create(kind="NetworkDevice", name="d")\nawait device.save(allow_upsert=True)',
  'device = await self.client.get(kind="NetworkDevice", id="x", raise_when_missing=False)\nif device is None:\n    device = await self.client.create(kind="NetworkDevice", name="d")\nawait device.save(allow_upsert=True)',
  // Reported as tracked-signal-write and as tracked-on-some-runs.
  `${fetch.replace('pod.status', 'if pod.status.value != "done":\n    pod.status')}    await pod.save(allow_upsert=True)`,
  `${fetch}device = await self.client.create(kind="NetworkDevice", name="d")\nawait device.save(allow_upsert=True)\nif data["x"]:\n    await pod.save(allow_upsert=True)`,
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

test.each(['status', 'checksum'])('no fix for a save of what the generator makes too: %s', async (attribute) => {
  const put = 'async def put(node):\n    await node.save(allow_upsert=True)\n';
  const made = 'device = await self.client.create(kind="NetworkDevice", name="d")\nawait put(device)\n';
  const signal = `${fetch.replace('status', attribute)}await put(pod)`;
  expect(await fixTitles(rule, withBody(put + signal))).toHaveLength(1);
  expect(await fixTitles(rule, withBody(put + made + signal))).toEqual([]);
});

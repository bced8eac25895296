import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fixedBody, withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'missing-upsert';
const create = 'device = await self.client.create(kind="NetworkDevice", name="d")\n';
const what = `warning ${rule}: only works once`;

test('what the SDK sends', () => {
  const sent = (name: string): string | undefined => recordedGenerator(name).mutations?.[0];
  expect(sent('gen05-create-without-upsert')).toContain('NetworkDeviceCreate(');
  expect(sent('good')).toContain('NetworkDeviceUpsert(');
  expect(recordedGenerator('good-second-save').mutations?.[1]).toContain('NetworkDeviceUpdate(');
});

test.each(['device.save()', 'device.save(allow_upsert=False)', 'device.save(update_group_context=True)'])(
  'a created node saved by %s',
  async (save) => {
    await checkDiagnostics(rule, marked(withBody(`${create}await ${save}`), 'await ', save, what));
  },
);

test('in a loop, by a helper and in a batch', async () => {
  const loop =
    'for n in data["names"]:\n    device = await self.client.create(kind="NetworkDevice", name=n)\n    await device.save()';
  await checkDiagnostics(rule, marked(withBody(loop), 'await ', 'device.save()', what));
  const batch = `batch = await self.client.create_batch()\n${create}batch.add(task=device.save, node=device)`;
  await checkDiagnostics(rule, marked(withBody(batch), '', 'batch.add(task=device.save, node=device)', what));
});

test('the fix', async () => {
  const fixed = fixedBody(`${create}await device.save(allow_upsert=True)`);
  await checkFix(rule, withBody(`${create}await device.save()`), fixed);
  await checkFix(rule, withBody(`${create}await device.save(allow_upsert=False)`), fixed);
  const batch = `${create}batch.add(task=device.save, node=device`;
  await checkFix(rule, withBody(`${batch})`), fixedBody(`${batch}, allow_upsert=True)`));
});

test.each([
  `${create}await device.save(allow_upsert=True)`,
  `${create}await device.save(True)`,
  `${create}await device.save(**options)`,
  `${create}await device.save(allow_upsert=data["again"])`,
  `${create}await device.save(allow_upsert=True)\ndevice.role.value = "leaf"\nawait device.save()`,
  'pod = await self.client.get(kind="NetworkPod", id="x")\npod.checksum.value = "x"\nawait pod.save(update_group_context=False)',
  'try:\n    device = await self.client.get(kind="NetworkDevice", id="x")\nexcept NodeNotFoundError:\n    device = await self.client.create(kind="NetworkDevice", name="d")\n    await device.save()',
  'device = await self.client.get(kind="NetworkDevice", id="x", raise_when_missing=False)\nif device is None:\n    device = await self.client.create(kind="NetworkDevice", name="d")\n    await device.save()',
  'device = make(self)\nawait device.save()',
  `${create}await device.save(update_group_context=False)\nawait device.delete()`,
  `try:\n    ${create}    await device.save()\nexcept GraphQLError:\n    device = await self.client.get(kind="NetworkDevice", name__value="d")`,
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

test('a kind without anything unique', async () => {
  const source = withBody('note = await self.client.create(kind="NetworkNote", text="d")\nawait note.save()');
  const kind =
    '  - name: Note\n    namespace: Network\n    attributes:\n      - {name: text, kind: Text}\n  - name: Device\n';
  await checkDiagnostics(rule, source.replace('  - name: Device\n', kind));
  await checkDiagnostics(rule, marked(source, 'await ', 'note.save()', what));
});

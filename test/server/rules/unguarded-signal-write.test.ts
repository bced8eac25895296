import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, generator, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'unguarded-signal-write';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const fetch = 'for item in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):';
const always = (value: string, save = 'update_group_context=False'): string => `
${fetch}
    item.checksum.value = ${value}
    await item.save(${save})
`;

test('every run saves', async () => {
  const fixture = layers({ fabric: always('data["digest"]'), triggers });
  const what = `hint ${rule}: Every run saves checksum of every NetworkPod`;
  await checkDiagnostics(rule, marked(fixture, '            ', 'item.checksum.value = data["digest"]', what));
  await checkFix(
    rule,
    fixture,
    fileOf(
      layers({
        fabric: `
${fetch}
    if item.checksum.value != data["digest"]:
        item.checksum.value = data["digest"]
        await item.save(update_group_context=False)
`,
      }),
      '/generators/generate_fabric.py',
    ),
  );
});

test('a value that is new on every run', async () => {
  const fixture = layers({ fabric: always('str(uuid.uuid4())'), triggers });
  const what = `information ${rule}: so every run starts generate-pod again`;
  await checkDiagnostics(rule, marked(fixture, '            ', 'item.checksum.value = str(uuid.uuid4())', what));
  expect(await fixTitles(rule, fixture)).toEqual([]);
});

const guarded = (value: string): string => `
value = ${value}
${signal('NetworkPod', 'parent__ids').split('\n').slice(2).join('\n')}`;

test.each([
  [
    'str(uuid.uuid4())',
    'information',
    'so the comparison with the old one never holds, and every run starts generate-pod',
  ],
  [
    'str(hash(tuple(sorted(self.client.group_context.related_node_ids))))',
    'information',
    'gets a new value on every run',
  ],
  ['str(hash(f"{target_id}-1"))', 'information', 'gets a new value on every run'],
  [
    'str(hash(data["amount"]))',
    'hint',
    'comes from hash(), which gives another number for the same text in every process',
  ],
])('a comparison does not help against a value that is new on every run: %s', async (value, severity, message) => {
  const fixture = layers({ fabric: guarded(value), triggers });
  const what = `${severity} ${rule}: ${message}`;
  await checkDiagnostics(rule, marked(fixture, '                ', 'item.checksum.value = value', what));
  expect(await fixTitles(rule, fixture)).toEqual([]);
});

test('hash() of numbers is the same in every process', async () => {
  await checkDiagnostics(rule, layers({ fabric: guarded('str(hash((1, len(data["pods"]))))'), triggers }));
});

test('a comparison of a tracked save deletes what it leaves out, so both are mended at once', async () => {
  for (const save of ['allow_upsert=True', '']) {
    const fixture = layers({ fabric: always('data["digest"]', save), triggers });
    const what = `information ${rule}: which makes generate-fabric its owner: one that is not found any more is deleted`;
    await checkDiagnostics(rule, marked(fixture, '            ', 'item.checksum.value = data["digest"]', what));
    const after = `
${fetch}
    if item.checksum.value != data["digest"]:
        item.checksum.value = data["digest"]
        await item.save(update_group_context=False)
`;
    const title = 'Save without tracking, and only when checksum differs';
    await checkFix(rule, fixture, fileOf(layers({ fabric: after }), '/generators/generate_fabric.py'), title);
  }
  expect(await fixTitles(rule, layers({ fabric: always('data["digest"]', '**data["options"]'), triggers }))).toEqual(
    [],
  );
});

test('in the indentation of the file', async () => {
  const two = (text: string): string => text.replace(/^(?: {4})+/gm, (blanks) => '  '.repeat(blanks.length / 4));
  const python = '/generators/generate_fabric.py';
  const text = (body: string): string => two(generator('Fabric', body));
  const before = layers({ files: { [python]: text(always('data["digest"]')) }, triggers });
  const after = text(`
${fetch}
    if item.checksum.value != data["digest"]:
        item.checksum.value = data["digest"]
        await item.save(update_group_context=False)
`);
  await checkFix(rule, before, fileOf(layers({ files: { [python]: after } }), python));
});

test('guarded writes, flags, and what starts nothing', async () => {
  await checkDiagnostics(rule, layers({ fabric: signal('NetworkPod', 'parent__ids'), triggers }));
  const early = always('data["digest"]').replace(
    '    item',
    '    if item.checksum.value == data["digest"]:\n        continue\n    item',
  );
  await checkDiagnostics(rule, layers({ fabric: early, triggers }));
  const ready = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'ready', 'run-pod'));
  const flag = always('True').replace('checksum', 'ready');
  await checkDiagnostics(rule, layers({ fabric: flag, triggers: ready }));
  await checkDiagnostics(rule, layers({ fabric: always('data["digest"]').replace('checksum', 'amount'), triggers }));
});

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

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

test('no comparison is offered for a tracked save: leaving it out deletes the object', async () => {
  const fixture = layers({ fabric: always('data["digest"]', 'allow_upsert=True'), triggers });
  expect(await fixTitles(rule, fixture)).toEqual([]);
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

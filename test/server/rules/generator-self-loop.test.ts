import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'generator-self-loop';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const own = signal('NetworkPod', 'ids');
const changing = `
for item in await self.client.filters(kind="NetworkPod", ids=[target_id]):
    item.checksum.value = str(uuid.uuid4())
    await item.save(update_group_context=False)
`;

test('a guarded write to the own targets is a warning, an endless one an error', async () => {
  const guarded = layers({ pod: own, triggers });
  await checkDiagnostics(
    rule,
    marked(guarded, '- name: ', 'trigger-pod', `warning ${rule}: generate-pod starts itself`),
  );
  const endless = layers({ pod: changing, triggers });
  await checkDiagnostics(
    rule,
    marked(endless, '- name: ', 'trigger-pod', `error ${rule}: the server has no loop guard`),
  );
});

test('the related places show the path', async () => {
  const source = layers({ pod: own, triggers });
  const repository = await openRepository(parseFixture(source).files);
  const found = repository.service.diagnostics(repository.uri('/objects/90_triggers.yml'));
  const steps = found.find(({ finding }) => finding.rule.id === rule)?.related ?? [];
  const shown = steps.map(({ uri, range, message }) => {
    const path = uri.slice(repository.uri('').length);
    return [repository.text(path).slice(range.start, range.end), message];
  });
  expect(shown).toEqual([
    ['item.checksum.value = value', 'generate-pod sets checksum of NetworkPod'],
    ['trigger-pod', 'rule trigger-pod sees it'],
    ['run-pod', 'action run-pod runs generate-pod'],
    ['generate-pod', 'generator generate-pod runs'],
  ]);
});

test('what another kind, another attribute or another value starts is no loop', async () => {
  await checkDiagnostics(rule, layers({ pod: signal('LocationRack', 'pod__ids'), triggers }));
  await checkDiagnostics(rule, layers({ pod: signal('NetworkPod', 'ids', 'status'), triggers }));
  const value = triggers.replace('value_match: any', 'value_match: value\n            value: go');
  await checkDiagnostics(rule, layers({ pod: own.replace('data["digest"]', '"done"'), triggers: value }));
});

test('a rule without matches: only when it is sure', async () => {
  const all = rules(
    'CoreNodeTriggerRule',
    '- {name: all, branch_scope: other_branches, node_kind: NetworkPod, mutation_action: updated, action: run-pod}',
  );
  const create = `
device = await self.client.create(kind="NetworkDevice", name="spine-1", pod={"id": target_id})
await device.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ pod: create, triggers: all }));
  const source = layers({ pod: create.replace('"spine-1"', 'str(uuid.uuid4())'), triggers: all });
  await checkDiagnostics(rule, marked(source, '{name: ', 'all', `error ${rule}: it changes devices of NetworkPod`));
});

test('the fix switches the rule off', async () => {
  const source = layers({ pod: own, triggers });
  await checkFix(
    rule,
    source,
    fileOf(source, '/objects/90_triggers.yml').replace(
      '- name: trigger-pod\n',
      '- name: trigger-pod\n      active: false\n',
    ),
  );
});

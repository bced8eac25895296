import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'unwatched-signal';
const podRule = watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod');
const toRacks = signal('LocationRack', 'pod__ids');
const write = 'item.checksum.value = value';

test('rules watch the signal of another kind', async () => {
  const source = layers({ pod: toRacks, triggers: rules('CoreNodeTriggerRule', podRule) });
  const what = `warning ${rule}: No rule in the files watches checksum of LocationRack, so nothing runs after generate-pod`;
  await checkDiagnostics(rule, marked(source, '            ', write, what));
});

test('without any rule it is an information, and only for a checksum', async () => {
  const checksum = `
value = self.calculate_checksum()
for item in await self.client.filters(kind="LocationRack", pod__ids=[target_id]):
    item.checksum.value = value
    await item.save(update_group_context=False)
`;
  const mixin = `

    def calculate_checksum(self):
        context = self.client.group_context
        ids = sorted(context.related_group_ids + context.related_node_ids)
        return hashlib.sha256(",".join(ids).encode("utf-8")).hexdigest()
`;
  const source = layers({ pod: checksum }).replace(/(await item\.save\(update_group_context=False\)\n)/, `$1${mixin}`);
  await checkDiagnostics(rule, marked(source, '            ', write, `information ${rule}: checksum of LocationRack`));
  await checkDiagnostics(rule, layers({ pod: toRacks }));
});

test('on the own targets it is an information, and no rule is offered that would start the generator again', async () => {
  const source = layers({ rack: signal('LocationRack', 'ids'), triggers: rules('CoreNodeTriggerRule', podRule) });
  await checkDiagnostics(rule, marked(source, '            ', write, `information ${rule}: These are its own targets`));
  expect(await fixTitles(rule, source)).toEqual([]);
});

test('watched by a match, by a rule without matches, by an inactive rule, by an heir', async () => {
  const watchers = [
    watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack'),
    watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack', 'value_match: value\n        value: x'),
    '- {name: trigger-rack, node_kind: LocationRack, mutation_action: updated, action: run-rack}',
    watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack').replace('node_kind', 'active: false\n  node_kind'),
    watch('trigger-rack', 'LocationRak', 'checksum', 'run-rack'),
  ];
  for (const watcher of watchers)
    await checkDiagnostics(rule, layers({ pod: toRacks, triggers: rules('CoreNodeTriggerRule', podRule, watcher) }));
  const anchored = podRule.replace('matches:', 'matches: &checksum');
  const alias = '- {name: b, node_kind: LocationRak, mutation_action: updated, action: run-rack, matches: *checksum}';
  await checkDiagnostics(rule, layers({ pod: toRacks, triggers: rules('CoreNodeTriggerRule', anchored, alias) }));
  const generic = signal('GeneratorTarget', 'ids');
  await checkDiagnostics(rule, layers({ pod: generic, triggers: rules('CoreNodeTriggerRule', podRule) }));
});

test('other attributes, and objects that are created with the signal', async () => {
  const triggers = rules('CoreNodeTriggerRule', podRule);
  await checkDiagnostics(rule, layers({ pod: signal('LocationRack', 'pod__ids', 'status'), triggers }));
  const create = `
rack = await self.client.create(kind="LocationRack", name="r9", pod=target_id, checksum="none")
await rack.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ pod: create, triggers }));
});

test('the fix adds a rule like the others', async () => {
  const source = layers({ pod: toRacks, triggers: rules('CoreNodeTriggerRule', podRule) });
  const added = `
    - name: trigger-generate-rack-checksum
      branch_scope: other_branches
      node_kind: LocationRack
      mutation_action: updated
      action: run-rack
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum
            value_match: any`;
  const title = 'Add rule trigger-generate-rack-checksum, which runs generate-rack';
  const file = fileOf(source, '/objects/90_triggers.yml');
  await checkFix(rule, source, file.replace('value_match: any', `value_match: any${added}`), title);
});

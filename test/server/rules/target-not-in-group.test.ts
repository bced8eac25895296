import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fileOf, layers, rules, watch } from '../cascade/layers';

const rule = 'target-not-in-group';
const path = '/objects/02_more.yml';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-rack', 'LocationRack', 'amount', 'run-rack'));

function racks(...items: readonly string[]): Record<string, string> {
  return {
    [path]: `---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: LocationRack\n  data:\n${items.join('\n')}\n`,
  };
}

test('an object without the group that the others of its kind are in', async () => {
  const files = racks(
    '    - name: r2',
    `    #       ^^ warning ${rule}: r2 is not in group racks: each time rule trigger-rack fires for it, generate-rack fails`,
    '      pod: p1',
    '    - name: r3',
    `    #       ^^ warning ${rule}: r3 is not in group racks`,
    '      pod: p1',
    '      member_of_groups: [pods]',
    '    - {name: r4, pod: p1, member_of_groups: [pods, racks]}',
    '    - {name: r5, pod: p1, member_of_groups: [[racks]]}',
  );
  await checkDiagnostics(rule, layers({ triggers, files }));
});

test('objects that another file or another form puts into the group', async () => {
  const twice = racks(
    '    - {name: r1, pod: p1, amount: 2}',
    '    - {name: r2, pod: p1, member_of_groups: {data: [racks]}}',
  );
  await checkDiagnostics(rule, layers({ triggers, files: twice }));
});

test('nothing shows that the objects have to be members', async () => {
  const files = racks('    - {name: r2, pod: p1}');
  // No rule runs the generator for racks, or only for some of them.
  await checkDiagnostics(rule, layers({ files }));
  const value = triggers.replace('value_match: any', 'value: 3');
  await checkDiagnostics(rule, layers({ files, triggers: value }));
  const off = triggers.replace('node_kind', 'active: false\n      node_kind');
  await checkDiagnostics(rule, layers({ files, triggers: off }));
  // No rack is known to be a member.
  const source = layers({ files, triggers }).replace(', member_of_groups: [racks]', '');
  await checkDiagnostics(rule, source);
});

test('members that join later, or are listed in the group', async () => {
  const files = racks('    - {name: r2, pod: p1}');
  const join = '---\nkind: Object\nspec: {kind: CoreGroupAction, data: [{name: join, group: racks}]}\n';
  await checkDiagnostics(rule, layers({ files, triggers: `${triggers}${join}` }));
  await checkDiagnostics(rule, layers({ files, triggers }).replace('{name: racks}', '{name: racks, members: [r2]}'));
  const fabric = `
group = await self.client.get(kind="CoreStandardGroup", name__value="racks")
group.members.add(target_id)
await group.save(update_group_context=False)
`;
  await checkDiagnostics(rule, layers({ files, fabric, triggers }));
});

test('the fix adds the group', async () => {
  const source = layers({ triggers, files: racks('    - name: r2', '      pod: p1') });
  await checkFix(
    rule,
    source,
    fileOf(source, path).replace('pod: p1', 'pod: p1\n      member_of_groups:\n        - racks'),
    'Add r2 to group racks',
  );
  const other = layers({ triggers, files: racks('    - {name: r2, pod: p1, member_of_groups: [pods]}') });
  await checkFix(rule, other, fileOf(other, path).replace('[pods]', '[pods, racks]'));
});

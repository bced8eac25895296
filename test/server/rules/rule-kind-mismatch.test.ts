import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, watch } from '../cascade/layers';

const rule = 'rule-kind-mismatch';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-rack', 'LocationRack', 'amount', 'run-pod'));
const what = `warning ${rule}: Rule trigger-rack runs generate-pod for LocationRack, but that is a generator for NetworkPod`;

test('neither the members of the group nor the query are of the kind', async () => {
  await checkDiagnostics(rule, marked(layers({ triggers }), 'node_kind: ', 'LocationRack', what));
});

test('a hint where only the query shows it', async () => {
  const files = {
    '/objects/01_data.yml': '---\nkind: Object\nspec: {kind: CoreStandardGroup, data: [{name: pods}]}\n',
  };
  const source = layers({ triggers, files });
  await checkDiagnostics(rule, marked(source, 'node_kind: ', 'LocationRack', what.replace('warning', 'hint')));
});

test('members of the kind, in a group of several kinds', async () => {
  const more = '---\nkind: Object\nspec: {kind: LocationRack, data: [{name: r2, pod: p1, member_of_groups: [pods]}]}\n';
  await checkDiagnostics(rule, layers({ triggers, files: { '/objects/02_more.yml': more } }));
});

test('a query of the generic, or one that starts from a relationship of the target', async () => {
  const generic = 'query Q($name: String!) { GeneratorTarget(name__value: $name) { edges { node { id } } } }';
  await checkDiagnostics(rule, layers({ triggers, files: { '/queries/generate_pod.gql': generic } }));
  const groups = '---\nkind: Object\nspec: {kind: CoreStandardGroup, data: [{name: pods}]}\n';
  const through = layers({ triggers, files: { '/objects/01_data.yml': groups } });
  await checkDiagnostics(rule, through.replaceAll('{name: name__value}', '{name: pod__name__value}'));
});

test('what joins a group goes to a generator for another kind', async () => {
  const joins = (group: string, action: string): string =>
    rules('CoreGroupTriggerRule', `- {name: joins, branch_scope: other_branches, group: ${group}, action: ${action}}`);
  const said = `hint ${rule}: Rule joins runs generate-pod for members of racks, which are LocationRack in the files, but`;
  const source = layers({ triggers: joins('racks', 'run-pod') });
  await checkDiagnostics(rule, marked(source, 'group: ', 'racks', said));
  await checkDiagnostics(rule, layers({ triggers: joins('racks', 'run-rack') }));
  await checkDiagnostics(rule, layers({ triggers: joins('pods', 'run-pod') }));
  // Only the query tells what the generator is for.
  const unfilled = source.replace('member_of_groups: [pods]', 'member_of_groups: []');
  await checkDiagnostics(rule, marked(unfilled, 'group: ', 'racks', said));
  // Nobody is a member yet, or members of both kinds are.
  await checkDiagnostics(rule, source.replace('member_of_groups: [racks]', 'member_of_groups: []'));
  await checkDiagnostics(rule, source.replace('member_of_groups: [racks]', 'member_of_groups: [pods, racks]'));
  await checkDiagnostics(rule, source.replace('member_of_groups: [pods]', 'member_of_groups: [pods, racks]'));
});

test('members that join later', async () => {
  const join = `---
kind: Object
spec: {kind: CoreGroupAction, data: [{name: join, group: pods}]}
`;
  const joining = rules(
    'CoreNodeTriggerRule',
    '- {name: joins, branch_scope: other_branches, node_kind: LocationRack, mutation_action: created, action: join}',
  );
  await checkDiagnostics(rule, layers({ triggers: `${triggers}${join}${joining}` }));
  const fabric = `
rack = await self.client.create(kind="LocationRack", name="r9", pod=target_id, member_of_groups=["pods"])
await rack.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ fabric, triggers }));
  // What may be another group, or hold one more, shows nothing.
  for (const given of [
    '[GROUP]',
    '["racks", *more]',
    'groups()',
    '[self.params["group"], "racks"]',
    '[["racks"], more]',
  ])
    await checkDiagnostics(rule, layers({ fabric: fabric.replace('["pods"]', given), triggers }));
});

test('members that join another group alone', async () => {
  for (const given of ['["racks"]', '[["racks"]]', '["racks", "all"]']) {
    const fabric = `
rack = await self.client.create(kind="LocationRack", name="r9", pod=target_id, member_of_groups=${given})
await rack.save(allow_upsert=True)
`;
    await checkDiagnostics(rule, marked(layers({ fabric, triggers }), 'node_kind: ', 'LocationRack', what));
  }
});

test('generators and kinds that the files do not know', async () => {
  await checkDiagnostics(rule, layers({ triggers: triggers.replace('LocationRack', 'LocationRak') }));
  await checkDiagnostics(rule, layers({ triggers: triggers.replace('run-pod', 'run-elsewhere') }));
});

test('the fix takes the action for the kind', async () => {
  const source = layers({ triggers });
  const after = fileOf(source, '/objects/90_triggers.yml').replace('action: run-pod', 'action: run-rack');
  await checkFix(rule, source, after, "Change to 'run-rack'");
});

test('the fix knows a generator by its query too, where its group has no member in the files', async () => {
  const files = {
    '/objects/01_data.yml': `---
kind: Object
spec: {kind: CoreStandardGroup, data: [{name: pods}, {name: racks}]}
---
kind: Object
spec: {kind: NetworkPod, data: [{name: p1, parent: f1, member_of_groups: [pods]}]}
`,
  };
  expect(await fixTitles(rule, layers({ triggers, files }))).toEqual(["Change to 'run-rack'"]);
});

test('a rule is told of once, however often its action is written', async () => {
  const doubled =
    '---\nkind: Object\nspec: {kind: CoreGeneratorAction, data: [{name: run-pod, generator: generate-pod}]}\n';
  const source = layers({ triggers: triggers + doubled });
  await checkDiagnostics(rule, marked(source, 'node_kind: ', 'LocationRack', what));
});

test('a hint where the group of the generator has only members that its query does not read', async () => {
  const pods = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'amount', 'run-pod'));
  const source = layers({ triggers: pods });
  const copied = source.replace('targets: pods', 'targets: racks');
  const why =
    'in the files all members of its group racks are LocationRack: unless the NetworkPod is a member too, the run fails. ' +
    'Make it a member, or name its group in targets of generate-pod.';
  await checkDiagnostics(rule, marked(copied, 'node_kind: ', 'NetworkPod', `hint ${rule}: ${why}`));
  await checkDiagnostics(rule, source);
  // Members may come from elsewhere, or be of both kinds.
  const script = `${copied}\n#- /scripts/load.py\ngroup = "racks"\n`;
  await checkDiagnostics(rule, script);
  await checkDiagnostics(rule, copied.replace('member_of_groups: [pods]', 'member_of_groups: [pods, racks]'));
  await checkDiagnostics(rule, copied.replace('member_of_groups: [racks]', 'member_of_groups: []'));
  await checkDiagnostics(rule, copied.replace('{name: racks}', '{name: racks, members: [x]}'));
});

test('the action that the rule has is no fix, also where two definitions share a name', async () => {
  const source = layers({ triggers });
  const doubled = source.replace(
    /( {2}- name: generate-pod\n(?: {4}.*\n)*)/,
    (entry) => entry.replace('targets: pods', 'targets: racks') + entry,
  );
  expect(doubled).not.toBe(source);
  expect(await fixTitles(rule, doubled)).toEqual(["Change to 'run-rack'"]);
});

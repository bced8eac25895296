import { expect, test } from 'vitest';
import { checkCompletion, checkCompletionEdit, completionAt } from '../../support/checkCompletion';
import { accepted, acceptedRule, object, rule, withTriggers } from '../../support/completionFixture';

const attributeRule = [
  'name: trigger-pod-attribute',
  'branch_scope: other_branches',
  'node_kind: NetworkPod',
  'mutation_action: updated',
  'action: run-pod',
  'matches:',
  '  kind: CoreNodeTriggerAttributeMatch',
  '  data:',
  '    - attribute_name: checksum',
  '      value_match: any',
];

test('a whole rule behind a dash', () =>
  checkCompletionEdit(
    withTriggers(object('CoreNodeTriggerRule', '$0')),
    'trigger rule on attribute change',
    accepted('CoreNodeTriggerRule', ...attributeRule),
  ));

test('a whole rule below data, dash included', () =>
  checkCompletionEdit(
    withTriggers('kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    $0\n'),
    'trigger rule on attribute change',
    accepted('CoreNodeTriggerRule', ...attributeRule),
  ));

test('a whole rule where a new item would begin', () =>
  checkCompletionEdit(
    withTriggers('kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - name: a\n    $0\n'),
    'trigger rule on creation',
    `#- /objects/90_triggers.yml
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: a
    - name: trigger-pod-created
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: created
      action: run-pod
`,
  ));

test('behind the colon of data', () =>
  checkCompletionEdit(
    withTriggers('kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:$0\n'),
    'generator action',
    accepted('CoreGeneratorAction', 'name: run-generate-pod', 'generator: generate-pod'),
  ));

test('items without indentation', () =>
  checkCompletionEdit(
    withTriggers('kind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n  - name: a\n  - $0\n'),
    'generator action',
    `#- /objects/90_triggers.yml
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
  - name: a
  - name: run-generate-pod
    generator: generate-pod
`,
  ));

test('what can be begun depends on the kind', () =>
  checkCompletion(
    withTriggers(object('CoreGroupAction', 'member_action: add_member').replace('member_action: add_member', '$0')),
    'attribute name\nrelationship group\nattribute member_action\nattribute description\nrelationship triggers\n' +
      'relationship member_of_groups\nrelationship subscriber_of_groups\nsnippet group action',
  ));

test('a whole match', () =>
  checkCompletionEdit(
    rule('node_kind: NetworkPod', 'matches:', '  kind: CoreNodeTriggerRelationshipMatch', '  data:', '    - $0'),
    'relationship match',
    acceptedRule(
      'node_kind: NetworkPod',
      'matches:',
      '  kind: CoreNodeTriggerRelationshipMatch',
      '  data:',
      '    - relationship_name: fabric',
      '      modification_type: added',
    ),
  ));

test('whole matches', () =>
  checkCompletionEdit(
    rule('node_kind: NetworkPod', 'matches:', '  $0'),
    'attribute match',
    acceptedRule(
      'node_kind: NetworkPod',
      'matches:',
      '  kind: CoreNodeTriggerAttributeMatch',
      '  data:',
      '    - attribute_name: checksum',
      '      value_match: any',
    ),
  ));

test('an object of another kind with its mandatory keys', () =>
  checkCompletionEdit(
    withTriggers(object('NetworkPod', '$0')),
    'object of kind NetworkPod',
    accepted('NetworkPod', 'name: ', 'fabric: '),
  ));

test('no snippet in flow style', async () => {
  const { result } = await completionAt(withTriggers('kind: Object\nspec:\n  kind: NetworkPod\n  data: [{$0}]\n'));
  expect(result.items.filter((item) => item.isSnippet)).toEqual([]);
});

test('real names are choices, escaped for the editor', async () => {
  const { result } = await completionAt(
    withTriggers(
      `---\n${object('CoreGeneratorAction', 'name: "a, b | c}"')}---\n${object('CoreNodeTriggerRule', '$0')}`,
    ),
  );
  const snippet = result.items.find((item) => item.label === 'trigger rule on creation');
  expect(snippet?.edit.newText).toMatch(/node_kind: \$\{3\|NetworkPod,NetworkFabric\|\}/);
  expect(snippet?.edit.newText).toMatch(/action: \$\{4\|run-pod,a\\, b \\\| c\}\|\}/);
});

test('a group rule is not offered a group action, which would stop all rules', async () => {
  const { result } = await completionAt(
    withTriggers(
      `---\n${object('CoreGroupAction', 'name: add', 'group: pods')}---\n${object('CoreGroupTriggerRule', '$0')}`,
    ),
  );
  expect(result.items.find((item) => item.isSnippet)?.edit.newText).toMatch(/action: \$\{5:run-pod\}/);
});

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { nodeRules, objects } from '../../support/triggers';

const rule = 'list-for-one-value';

test('lists where one value is taken', async () => {
  await checkDiagnostics(
    [rule, 'rule-without-matches'],
    nodeRules(`
      - name: a
        node_kind: [NetworkPod]
      #            ^^^^^^^^^^^^ warning list-for-one-value: node_kind of a takes one value, not a list.
        mutation_action: updated
        branch_scope:
          - other_branches
      #   ^^^^^^^^^^^^^^^^ warning list-for-one-value: branch_scope of a takes one value
        action: [run]
      - name: b
        mutation_action: [created, updated]
      #                  ^^^^^^^^^^^^^^^^^^ warning list-for-one-value: Write one, and an object of its own for each of the others.
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - attribute_name: [checksum, role]
      #                       ^^^^^^^^^^^^^^^^ warning list-for-one-value: attribute_name of CoreNodeTriggerAttributeMatch takes
    `),
  );
});

test('references, lists of relationships and objects that are no part of a trigger are fine', async () => {
  await checkDiagnostics(
    rule,
    objects('CoreGeneratorAction', '- {name: run, generator: [make-pod], triggers: [r]}') +
      objects('NetworkPod', '- {name: [a]}'),
  );
});

test('the fix writes the only value', async () => {
  await checkFix(
    rule,
    nodeRules('- name: a\n  node_kind: [NetworkPod] # pods'),
    nodeRules('- name: a\n  node_kind: NetworkPod # pods'),
    'Write NetworkPod',
  );
  await checkFix(rule, nodeRules('- {name: a, node_kind: [A]}'), nodeRules('- {name: a, node_kind: A}'));
  expect(await fixTitles(rule, nodeRules('- {name: a, node_kind: [A, B]}\n- {name: b, node_kind: [[A]]}'))).toEqual([]);
});

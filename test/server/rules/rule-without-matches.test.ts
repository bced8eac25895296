import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { inNetwork, nodeRules, objects } from '../../support/triggers';

const rule = 'rule-without-matches';

test('rules on updates that have none', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - {name: a, node_kind: NetworkPod, mutation_action: updated}
      #        ^ warning rule-without-matches: Rule a runs on every update of NetworkPod
      - {name: b, mutation_action: updated, matches: {kind: CoreNodeTriggerAttributeMatch, data: []}}
      #        ^ warning rule-without-matches
      - {name: c, mutation_action: updated, matches: }
      #        ^ warning rule-without-matches
      - {name: d, mutation_action: created}
      - {name: e, mutation_action: updated, matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: x}]}}
      - {name: f, mutation_action: updated}
      - {name: g, mutation_action: updated, matches: {kind: Wrong, data: [{attribute_name: x}]}}
    `) +
      objects('CoreNodeTriggerAttributeMatch', '- {trigger: f, attribute_name: x}') +
      objects('CoreGroupTriggerRule', '- {name: h, group: x}'),
  );
});

test('the fix adds a match on an attribute that no other rule of the action watches', async () => {
  const other =
    '- {name: o, node_kind: NetworkPod, mutation_action: updated, action: run, ' +
    'matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: checksum}]}}\n';
  const before = `
- name: a
  node_kind: NetworkPod
  mutation_action: updated
  action: run
`;
  const watching = (name: string): string => `${before}  matches:
    kind: CoreNodeTriggerAttributeMatch
    data:
      - attribute_name: ${name}
        value_match: any
`;
  await checkFix(rule, inNetwork(nodeRules(before)), nodeRules(watching('checksum')));
  await checkFix(rule, inNetwork(nodeRules(before)), nodeRules(watching('role')), "Run when 'role' changes");
  expect(await fixTitles(rule, inNetwork(nodeRules(before + other)))).not.toContain("Run when 'checksum' changes");
});

test('an empty key is filled', async () => {
  await checkFix(
    rule,
    inNetwork(nodeRules('- {name: a, node_kind: LocationRack, mutation_action: updated, matches: {data: []}}')),
    nodeRules(
      '- {name: a, node_kind: LocationRack, mutation_action: updated, ' +
        'matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: checksum, value_match: any}]}}',
    ),
  );
});

test('a block under a misspelt key may be the matches', async () => {
  await checkDiagnostics(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
          mutation_action: updated
          action: run
          match:
            kind: CoreNodeTriggerAttributeMatch
            data: [{attribute_name: role, value_match: any}]
        - name: b
        #       ^ warning rule-without-matches: Rule b runs on every update of NetworkPod
          node_kind: NetworkPod
          mutation_action: updated
          action: run
          descripton: of the pod
    `,
  );
});

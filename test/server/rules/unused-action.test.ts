import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { inNetwork, nodeRules, objects } from '../../support/triggers';

const rule = 'unused-action';

test('actions without a rule', async () => {
  await checkDiagnostics(
    rule,
    objects(
      'CoreGeneratorAction',
      `
      - {name: a, generator: x}
      #        ^ information unused-action: No rule of this repository runs the action 'a'
      - {name: b, generator: x}
      - {name: c, generator: x, triggers: {kind: CoreNodeTriggerRule, data: [{name: inline}]}}
    `,
    ) + nodeRules('- {name: r, action: b, active: false}'),
  );
});

test('what is written into its rule, or has rules written into it, is not unused: the slip is in the block', async () => {
  const data = '{name: a, generator: x}';
  for (const action of [
    `{kind: CoreGeneratorAction, data: [${data}]}`,
    `[{kind: CoreGeneratorAction, data: ${data}}]`,
    `{kind: CoreGeneratorAction, data: {nmae: b, name: a, generator: x}}`,
  ]) {
    await checkDiagnostics(rule, nodeRules(`- {name: r, action: ${action}}`));
  }
  await checkDiagnostics(
    rule,
    objects('CoreGeneratorAction', '- {name: c, generator: x, triggers: {data: [{name: inline}]}}'),
  );
});

const pods = objects('NetworkPod', '- {name: p, member_of_groups: [pods]}');
const action = objects('CoreGeneratorAction', '- {name: run, generator: make-pod}');
const created = `    - name: trigger-run
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum
            value_match: any
`;

test('the fix makes a rule for the kind of the targets', async () => {
  const rules = nodeRules('- name: r\n  action: [elsewhere]');
  await checkFix(rule, inNetwork(pods + action + rules), pods + action + rules + created);
});

test('in a document of its own', async () => {
  const head = '---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n';
  await checkFix(rule, inNetwork(pods + action), pods + action + head + created);
  await checkFix(
    rule,
    inNetwork(`${action.replace('---\n', '')}#- /objects/pods.yml\n${pods}`),
    action + head + created,
  );
});

test('a slip in the name where the action is declared: the one name that rules run', async () => {
  const declared = (name: string) => objects('CoreGeneratorAction', `- {name: ${name}, generator: make-pod}`);
  const rules = nodeRules('- {name: r, action: run-pod-generator}\n- {name: s, action: [run-pod-generator]}');
  await checkFix(
    rule,
    inNetwork(declared('ru-pod-generator') + rules),
    declared('run-pod-generator') + rules,
    "Change to 'run-pod-generator'",
  );
  const titles = (name: string, others: string) => fixTitles(rule, inNetwork(declared(name) + rules + others));
  expect((await titles('ru-pod-generator', pods))[0]).toBe("Change to 'run-pod-generator'");
  // Two names may be meant; another action has the name already; no name is near.
  expect(await titles('ru-pod-generator', nodeRules('- {name: t, action: run-pods-generator}'))).toEqual([]);
  expect(await titles('ru-pod-generator', declared('run-pod-generator'))).toEqual([]);
  expect(await titles('erase', '')).toEqual([]);
});

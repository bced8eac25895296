import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules, ruleWithMatches } from '../../support/triggers';

const rule = 'matches-in-one-mutation';

test('several matches of one rule', async () => {
  const matches = 'matches: {kind: CoreNodeTriggerAttributeMatch, data: [';
  await checkDiagnostics(
    rule,
    nodeRules(`
      - name: a
        mutation_action: updated
        ${matches}{attribute_name: x, value_match: any}, {attribute_name: y, value_match: any}]}
      # ^^^^^^^ warning matches-in-one-mutation: Rule a fires only when 'x', 'y' change in one
      - name: b
        mutation_action: updated
        ${matches}{attribute_name: x, value: 1}, {attribute_name: y, value: 2}]}
      # ^^^^^^^ information matches-in-one-mutation
      - name: c
        mutation_action: updated
        ${matches}{attribute_name: x, value: 1}, {attribute_name: x, value: 2}]}
      - name: d
        mutation_action: created
        ${matches}{attribute_name: x, value: 1}, {attribute_name: y, value: 2}]}
      - name: e
        mutation_action: updated
        ${matches}{attribute_name: x, value_match: any}]}
    `),
  );
});

test('the fix writes one rule for each', async () => {
  const one = (name: string, match: string): string =>
    ruleWithMatches(match).replace('- name: r\n', `- name: ${name}\n`);
  await checkFix(
    rule,
    one('on_x', '- attribute_name: x # one\n  value_match: any\n- attribute_name: y\n  value_match: any'),
    one('on_x', '- attribute_name: x # one\n  value_match: any') +
      one('on_x_y', '- attribute_name: y\n  value_match: any').split('data:\n').slice(1).join('data:\n'),
  );
});

test('a list of blocks, three of them', async () => {
  const block = (name: string, more = ''): string => `
          - kind: CoreNodeTriggerAttributeMatch
            data: {attribute_name: ${name}, value_match: any}${more}`;
  const head = (name: string): string => `
      - name: ${name}
        mutation_action: updated
        matches:`;
  await checkFix(
    rule,
    nodeRules(head('r') + block('x') + block('y', ' # two') + block('z')),
    nodeRules(head('r') + block('x') + head('r-y') + block('y', ' # two') + head('r-z') + block('z')),
  );
});

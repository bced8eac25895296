import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { nodeRules, objects, ruleWithMatches } from '../../support/triggers';

const rule = 'repeated-match';

test('all but the last of one name are lost', async () => {
  await checkDiagnostics(
    rule,
    ruleWithMatches(`
      - {attribute_name: x, value: 1}
      #                  ^ warning repeated-match: a later one on 'x' overwrites it
      - {attribute_name: y, value: 1}
      - {attribute_name: x, value: 2}
    `),
  );
});

test('matches of their own count too', async () => {
  await checkDiagnostics(
    rule,
    ruleWithMatches(`
      - {attribute_name: x, value: 1}
      #                  ^ warning repeated-match
    `) +
      objects('CoreNodeTriggerAttributeMatch', '- {trigger: r, attribute_name: x, value: 2}') +
      objects('CoreNodeTriggerAttributeMatch', '- {trigger: other, attribute_name: x, value: 2}') +
      objects('CoreNodeTriggerRelationshipMatch', '- {trigger: r, relationship_name: x}'),
  );
});

test('the fix writes one rule for each value', async () => {
  const flow = (name: string, ...values: string[]): string =>
    `- {name: ${name}, matches: {kind: CoreNodeTriggerAttributeMatch, data: [${values
      .map((value) => `{attribute_name: x, value: ${value}}`)
      .join(', ')}]}}\n`;
  await checkFix(
    rule,
    nodeRules(flow('on-x', 'p', 'q', 's')),
    nodeRules(flow('on-x', 's') + flow('on-x-p', 'p') + flow('on-x-q', 'q')),
  );
});

test('no fix where other matches would have to be repeated', async () => {
  const mixed = ruleWithMatches('- {attribute_name: x, value: 1}\n- {attribute_name: y}\n- {attribute_name: x}');
  expect(await fixTitles(rule, mixed)).toEqual([]);
});

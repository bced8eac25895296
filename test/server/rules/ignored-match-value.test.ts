import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { ruleWithMatches } from '../../support/triggers';

const rule = 'ignored-match-value';

test('values without an effect', async () => {
  await checkDiagnostics(
    rule,
    ruleWithMatches(`
      - {attribute_name: a, value_match: any, value: x}
      #                                       ^^^^^^^^ warning ignored-match-value: value has no effect
      - {attribute_name: b, value: x, value_previous: y}
      #                               ^^^^^^^^^^^^^^^^^ warning ignored-match-value: use value_match: value_full
      - {attribute_name: c, value_match: value_previous, value: x, value_previous: y}
      #                                                  ^^^^^^^^ warning ignored-match-value
      - {attribute_name: d, value_match: value_full, value: x, value_previous: y}
      - {attribute_name: e, value: x}
      - {attribute_name: f, value_match: any}
      - {attribute_name: g, value_match: anything, value: x}
    `),
  );
});

test('the fixes', async () => {
  const before = ruleWithMatches('- attribute_name: a\n  value_match: any\n  value: x');
  await checkFix(rule, before, ruleWithMatches('- attribute_name: a\n  value_match: any'));
  await checkFix(
    rule,
    before,
    ruleWithMatches('- attribute_name: a\n  value_match: value\n  value: x'),
    'Change value_match to value',
  );
  await checkFix(
    rule,
    ruleWithMatches('- {attribute_name: a, value: x, value_previous: y}'),
    ruleWithMatches('- {attribute_name: a, value: x}'),
  );
});

import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { ruleWithMatches } from '../../support/triggers';

const rule = 'incomplete-match-values';

test('values that the comparison lacks', async () => {
  await checkDiagnostics(
    rule,
    ruleWithMatches(`
      - {attribute_name: a, value_match: value_previous}
      #                                  ^^^^^^^^^^^^^^ warning incomplete-match-values: compares with value_previous, which is
      - {attribute_name: b, value_match: value_full}
      #                                  ^^^^^^^^^^ warning incomplete-match-values: value and value_previous, which are
      - {attribute_name: c, value_match: value_full, value: x, value_previous: ""}
      #                                  ^^^^^^^^^^ warning incomplete-match-values: value_previous, which is
      - {attribute_name: d, value_match: value_full, value: x, value_previous: y}
      - {attribute_name: e, value_match: value_previous, value_previous: y}
      - {attribute_name: f, value_match: any}
      - {attribute_name: g, value_match: value}
    `),
  );
});

test('the fixes', async () => {
  const half = ruleWithMatches('- attribute_name: a\n  value_match: value_full\n  value: x');
  await checkFix(rule, half, ruleWithMatches('- attribute_name: a\n  value_match: value\n  value: x'));
  await checkFix(
    rule,
    half,
    ruleWithMatches('- attribute_name: a\n  value_match: any'),
    'Match every change (value_match: any)',
  );
});

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { inNetwork, ruleWithMatches } from '../../support/triggers';

const rule = 'match-without-value';

test('matches on a value that have none', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      ruleWithMatches(`
        - attribute_name: role
        #                 ^^^^ warning match-without-value: has no value_match
        - attribute_name: size
        #                 ^^^^ warning match-without-value: has no value
          value_match: value
          value:
        - attribute_name: name
        #                 ^^^^ hint match-without-value: fires only when 'name' becomes an empty text, not when it is unset
          value: ''
        - attribute_name: role
        #                 ^^^^ information match-without-value: practically never fires: the match on 'role' compares with ''
          value: ''
        - attribute_name: live
        #                 ^^^^ information match-without-value: compares with ''
          value: ''
        - attribute_name: unknown
        #                 ^^^^^^^ hint match-without-value: becomes an empty text
          value: ''
        - attribute_name: checksum
          value_match: any
        - attribute_name: live
          value: true
        - attribute_name: other
          value_match: value_previous
      `),
    ),
  );
});

test('the fixes: every change, or one of the choices', async () => {
  const without = ruleWithMatches('- attribute_name: role');
  await checkFix(rule, inNetwork(without), ruleWithMatches('- attribute_name: role\n  value_match: any'));
  await checkFix(
    rule,
    inNetwork(without),
    ruleWithMatches('- attribute_name: role\n  value: storage'),
    "Match the value 'storage'",
  );
  await checkFix(
    rule,
    inNetwork(ruleWithMatches('- {attribute_name: size, value_match: value}')),
    ruleWithMatches('- {attribute_name: size, value_match: any}'),
  );
});

test('a server without any is not offered it', async () => {
  const old = '#- /.infrahub-cascade.yml\nserver_version: "1.3"\n';
  expect(await fixTitles(rule, old + inNetwork(ruleWithMatches('- attribute_name: size')))).toEqual([]);
});

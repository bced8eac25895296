import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { inNetwork, ruleWithMatches } from '../../support/triggers';

const rule = 'impossible-match-value';

test('values that never occur', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      ruleWithMatches(`
        - {attribute_name: role, value: Compute nodes}
        #                               ^^^^^^^^^^^^^ warning impossible-match-value: That is the label of 'compute'
        - {attribute_name: role, value: archive}
        #                               ^^^^^^^ warning impossible-match-value: It can be compute, storage
        - {attribute_name: role, value: storage}
        - {attribute_name: role, value: archive, value_match: any}
        - {attribute_name: role, value_previous: archive, value_match: value_previous}
        #                                        ^^^^^^^ warning impossible-match-value
        - {attribute_name: size, value: "three"}
        #                               ^^^^^^^ warning impossible-match-value: is a number
        - {attribute_name: size, value: 3}
        - {attribute_name: size, value: "3"}
        - {attribute_name: live, value: alive}
        #                               ^^^^^ warning impossible-match-value: True or False
        - {attribute_name: live, value: true}
        - {attribute_name: live, value: 1}
        - {attribute_name: role, value: 5}
        - {attribute_name: live, value: "False"}
        - {attribute_name: live, value: "false"}
        #                               ^^^^^^^ warning impossible-match-value: True or False
        - {attribute_name: live, value: "yes"}
        #                               ^^^^^ warning impossible-match-value: True or False
        - {attribute_name: name, value: anything}
        - {attribute_name: name, value: "NULL"}
        #                               ^^^^^^ warning impossible-match-value: never the text NULL
        - {attribute_name: nowhere, value: x}
        - {attribute_name: role}
      `),
    ),
  );
});

test('a boolean is compared as Python writes it', () =>
  checkFix(
    rule,
    inNetwork(ruleWithMatches('- {attribute_name: live, value: "false"}')),
    ruleWithMatches('- {attribute_name: live, value: "False"}'),
  ));

test('the fix takes the choice of that label', async () => {
  await checkFix(
    rule,
    inNetwork(ruleWithMatches('- {attribute_name: role, value: "Compute nodes"}')),
    ruleWithMatches('- {attribute_name: role, value: "compute"}'),
  );
  await checkFix(
    rule,
    inNetwork(ruleWithMatches('- attribute_name: size\n  value: three')),
    ruleWithMatches('- attribute_name: size\n  value_match: any'),
  );
});

import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules } from '../../support/triggers';

const rule = 'inactive-rule';

test('rules that are switched off', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - {name: a, active: false}
      #           ^^^^^^^^^^^^^ information inactive-rule: Rule a never fires
      - {name: b, active: no}
      #           ^^^^^^^^^^ information inactive-rule
      - {name: c, active: true}
      - {name: d}
    `),
  );
});

test('the fixes', async () => {
  const before = nodeRules('- name: a\n  active: false # for now\n  action: b');
  await checkFix(rule, before, nodeRules('- name: a\n  active: true # for now\n  action: b'));
  await checkFix(rule, before, nodeRules('- name: a\n  action: b'), 'Remove active: false');
});

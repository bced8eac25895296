import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules, objects } from '../../support/triggers';

const rule = 'invalid-branch-scope';

test('words that are no scope', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - {name: a, branch_scope: other_branch}
      #                         ^^^^^^^^^^^^ error invalid-branch-scope: not 'other_branch'
      - {name: b, branch_scope: other_branches}
      - {name: c, branch_scope: all_branches}
      - {name: d, branch_scope: default_branch}
      - {name: e, branch_scope: }
    `) +
      objects(
        'CoreGroupTriggerRule',
        `
        - {name: f, branch_scope: main}
        #                         ^^^^ error invalid-branch-scope
      `,
      ),
  );
});

test('the fix takes the nearest scope', async () => {
  await checkFix(
    rule,
    nodeRules('- {name: a, branch_scope: "default-branch"}'),
    nodeRules('- {name: a, branch_scope: "default_branch"}'),
  );
});

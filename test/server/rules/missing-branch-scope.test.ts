import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules, objects } from '../../support/triggers';

const rule = 'missing-branch-scope';

test('rules without a scope', async () => {
  await checkDiagnostics(
    rule,
    objects('CoreGroupAction', '- {name: join, group: g}') +
      objects('CoreGeneratorAction', '- {name: run, generator: g}') +
      nodeRules(`
        - name: a
        #       ^ warning missing-branch-scope: Rule a fires on the default branch only
          action: run
        - name: b
        #       ^ hint missing-branch-scope: Rule b fires on the default branch only
          action: join
        - name: c
          branch_scope: default_branch
          action: run
        - action: elsewhere
        # ^^^^^^ warning missing-branch-scope: This rule
      `) +
      objects(
        'CoreGroupTriggerRule',
        `
        - name: d
        #       ^ warning missing-branch-scope: Rule d
          action: run
      `,
      ),
  );
});

test('a scope from a merge key counts', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - &base
        name: a
        branch_scope: other_branches
      - <<: *base
        name: b
    `),
  );
});

test('the fix writes it behind the name', async () => {
  await checkFix(
    rule,
    nodeRules(`
      - name: a # first
        action: run
    `),
    nodeRules(`
      - name: a # first
        branch_scope: other_branches
        action: run
    `),
  );
  await checkFix(
    rule,
    nodeRules('- {name: a, action: run}'),
    nodeRules('- {name: a, branch_scope: default_branch, action: run}'),
    'Add branch_scope: default_branch',
  );
});

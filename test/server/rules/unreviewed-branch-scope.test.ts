import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules, objects } from '../../support/triggers';

const rule = 'unreviewed-branch-scope';
const actions =
  objects('CoreGeneratorAction', '- {name: run, generator: g}') +
  objects('CoreGroupAction', '- {name: join, group: g}');

test('beside rules for other branches it stands out', async () => {
  await checkDiagnostics(
    rule,
    actions +
      nodeRules(`
        - {name: a, branch_scope: other_branches, action: run}
        - {name: b, branch_scope: default_branch, action: run}
        #                         ^^^^^^^^^^^^^^ warning unreviewed-branch-scope: starts its generator on the default branch
        - {name: c, branch_scope: all_branches, action: run}
        #                         ^^^^^^^^^^^^ warning unreviewed-branch-scope: also starts
        - {name: d, branch_scope: all_branches, action: join}
        - {name: e, branch_scope: all_branches, action: run, active: false}
        - {name: f, branch_scope: all_branches, action: elsewhere}
      `),
  );
});

test('where all rules are for the default branch it is an information', async () => {
  await checkDiagnostics(
    rule,
    actions +
      nodeRules(`
        - {name: b, branch_scope: default_branch, action: run}
        #                         ^^^^^^^^^^^^^^ information unreviewed-branch-scope
        - {name: a, branch_scope: other_branches, action: join}
      `),
  );
});

test('the fix', async () => {
  await checkFix(
    rule,
    actions + nodeRules('- {name: b, branch_scope: default_branch, action: run}'),
    actions + nodeRules('- {name: b, branch_scope: other_branches, action: run}'),
  );
});

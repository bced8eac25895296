import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { nodeRules, objects } from '../../support/triggers';

const rule = 'duplicate-trigger';

function node(name: string, fields: string, match = 'attribute_name: x, value_match: any'): string {
  return (
    `- {name: ${name}, node_kind: K, mutation_action: updated, action: run, ${fields}` +
    `matches: {kind: CoreNodeTriggerAttributeMatch, data: [{${match}}]}}`
  );
}

test('rules that start the same on the same event', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      ${node('a', 'branch_scope: other_branches, ')}
      ${node('b', 'branch_scope: all_branches, ')}
      #        ^ warning duplicate-trigger: on the same event as rule a: it runs twice
      ${node('c', 'branch_scope: default_branch, ', 'attribute_name: y')}
      ${node('d', '', 'attribute_name: y, value_match: value')}
      #        ^ warning duplicate-trigger: as rule c
      ${node('e', 'branch_scope: other_branches, ', 'attribute_name: y')}
      ${node('f', 'branch_scope: other_branches, ', 'attribute_name: y, value: 1')}
      ${node('g', 'branch_scope: other_branches, active: false, ')}
    `) +
      objects(
        'CoreGroupTriggerRule',
        `
        - {name: h, group: g, action: run}
        - {name: i, group: g, action: run, member_update: added}
        #        ^ warning duplicate-trigger: as rule h
        - {name: j, group: g, action: run, member_update: removed}
        - {name: k, group: other, action: run}
      `,
      ),
  );
});

test('the fix removes the second', async () => {
  const one = node('a', '');
  await checkFix(
    rule,
    nodeRules(`# first\n${one}\n# second\n${node('b', '')} # twice\n- {name: c}`),
    nodeRules(`# first\n${one}\n# second\n- {name: c}`),
  );
});

test('the only rule of its document is not removed', async () => {
  expect(await fixTitles(rule, nodeRules(node('a', '')) + nodeRules(node('b', '')))).toEqual([]);
});

test('rules whose matches stand under a misspelt key are not compared', async () => {
  await checkDiagnostics(rule, nodeRules(`${misspelt('a', 'x')}\n${misspelt('b', 'y')}`));
  // Rules without matches are the same on every update.
  await checkDiagnostics(
    rule,
    nodeRules(`
      - {name: a, node_kind: K, mutation_action: updated, action: run}
      ${misspelt('b', 'y')}
      - {name: c, node_kind: K, mutation_action: updated, action: run, descripton: of the pod}
      #        ^ warning duplicate-trigger: as rule a
    `),
  );
});

function misspelt(name: string, attribute: string): string {
  return node(name, '', `attribute_name: ${attribute}`).replace('matches:', 'match:');
}

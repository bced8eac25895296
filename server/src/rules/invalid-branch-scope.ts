import { nearestNames } from '../base/nearest';
import { placeOf } from '../model/named';
import { defineRule } from './rule';
import { changeTo } from './triggers/fixes';

const scopes = ['other_branches', 'default_branch', 'all_branches'];

export const rule = defineRule({
  id: 'invalid-branch-scope',
  catalogue: 'TRG06',
  title: 'branch_scope is no known scope',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `\`branch_scope\` is a Dropdown with the choices \`all_branches\`, \`default_branch\` and \`other_branches\` in every
version (facts/versions/core-diff.md §1). An unknown choice passes the local check and fails on the server
(facts/versions/object-files.md §4): the rule is not loaded.`,
  appliesTo: 'triggerRule',
  check({ item, branchScope }, { report }) {
    if (!branchScope || scopes.includes(branchScope.value)) return;
    const at = placeOf(item.chunk, branchScope);
    report({
      at,
      message:
        'The server refuses this rule: branch_scope must be other_branches, default_branch or all_branches, ' +
        `not '${branchScope.value}'.`,
      fixes: () => changeTo(item, at, [...new Set([...nearestNames(branchScope.value, scopes), ...scopes])]),
    });
  },
});

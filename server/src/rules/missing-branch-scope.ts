import { hasField } from '../model/objects/objectFile';
import { defineRule } from './rule';
import { change, setKey } from './triggers/fixes';
import { isMisplacedMatch, objectPlace, ruleLabel } from './triggers/parts';

export const rule = defineRule({
  id: 'missing-branch-scope',
  catalogue: 'TRG05',
  title: 'A rule without branch_scope fires on the default branch only',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The default of \`branch_scope\` is \`default_branch\`: a rule created without it fired on the default branch only
(facts 2, observed). On a working branch, where changes are made and reviewed, it starts nothing; on the default branch what
its generator writes is not reviewed.

Write \`branch_scope: other_branches\`; write \`default_branch\` where that is meant. For rules that only change a group this
is a hint, since groups are often kept on the default branch.`,
  appliesTo: 'linkedRule',
  check({ rule, actions }, { report }) {
    if (!rule.active || rule.branchScope || hasField(rule.item, 'branch_scope') || isMisplacedMatch(rule.item)) return;
    const onlyGroups = actions.length > 0 && actions.every((action) => action.kind === 'CoreGroupAction');
    report({
      at: objectPlace(rule.item),
      message:
        `${ruleLabel(rule)} fires on the default branch only, because it has no branch_scope: changes on a working branch ` +
        'start nothing. Add branch_scope: other_branches.',
      severity: onlyGroups ? 'hint' : undefined,
      fixes: () =>
        ['other_branches', 'default_branch', 'all_branches'].flatMap((scope) =>
          change(`Add branch_scope: ${scope}`, [setKey(rule.item, 'branch_scope', scope, 'name')]),
        ),
    });
  },
});

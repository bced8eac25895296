import { placeOf } from '../model/named';
import type { LinkedRule } from '../model/triggers/linkedRule';
import type { TriggerRule } from '../model/triggers/triggers';
import { defineRule, type RuleContext, type Severity } from './rule';
import { changeTo } from './triggers/fixes';
import { ruleLabel } from './triggers/parts';

export const rule = defineRule({
  id: 'unreviewed-branch-scope',
  catalogue: 'TRG07',
  title: 'A rule of a cascade starts its generator on the default branch',
  severity: 'warning',
  recommended: false,
  evidence: 'project',
  docs: `With \`default_branch\` or \`all_branches\` the rule fires on the default branch too (facts 2, observed): what its
generator creates, changes and deletes there is in production at once, without a proposed change and its review. Where
other rules of the repository start generators on \`other_branches\` only, this one stands out: warning. Where all
rules are made for the default branch it is an information.`,
  appliesTo: 'project',
  check(project, context) {
    const running = project.triggers.linkedRules.filter(runsGenerator);
    const others = running.some(({ rule: { branchScope } }) => branchScope?.value === 'other_branches');
    for (const each of running) checkRule(each.rule, others ? undefined : 'information', context);
  },
});

function checkRule(rule: TriggerRule, severity: Severity | undefined, { report }: RuleContext): void {
  const { item, branchScope } = rule;
  if (!branchScope || !['default_branch', 'all_branches'].includes(branchScope.value)) return;
  if (!rule.active) return;
  const at = placeOf(item.chunk, branchScope);
  const also = branchScope.value === 'all_branches' ? 'also ' : '';
  report({
    at,
    message:
      `${ruleLabel(rule)} ${also}starts its generator on the default branch, where its changes go live without a review. ` +
      'Use branch_scope: other_branches unless that is meant.',
    severity,
    fixes: () => changeTo(item, at, ['other_branches']),
  });
}

function runsGenerator({ actions }: LinkedRule): boolean {
  return actions.some(({ kind }) => kind === 'CoreGeneratorAction');
}

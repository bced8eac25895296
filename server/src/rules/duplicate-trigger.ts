import type { TriggerRule } from '../model/triggers/triggers';
import { defineRule } from './rule';
import { change } from './triggers/fixes';
import { hasUnknownBlock, objectPlace, ruleLabel } from './triggers/parts';
import { removeObject } from './triggers/removeObject';

export const rule = defineRule({
  id: 'duplicate-trigger',
  catalogue: 'TRG22',
  title: 'Two rules start the same action on the same event',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `Two rules that match the same event with the same action run the action twice, three rules three times: there is no
de-duplication (facts 10.12, observed). Rules with equal kind, mutation, matches and action are compared, and the branch
scopes have to overlap.`,
  appliesTo: 'twins',
  /** Of rules in order each is compared with those before it that have no twin among these. */
  check(same, { project, report }) {
    const different: TriggerRule[] = [];
    for (const { rule } of same) {
      if (hasUnknownBlock(rule, project)) continue;
      const twin = different.find((each) => scopesOverlap(rule, each));
      if (!twin) {
        different.push(rule);
        continue;
      }
      report({
        at: objectPlace(rule.item),
        message:
          `${ruleLabel(rule)} starts '${rule.action?.value}' on the same event as rule ${twin.name?.value}: it runs twice. ` +
          'Remove one of them, or change what it watches.',
        related: [{ at: objectPlace(twin.item), message: `Rule ${twin.name?.value}` }],
        fixes: () => change('Remove this rule', [removeObject(rule.item, project)]),
      });
    }
  },
});

/** Without a scope a rule fires on the default branch only (facts 2). */
function scopesOverlap(a: TriggerRule, b: TriggerRule): boolean {
  const one = a.branchScope?.value ?? 'default_branch';
  const other = b.branchScope?.value ?? 'default_branch';
  return one === other || one === 'all_branches' || other === 'all_branches';
}

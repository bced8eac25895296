import { MultiMap } from '../base/multiMap';
import { perObject } from '../base/perObject';
import type { LinkedRule } from '../model/triggers/linkedRule';
import type { TriggerMatch, TriggerRule } from '../model/triggers/triggers';
import { defineRule } from './rule';
import { change } from './triggers/fixes';
import { objectPlace, ruleLabel } from './triggers/parts';
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
  appliesTo: 'project',
  check(project, { report }) {
    const first = new Map<string, TriggerRule>();
    const further = new MultiMap<string, TriggerRule>();
    for (const linked of project.triggers.linkedRules) {
      const signature = signatureOf(linked);
      if (signature === undefined) continue;
      const { rule } = linked;
      const other = first.get(signature);
      if (!other) {
        first.set(signature, rule);
        continue;
      }
      const twin = [other, ...further.get(signature)].find((each) => scopesOverlap(rule, each));
      if (!twin) {
        further.add(signature, rule);
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

/** What decides when the rule runs and what, without the scope; undefined when that is not known. */
const signatureOf = perObject(({ rule, matches, alone }: LinkedRule): string | undefined => {
  const { active, action, kind, nodeKind, mutationAction, group, memberUpdate } = rule;
  if (!active || !action || !alone) return undefined;
  // No name holds a line break.
  if (kind === 'CoreGroupTriggerRule') return group && [action.value, group.value, memberUpdate].join('\n');
  if (!nodeKind || !mutationAction || (rule.matchesField && matches.length === 0)) return undefined;
  const wanted = matches.map(matchSignature).toSorted();
  return [nodeKind.value, mutationAction.value, action.value, ...wanted].join('\n');
});

function matchSignature({ kind, member, modificationType, valueMatch, value, valuePrevious }: TriggerMatch): string {
  if (kind === 'CoreNodeTriggerRelationshipMatch') return `r ${member?.value} ${modificationType?.value ?? 'added'}`;
  const mode = valueMatch?.value ?? 'value';
  const first = mode === 'value' || mode === 'value_full' ? value?.value : undefined;
  const second = mode === 'value_previous' || mode === 'value_full' ? valuePrevious?.value : undefined;
  return `a ${member?.value} ${mode}\n${first}\n${second}`;
}

/** Without a scope a rule fires on the default branch only (facts 2). */
function scopesOverlap(a: TriggerRule, b: TriggerRule): boolean {
  const one = a.branchScope?.value ?? 'default_branch';
  const other = b.branchScope?.value ?? 'default_branch';
  return one === other || one === 'all_branches' || other === 'all_branches';
}

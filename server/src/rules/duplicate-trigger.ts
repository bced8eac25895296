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
    const seen = new Map<string, LinkedRule[]>();
    for (const linked of project.triggers.linkedRules) {
      const watched = watches(linked);
      if (watched === undefined) continue;
      const others = seen.get(watched);
      const twin = others?.find((other) => isSame(linked, other))?.rule;
      if (!twin) {
        if (others) others.push(linked);
        else seen.set(watched, [linked]);
        continue;
      }
      const { rule } = linked;
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

/** A name that rules for the same event share; undefined when it is not known what the rule runs, or when. */
function watches({ rule, matches, alone }: LinkedRule): string | undefined {
  const { active, action, kind, nodeKind, mutationAction, group } = rule;
  if (!active || !action || !alone) return undefined;
  if (kind === 'CoreGroupTriggerRule') return group?.value;
  if (!nodeKind || !mutationAction || (rule.matchesField && matches.length === 0)) return undefined;
  // Rules mostly differ in what they match, so that few are compared any further.
  return (matches.length === 1 ? matches[0]?.member?.value : undefined) ?? nodeKind.value;
}

function isSame(one: LinkedRule, other: LinkedRule): boolean {
  const [a, b] = [one.rule, other.rule];
  if (a.kind !== b.kind || a.action?.value !== b.action?.value || !scopesOverlap(a, b)) return false;
  if (a.kind === 'CoreGroupTriggerRule') return a.group?.value === b.group?.value && a.memberUpdate === b.memberUpdate;
  if (a.nodeKind?.value !== b.nodeKind?.value || a.mutationAction?.value !== b.mutationAction?.value) return false;
  if (one.matches.length !== other.matches.length) return false;
  const wanted = new Set(one.matches.map(matchSignature));
  return other.matches.every((match) => wanted.has(matchSignature(match)));
}

function matchSignature({ kind, member, modificationType, valueMatch, value, valuePrevious }: TriggerMatch): string {
  if (kind === 'CoreNodeTriggerRelationshipMatch') return `r ${member?.value} ${modificationType?.value ?? 'added'}`;
  const mode = valueMatch?.value ?? 'value';
  const first = mode === 'value' || mode === 'value_full' ? value?.value : undefined;
  const second = mode === 'value_previous' || mode === 'value_full' ? valuePrevious?.value : undefined;
  return `a ${member?.value} ${mode}\n${first}\n${second}`;
}

/** Without a scope a rule fires on the default branch only (facts 2). */
function scopesOverlap(a: TriggerRule, b: TriggerRule): boolean {
  const [one, other] = [a, b].map(({ branchScope }) => branchScope?.value ?? 'default_branch');
  return one === other || one === 'all_branches' || other === 'all_branches';
}

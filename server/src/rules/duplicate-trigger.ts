import { MultiMap } from '../base/multiMap';
import type { Project } from '../model/project/project';
import type { TriggerMatch, TriggerRule } from '../model/triggers/triggers';
import { defineRule } from './rule';
import { change } from './triggers/fixes';
import { matchesOf, objectPlace, ruleLabel } from './triggers/parts';
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
    const seen = new MultiMap<string, TriggerRule>();
    for (const rule of project.triggers.rules) {
      const key = signature(rule, project);
      if (key === undefined) continue;
      let twin: TriggerRule | undefined;
      if (seen.has(key)) twin = [...seen.get(key)].find((other) => scopesOverlap(rule, other));
      if (!twin) {
        seen.add(key, rule);
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
function signature(rule: TriggerRule, project: Project): string | undefined {
  const { name, active, action, kind, nodeKind, mutationAction, group, memberUpdate } = rule;
  if (!name || !active || !action || project.triggers.rulesByName.get(name.value).length > 1) return undefined;
  // No name holds a line break, and this runs for every rule at every edit.
  if (kind === 'CoreGroupTriggerRule') return group && `${action.value}\n${group.value}\n${memberUpdate}`;
  if (!nodeKind || !mutationAction) return undefined;
  const matches = matchesOf(rule, project).map(matchSignature);
  if (rule.matchesField && matches.length === 0) return undefined;
  const all = matches.length > 1 ? matches.sort().join('\n') : matches[0];
  return `${nodeKind.value}\n${mutationAction.value}\n${action.value}\n${all}`;
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

import type { TriggerMatch } from '../model/triggers/triggers';
import { defineRule } from './rule';
import { matchesByMember, matchesPlace, ruleLabel } from './triggers/parts';
import { rulePerMatch } from './triggers/splitRule';

export const rule = defineRule({
  id: 'matches-in-one-mutation',
  catalogue: 'TRG14',
  title: 'All matches of a rule have to change in one mutation',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `Several matches of one rule are AND, and all of them have to be in the *same* event: a change of one attribute alone did
not start a rule with matches on two, both in one mutation did (facts 2, observed). A rule that is to fire when either
changes has to be written twice. Where the matches compare values this is an information: that may be meant, but an
attribute that keeps its value in the mutation does not match.`,
  appliesTo: 'linkedRule',
  check({ rule, matches: all }, { project, report }) {
    if (!rule.active || rule.kind !== 'CoreNodeTriggerRule' || rule.mutationAction?.value !== 'updated') return;
    if (all.length < 2) return;
    const matches = [...matchesByMember(all).values()].flatMap((same) => same.at(-1) ?? []);
    if (matches.length < 2) return;
    const names = matches.map((match) => `'${match.member?.value}'`).join(', ');
    report({
      at: matchesPlace(rule),
      message:
        `${ruleLabel(rule)} fires only when ${names} change in one and the same mutation. ` +
        'Write one rule for each to fire on either.',
      severity: matches.filter(isAnyChange).length > 1 ? undefined : 'information',
      fixes: () => rulePerMatch({ rule, matches, project, wordOf: ({ member }) => member?.value ?? '' }),
    });
  },
});

function isAnyChange(match: TriggerMatch): boolean {
  return match.kind === 'CoreNodeTriggerRelationshipMatch' || match.valueMatch?.value === 'any';
}

import { perObject } from '../../base/perObject';
import type { Action, TriggerMatch, TriggerRule } from './triggers';

/** A trigger rule with what the files say belongs to it, found once for everybody who asks. */
export interface LinkedRule {
  readonly rule: TriggerRule;
  /** The matches of this rule in the order of the files: nested ones and objects that name it. */
  readonly matches: readonly TriggerMatch[];
  /** The same, with those nested in other rules of its name: loading them makes one rule (facts 2). */
  readonly matchesOfName: readonly TriggerMatch[];
  /** The actions of the name that it gives; none when it gives none. */
  readonly actions: readonly Action[];
  /** No other rule of the files bears its name. */
  readonly alone: boolean;
}

/** What rules are linked with, by name. */
export interface RuleLinks {
  readonly rulesByName: ReadonlyLists<TriggerRule>;
  readonly matchesByRule: ReadonlyLists<TriggerMatch>;
  readonly actionsByName: ReadonlyLists<Action>;
}

interface ReadonlyLists<V> {
  get(name: string): readonly V[];
}

/** Links a rule; takes a lookup for each of the three names. */
export function linkRule(rule: TriggerRule, { rulesByName, matchesByRule, actionsByName }: RuleLinks): LinkedRule {
  const matchesOfName = rule.name ? matchesByRule.get(rule.name.value) : [];
  const isOwn = (match: TriggerMatch): boolean =>
    !match.rule || !('item' in match.rule) || match.rule.item === rule.item;
  return {
    rule,
    matches: matchesOfName.every(isOwn) ? matchesOfName : matchesOfName.filter(isOwn),
    matchesOfName,
    actions: rule.action ? actionsByName.get(rule.action.value) : [],
    alone: rule.name !== undefined && rulesByName.get(rule.name.value).length === 1,
  };
}

/** What decides when the rule runs and what, without the scope; undefined when that is not known. */
export const signatureOf = perObject(({ rule, matches, alone }: LinkedRule): string | undefined => {
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

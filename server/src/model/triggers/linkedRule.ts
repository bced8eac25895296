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

import { MultiMap } from '../../base/multiMap';
import type { Action, Group, TriggerMatch, TriggerRule } from '../triggers/triggers';
import type { ProjectFile } from './project';

/** What the object files of a project declare, by name. Parked files are kept apart: they exist and are not loaded. */
export interface TriggerIndex {
  readonly rules: readonly TriggerRule[];
  readonly actions: readonly Action[];
  readonly matches: readonly TriggerMatch[];
  readonly groups: readonly Group[];
  readonly rulesByName: MultiMap<string, TriggerRule>;
  readonly actionsByName: MultiMap<string, Action>;
  readonly groupsByName: MultiMap<string, Group>;
  /** Rules that run the action, by the action's name. */
  readonly rulesByAction: MultiMap<string, TriggerRule>;
  /** Actions that run the generator, by the definition's name. */
  readonly actionsByGenerator: MultiMap<string, Action>;
  /** Every match of a rule by the rule's name, nested ones and objects of their own. */
  readonly matchesByRule: MultiMap<string, TriggerMatch>;
  /** Kinds of the objects that say they are members of the group, with how many. */
  readonly membersOf: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly parkedActions: ReadonlySet<string>;
  readonly parkedGroups: ReadonlySet<string>;
  /** Names of rules, actions and groups that a file had before a syntax error hid them: they may still be there. */
  readonly hiddenNames: ReadonlySet<string>;
}

/** Merges what the files give; takes time in proportion to the trigger objects, not to all objects. */
export function triggerIndex(files: readonly ProjectFile[]): TriggerIndex {
  const index = {
    rules: [] as TriggerRule[],
    actions: [] as Action[],
    matches: [] as TriggerMatch[],
    groups: [] as Group[],
    rulesByName: new MultiMap<string, TriggerRule>(),
    actionsByName: new MultiMap<string, Action>(),
    groupsByName: new MultiMap<string, Group>(),
    rulesByAction: new MultiMap<string, TriggerRule>(),
    actionsByGenerator: new MultiMap<string, Action>(),
    matchesByRule: new MultiMap<string, TriggerMatch>(),
    membersOf: new Map<string, Map<string, number>>(),
    parkedActions: new Set<string>(),
    parkedGroups: new Set<string>(),
    hiddenNames: new Set<string>(),
  };
  for (const { facts, lastGood } of files) {
    for (const each of [...(lastGood?.objects?.rules ?? []), ...(lastGood?.objects?.actions ?? [])]) {
      if (each.name) index.hiddenNames.add(each.name.value);
    }
    for (const group of lastGood?.objects?.groups ?? []) index.hiddenNames.add(group.name.value);
    const objects = facts.objects;
    if (!objects) continue;
    if (facts.role === 'parked') {
      for (const action of objects.actions) if (action.name) index.parkedActions.add(action.name.value);
      for (const group of objects.groups) index.parkedGroups.add(group.name.value);
      continue;
    }
    for (const rule of objects.rules) {
      index.rules.push(rule);
      if (rule.name) index.rulesByName.add(rule.name.value, rule);
      if (rule.action) index.rulesByAction.add(rule.action.value, rule);
    }
    for (const action of objects.actions) {
      index.actions.push(action);
      if (action.name) index.actionsByName.add(action.name.value, action);
      if (action.generator) index.actionsByGenerator.add(action.generator.value, action);
    }
    for (const match of objects.matches) {
      index.matches.push(match);
      const rule = ruleNameOf(match);
      if (rule !== undefined) index.matchesByRule.add(rule, match);
    }
    for (const group of objects.groups) {
      index.groups.push(group);
      index.groupsByName.add(group.name.value, group);
    }
    for (const [group, kinds] of objects.members) {
      const all = index.membersOf.get(group) ?? new Map<string, number>();
      for (const [kind, count] of kinds) all.set(kind, (all.get(kind) ?? 0) + count);
      index.membersOf.set(group, all);
    }
  }
  return index;
}

/** The name of the rule a match belongs to. */
export function ruleNameOf(match: TriggerMatch): string | undefined {
  if (!match.rule) return undefined;
  return 'item' in match.rule ? match.rule.name?.value : match.rule.value;
}

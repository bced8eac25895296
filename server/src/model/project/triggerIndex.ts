import { MultiMap } from '../../base/multiMap';
import { linkRule, type LinkedRule } from '../triggers/linkedRule';
import type { Action, Group, TriggerMatch, TriggerRule } from '../triggers/triggers';
import type { ObjectItem } from '../objects/objectFile';
import type { ObjectFacts } from './objectFacts';
import type { ProjectFile } from './project';

/**
 * What the object files of a project declare, by name. Parked files are kept apart: they exist and are not loaded. What a
 * syntax error hides counts as it was before: it may still be there.
 */
export interface TriggerIndex {
  readonly rules: readonly TriggerRule[];
  /** The same, each with its matches and actions. */
  readonly linkedRules: readonly LinkedRule[];
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
}

/** Merges what the files give; takes time in proportion to the trigger objects, not to all objects. */
export function triggerIndex(files: readonly ProjectFile[]): TriggerIndex {
  const index = {
    rules: [] as TriggerRule[],
    linkedRules: [] as LinkedRule[],
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
  };
  for (const file of files) {
    const { facts } = file;
    const objects = objectsOf(file);
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
  for (const rule of index.rules) index.linkedRules.push(linkRule(rule, index));
  return index;
}

type Declared = Pick<ObjectFacts, 'rules' | 'actions' | 'matches' | 'groups' | 'members'>;

function objectsOf({ facts, lastGood }: ProjectFile): Declared | undefined {
  const [now, before] = [facts.objects, lastGood?.objects];
  if (!now || !before) return now;
  return {
    rules: withHidden(now.rules, before.rules, (rule) => rule.name?.value),
    actions: withHidden(now.actions, before.actions, (action) => action.name?.value),
    matches: withHidden(now.matches, before.matches, (match) => {
      const rule = ruleNameOf(match);
      return rule === undefined ? undefined : `${match.kind} ${match.member?.value} ${rule}`;
    }),
    groups: withHidden(now.groups, before.groups, (group) => group.name.value),
    members: before.members,
  };
}

/** What can be read now, then what was there before under another name, then what else stands in a broken part. */
function withHidden<T extends { readonly item: ObjectItem }>(
  now: readonly T[],
  before: readonly T[],
  nameOf: (each: T) => string | undefined,
): T[] {
  const isBroken = ({ item }: T): boolean => item.chunk.tree.problems.length > 0;
  const readable = now.filter((each) => !isBroken(each));
  const names = new Set(readable.map(nameOf));
  const hidden = before.filter((each) => !names.has(nameOf(each)));
  for (const each of hidden) names.add(nameOf(each));
  return [...readable, ...hidden, ...now.filter((each) => isBroken(each) && !names.has(nameOf(each)))];
}

/** The name of the rule a match belongs to. */
export function ruleNameOf(match: TriggerMatch): string | undefined {
  if (!match.rule) return undefined;
  return 'item' in match.rule ? match.rule.name?.value : match.rule.value;
}

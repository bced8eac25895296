import { keyed, sharedLists, type Keyed } from '../../base/keyed';
import type { MultiMap } from '../../base/multiMap';
import { linkRule, signatureOf, type LinkedRule } from '../triggers/linkedRule';
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
  /** Rules for events of the kind, by its name. */
  readonly linkedByKind: MultiMap<string, LinkedRule>;
  /** Rules that watch the group, by its name. */
  readonly linkedByGroup: MultiMap<string, LinkedRule>;
  /** Rules that have one name, and actions that do: two or more in a list, which is in order. None that is only kept. */
  readonly namesakes: {
    readonly rules: readonly (readonly TriggerRule[])[];
    readonly actions: readonly (readonly Action[])[];
  };
  /** Rules that do the same at the same event, as far as that is known: lists of the same sort, without kept ones, too. */
  readonly twins: readonly (readonly LinkedRule[])[];
  readonly parkedActions: ReadonlySet<string>;
  readonly parkedGroups: ReadonlySet<string>;
  /** What the next index is made from. */
  readonly lookUps: LookUps;
}

/** The look-ups of an index; the next one is made from them. */
interface LookUps {
  readonly rulesByName: Keyed<TriggerRule>;
  readonly rulesByAction: Keyed<TriggerRule>;
  readonly actionsByName: Keyed<Action>;
  readonly actionsByGenerator: Keyed<Action>;
  readonly matchesByRule: Keyed<TriggerMatch>;
  readonly groupsByName: Keyed<Group>;
  readonly linkedByKind: Keyed<LinkedRule>;
  readonly linkedByGroup: Keyed<LinkedRule>;
  readonly linkedBySignature: Keyed<LinkedRule>;
}

/**
 * Merges what the files give, and gives the index at the last step; takes time in proportion to the trigger objects, not to
 * all objects, and with the index `before` mostly in proportion to what changed since.
 */
export function* triggerIndexInSteps(
  files: readonly ProjectFile[],
  before: TriggerIndex | undefined,
): Generator<void, TriggerIndex> {
  const rules: TriggerRule[] = [];
  const actions: Action[] = [];
  const matches: TriggerMatch[] = [];
  const groups: Group[] = [];
  const membersOf = new Map<string, Map<string, number>>();
  const parkedActions = new Set<string>();
  const parkedGroups = new Set<string>();
  const kept = new Set<unknown>();
  for (const file of files) {
    const { facts } = file;
    const objects = objectsOf(file);
    if (!objects) continue;
    for (const each of keptOnly(file, objects)) kept.add(each);
    if (facts.role === 'parked') {
      for (const action of objects.actions) if (action.name) parkedActions.add(action.name.value);
      for (const group of objects.groups) parkedGroups.add(group.name.value);
      continue;
    }
    for (const rule of objects.rules) rules.push(rule);
    for (const action of objects.actions) actions.push(action);
    for (const match of objects.matches) matches.push(match);
    for (const group of objects.groups) groups.push(group);
    for (const [group, kinds] of objects.members) {
      const all = membersOf.get(group) ?? new Map<string, number>();
      for (const [kind, count] of kinds) all.set(kind, (all.get(kind) ?? 0) + count);
      membersOf.set(group, all);
    }
  }
  yield;
  const last = before?.lookUps;
  const rulesByName = keyed(rules, ({ name }) => name?.value, last?.rulesByName);
  yield;
  const matchesByRule = keyed(matches, ruleNameOf, last?.matchesByRule);
  yield;
  const actionsByName = keyed(actions, ({ name }) => name?.value, last?.actionsByName);
  const rulesByAction = keyed(rules, ({ action }) => action?.value, last?.rulesByAction);
  yield;
  const links = { rulesByName, matchesByRule, actionsByName, rulesByAction };
  const linkedRules = linkRules(rules, links, before?.linkedRules);
  yield;
  const linkedByKind = keyed(linkedRules, ({ rule }) => rule.nodeKind?.value, last?.linkedByKind);
  yield;
  const linkedBySignature = keyed(linkedRules, signatureOf, last?.linkedBySignature);
  yield;
  const lookUps = {
    ...links,
    actionsByGenerator: keyed(actions, ({ generator }) => generator?.value, last?.actionsByGenerator),
    groupsByName: keyed(groups, ({ name }) => name.value, last?.groupsByName),
    linkedByKind,
    linkedByGroup: keyed(linkedRules, ({ rule }) => rule.group?.value, last?.linkedByGroup),
    linkedBySignature,
  };
  yield;
  return {
    rules,
    linkedRules,
    actions,
    matches,
    groups,
    rulesByName: lookUps.rulesByName.byKey,
    rulesByAction: lookUps.rulesByAction.byKey,
    actionsByName: lookUps.actionsByName.byKey,
    actionsByGenerator: lookUps.actionsByGenerator.byKey,
    matchesByRule: lookUps.matchesByRule.byKey,
    groupsByName: lookUps.groupsByName.byKey,
    linkedByKind: lookUps.linkedByKind.byKey,
    linkedByGroup: lookUps.linkedByGroup.byKey,
    namesakes: {
      rules: present(sharedLists(lookUps.rulesByName), (rule) => !kept.has(rule)),
      actions: present(sharedLists(lookUps.actionsByName), (action) => !kept.has(action)),
    },
    twins: present(sharedLists(lookUps.linkedBySignature), ({ rule }) => !kept.has(rule)),
    membersOf,
    parkedActions,
    parkedGroups,
    lookUps,
  };
}

/** Links rules; those of `before` that nothing changed for stay the same objects. */
function linkRules(
  rules: readonly TriggerRule[],
  {
    rulesByName,
    matchesByRule,
    actionsByName,
    rulesByAction,
  }: Pick<LookUps, 'rulesByName' | 'matchesByRule' | 'actionsByName' | 'rulesByAction'>,
  before: readonly LinkedRule[] = [],
): LinkedRule[] {
  const links = {
    rulesByName: rulesByName.byKey,
    matchesByRule: matchesByRule.byKey,
    actionsByName: actionsByName.byKey,
  };
  const [names, matched, acting] = [rulesByName.changed, matchesByRule.changed, actionsByName.changed];
  if (!names || !matched || !acting) return rules.map((rule) => linkRule(rule, links));
  const touched = new Set<TriggerRule>();
  for (const name of [...names, ...matched]) for (const rule of links.rulesByName.get(name)) touched.add(rule);
  for (const name of acting) for (const rule of rulesByAction.byKey.get(name)) touched.add(rule);
  // What came or went moved the others by the same number of places.
  const moved = before.length - rules.length;
  return rules.map((rule, at) => {
    const here = before[at];
    const known = here?.rule === rule ? here : before[at + moved];
    return known?.rule === rule && !touched.has(rule) ? known : linkRule(rule, links);
  });
}

/** The lists without what is gone, as far as two are left. */
function present<T>(lists: readonly (readonly T[])[], isThere: (each: T) => boolean): (readonly T[])[] {
  return lists.map((list) => (list.every(isThere) ? list : list.filter(isThere))).filter((list) => list.length > 1);
}

type Declared = Pick<ObjectFacts, 'rules' | 'actions' | 'matches' | 'groups' | 'members'>;

/** The rules and actions that count only because a syntax error may hide them. */
function keptOnly({ facts, lastGood }: ProjectFile, { rules, actions }: Declared): (TriggerRule | Action)[] {
  const { objects } = facts;
  if (!objects || !lastGood?.objects) return [];
  const now = new Set<unknown>([...objects.rules, ...objects.actions]);
  return [...rules, ...actions].filter((each) => !now.has(each));
}

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

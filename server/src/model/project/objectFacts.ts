import { perObject } from '../../base/perObject';
import type { YamlChunk, YamlFile } from '../../syntax/yaml/yamlFile';
import { namedOf, type Named } from '../named';
import { field, readInSteps, type ChunkItems, type ObjectDocument, type ObjectItem } from '../objects/objectFile';
import {
  asAction,
  asMatch,
  asTriggerRule,
  groupsOf,
  type Action,
  type Group,
  type TriggerMatch,
  type TriggerRule,
} from '../triggers/triggers';

/** What was read from the chunks and items of one file; owned by the file, dropped with the chunks. */
export interface ObjectMemo {
  readonly chunks: WeakMap<YamlChunk, ChunkItems>;
  readonly items: WeakMap<ObjectItem, ItemFacts>;
}

/** What one object gives to the project. */
export interface ItemFacts {
  readonly rule?: TriggerRule;
  readonly action?: Action;
  readonly match?: TriggerMatch;
  readonly group?: Group;
  readonly memberOf: readonly Named[];
}

/** What an object file gives to the project. */
export interface ObjectFacts {
  readonly rules: readonly TriggerRule[];
  readonly actions: readonly Action[];
  readonly matches: readonly TriggerMatch[];
  readonly groups: readonly Group[];
  /** Group name → kinds of the objects that say they are members, with how many. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What one of the file's items gives; the same values as in the lists above. */
  readonly ofItem: (item: ObjectItem) => ItemFacts;
}

/** Core group kinds, tracking groups included (facts/versions/core-diff.md §2). */
const groupKind = /^Core\w*Group$/;

function readItem(memo: ObjectMemo, item: ObjectItem): ItemFacts {
  const memberOf = groupsOf(item);
  const isGroup = item.kind !== undefined && groupKind.test(item.kind) && !item.kind.endsWith('AccountGroup');
  return {
    rule: asTriggerRule(item),
    action: asAction(item),
    match: asMatch(item, (around) => itemFacts(memo, around).rule),
    group: isGroup ? groupOf(item) : undefined,
    memberOf,
  };
}

function groupOf(item: ObjectItem): Group | undefined {
  const name = namedOf(field(item, 'name')?.node);
  return name && item.kind ? { item, kind: item.kind, name } : undefined;
}

/** Does the work of `objectFacts` beforehand, an item at a step; `memo` has to be given to it then. */
export function* prepareObjects(file: YamlFile, memo: ObjectMemo): Generator<void> {
  for (const { items, isWhole } of readInSteps(file, memo.chunks)) {
    if (isWhole) chunkFacts(items, memo);
    else for (const item of items) itemFacts(memo, item);
    yield;
  }
}

/** Collects what the documents of a file give. */
export function objectFacts(documents: readonly ObjectDocument[], memo: ObjectMemo): ObjectFacts {
  const rules: TriggerRule[] = [];
  const actions: Action[] = [];
  const matches: TriggerMatch[] = [];
  const groups: Group[] = [];
  const members = new Map<string, Map<string, number>>();
  for (const { itemsByChunk } of documents) {
    for (const items of itemsByChunk) {
      const facts = chunkFacts(items, memo);
      for (const rule of facts.rules) rules.push(rule);
      for (const action of facts.actions) actions.push(action);
      for (const match of facts.matches) matches.push(match);
      for (const group of facts.groups) groups.push(group);
      for (const { group, kind } of facts.members) {
        const kinds = members.get(group) ?? new Map<string, number>();
        members.set(group, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
      }
    }
  }
  return { rules, actions, matches, groups, members, ofItem: (item) => itemFacts(memo, item) };
}

/** What the items of one chunk give, put together once: the list of the items is kept with the chunk. */
const chunkFacts = perObject((items: readonly ObjectItem[], memo: ObjectMemo) => {
  const facts = items.map((item) => itemFacts(memo, item));
  return {
    rules: facts.flatMap(({ rule }) => rule ?? []),
    actions: facts.flatMap(({ action }) => action ?? []),
    matches: facts.flatMap(({ match }) => match ?? []),
    groups: facts.flatMap(({ group }) => group ?? []),
    members: items.flatMap(({ kind = '' }, at) =>
      (facts[at]?.memberOf ?? []).map((group) => ({ group: group.value, kind })),
    ),
  };
});

/** An item object lives as long as its chunk does, so equal text is read once. */
function itemFacts(memo: ObjectMemo, item: ObjectItem): ItemFacts {
  const known = memo.items.get(item);
  if (known) return known;
  const facts = readItem(memo, item);
  memo.items.set(item, facts);
  return facts;
}

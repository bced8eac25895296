import { asList, booleanOf, entryOf, isNull, keyText, resolved, textOf, valueOf } from '../../syntax/yaml/access';
import { field, type ObjectItem } from '../objects/objectFile';
import { namedOf, referenceOf, type Field, type Named } from '../named';

/** A trigger rule as a file states it: `CoreNodeTriggerRule` or `CoreGroupTriggerRule` (facts/versions/core-diff.md §1). */
export interface TriggerRule {
  readonly item: ObjectItem;
  readonly kind: 'CoreNodeTriggerRule' | 'CoreGroupTriggerRule';
  readonly name: Named | undefined;
  readonly active: boolean;
  /** As written; the server's default is `default_branch` (facts 2). */
  readonly branchScope: Named | undefined;
  /** The action by name; undefined also when it is written inline. */
  readonly action: Named | undefined;
  readonly nodeKind: Named | undefined;
  readonly mutationAction: Named | undefined;
  readonly group: Named | undefined;
  /** `added` when not written (facts/versions/core-diff.md §1). */
  readonly memberUpdate: string;
  readonly matchesField: Field | undefined;
}

export interface Action {
  readonly item: ObjectItem;
  readonly kind: 'CoreGeneratorAction' | 'CoreGroupAction';
  readonly name: Named | undefined;
  readonly generator: Named | undefined;
  readonly group: Named | undefined;
  readonly memberAction: string;
}

/** A match of a rule: nested in the rule, or an object of its own that names it by `trigger`. */
export interface TriggerMatch {
  readonly item: ObjectItem;
  readonly kind: 'CoreNodeTriggerAttributeMatch' | 'CoreNodeTriggerRelationshipMatch';
  /** The rule around it, or the name that it gives. */
  readonly rule: TriggerRule | Named | undefined;
  /** `attribute_name` or `relationship_name`. */
  readonly member: Named | undefined;
  /** As written; the default is `value`. */
  readonly valueMatch: Named | undefined;
  readonly value: Named | undefined;
  readonly valuePrevious: Named | undefined;
  /** As written; the default is `added`. */
  readonly modificationType: Named | undefined;
}

export interface Group {
  readonly item: ObjectItem;
  readonly kind: string;
  readonly name: Named;
}

/** Kinds of actions, rules and matches: the objects of a trigger file. */
export const triggerKinds: readonly string[] = [
  'CoreGeneratorAction',
  'CoreGroupAction',
  'CoreNodeTriggerRule',
  'CoreGroupTriggerRule',
  'CoreNodeTriggerAttributeMatch',
  'CoreNodeTriggerRelationshipMatch',
];

/** True for an object of a trigger file: an action, a rule or a match. */
export function isTriggerItem(item: ObjectItem): boolean {
  return item.kind !== undefined && triggerKinds.includes(item.kind);
}

/** Reads an item as trigger rule; undefined when it is none. */
export function asTriggerRule(item: ObjectItem): TriggerRule | undefined {
  if (item.kind !== 'CoreNodeTriggerRule' && item.kind !== 'CoreGroupTriggerRule') return undefined;
  const get = (key: string): Named | undefined => namedOf(field(item, key)?.node);
  const around = item.nestedIn?.item;
  const aroundName = around && asAction(around) ? namedOf(field(around, 'name')?.node) : undefined;
  return {
    item,
    kind: item.kind,
    name: get('name'),
    active: booleanOf(field(item, 'active')?.node) ?? textOf(field(item, 'active')?.node)?.toLowerCase() !== 'false',
    branchScope: get('branch_scope'),
    action: referenceOf(field(item, 'action')?.node) ?? inlineName(item, 'action') ?? aroundName,
    nodeKind: get('node_kind'),
    mutationAction: get('mutation_action'),
    group: referenceOf(field(item, 'group')?.node) ?? inlineName(item, 'group'),
    memberUpdate: get('member_update')?.value ?? 'added',
    matchesField: field(item, 'matches'),
  };
}

/** How many matches the rule itself holds, by an alias or a merge key too; what is no block of matches counts as one. */
export function countMatches({ matchesField }: TriggerRule): number {
  const node = resolved(matchesField?.node);
  if (isNull(node)) return 0;
  if (node?.type !== 'list') return asList(valueOf(node, 'data'))?.items.length ?? 1;
  return node.items.reduce((sum, block) => sum + Math.max(asList(valueOf(block, 'data'))?.items.length ?? 1, 1), 0);
}

/** Reads an item as action; undefined when it is none. */
export function asAction(item: ObjectItem): Action | undefined {
  if (item.kind !== 'CoreGeneratorAction' && item.kind !== 'CoreGroupAction') return undefined;
  return {
    item,
    kind: item.kind,
    name: namedOf(field(item, 'name')?.node),
    generator: referenceOf(field(item, 'generator')?.node),
    group: referenceOf(field(item, 'group')?.node) ?? inlineName(item, 'group'),
    memberAction: textOf(field(item, 'member_action')?.node) ?? 'add_member',
  };
}

/** Reads an item as match; undefined when it is none. `ruleOf` reads the object around it. */
export function asMatch(
  item: ObjectItem,
  ruleOf: (item: ObjectItem) => TriggerRule | undefined = asTriggerRule,
): TriggerMatch | undefined {
  if (item.kind !== 'CoreNodeTriggerAttributeMatch' && item.kind !== 'CoreNodeTriggerRelationshipMatch')
    return undefined;
  const get = (key: string): Named | undefined => namedOf(field(item, key)?.node);
  const around = item.nestedIn?.field.key === 'matches' ? ruleOf(item.nestedIn.item) : undefined;
  return {
    item,
    kind: item.kind,
    rule: around ?? referenceOf(field(item, 'trigger')?.node) ?? inlineName(item, 'trigger'),
    member: get(item.kind === 'CoreNodeTriggerAttributeMatch' ? 'attribute_name' : 'relationship_name'),
    valueMatch: get('value_match'),
    value: get('value'),
    valuePrevious: get('value_previous'),
    modificationType: get('modification_type'),
  };
}

/** The groups an object says it is a member of: `member_of_groups` as names or one-component lists. */
export function groupsOf(item: ObjectItem): Named[] {
  // Asked of every data object, most of which nobody asks for another field.
  const list = asList(entryOf(item.node, 'member_of_groups')?.value);
  return list ? list.items.flatMap((node) => referenceOf(node) ?? []) : [];
}

/** The name of an object written inline below `key`, `{kind, data: {name: …}}`; of several keys the last counts. */
function inlineName(item: ObjectItem, key: string): Named | undefined {
  const node = field(item, key)?.node;
  if (node?.type !== 'map') return undefined;
  const data = node.entries.findLast((entry) => keyText(entry) === 'data')?.value;
  if (data?.type !== 'map') return undefined;
  return namedOf(data.entries.findLast((entry) => keyText(entry) === 'name')?.value);
}

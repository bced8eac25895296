import { groupBy } from '../../base/groupBy';
import type { Place } from '../../base/place';
import type { Attribute, Kind } from '../../model/kinds/kind';
import { placeOf } from '../../model/named';
import { fields, hasField, type ObjectItem } from '../../model/objects/objectFile';
import type { Project } from '../../model/project/project';
import { asMatch, asTriggerRule, type TriggerMatch, type TriggerRule } from '../../model/triggers/triggers';

/** The rule a match belongs to; undefined when none or several in the files bear the name it gives. */
export function ruleOfMatch(match: TriggerMatch, project: Project): TriggerRule | undefined {
  if (!match.rule || 'item' in match.rule) return match.rule;
  const named = project.triggers.rulesByName.get(match.rule.value);
  return named.length === 1 ? named[0] : undefined;
}

/** Matches of one kind and member, in order. */
export function matchesByMember(matches: readonly TriggerMatch[]): Map<string, TriggerMatch[]> {
  return groupBy(
    matches.filter((match) => match.member),
    (match) => `${match.kind} ${match.member?.value}`,
  );
}

/** The kind whose events the rule watches, when it is known and no generic. */
export function watchedKind(rule: TriggerRule | undefined, project: Project): Kind | undefined {
  const kind = rule?.nodeKind && project.kinds.get(rule.nodeKind.value);
  return kind?.isGeneric === false ? kind : undefined;
}

/** The attribute that an attribute match watches, when it is known. */
export function watchedAttribute(match: TriggerMatch, project: Project): Attribute | undefined {
  if (match.kind !== 'CoreNodeTriggerAttributeMatch' || !match.member) return undefined;
  return watchedKind(ruleOfMatch(match, project), project)?.attributes.get(match.member.value);
}

/** True when every attribute and relationship of the kind is known. */
export function isComplete(kind: Kind, project: Project): boolean {
  return project.schemasComplete && !kind.incomplete && kind.origin !== 'derived';
}

/** The values that an attribute can have, as texts; undefined when there is no closed list. */
export function closedValues(attribute: Attribute | undefined): readonly string[] | undefined {
  if (attribute?.kind === 'Dropdown' && attribute.choices?.length)
    return attribute.choices.map((choice) => choice.name);
  return attribute?.enum?.length ? attribute.enum.map(String) : undefined;
}

/** How a message names the rule: at the start of a sentence. */
export function ruleLabel(rule: TriggerRule | undefined): string {
  return rule?.name ? `Rule ${rule.name.value}` : 'This rule';
}

/** Where a finding about the whole object stands: at its name, else at its first key. */
export function objectPlace(item: ObjectItem): Place {
  const all = fields(item);
  const name = all.findLast((field) => field.key === 'name');
  if (name?.node && name.node.range.end > name.node.range.start) return { part: item.chunk, range: name.node.range };
  return { part: item.chunk, range: all[0]?.keyRange ?? item.node.range };
}

/** Where the rule's matches stand: its `matches` key, else its name. */
export function matchesPlace(rule: TriggerRule): Place {
  return rule.matchesField ? placeOf(rule.item.chunk, { range: rule.matchesField.keyRange }) : objectPlace(rule.item);
}

/** True when a block stands under a key that rules do not have: the key of its matches may be misspelt or half typed. */
export function hasUnknownBlock({ item, kind }: TriggerRule, project: Project): boolean {
  const known = project.kinds.get(kind);
  return fields(item).some(
    ({ key, node }) =>
      !known?.relationships.has(key) && key !== '<<' && (node?.type === 'map' || node?.type === 'list'),
  );
}

/**
 * True for an object under `matches` that stands in a block of the wrong kind: its fields and what it lacks say nothing,
 * since the kind is what is wrong.
 */
export function isMisplacedMatch(item: ObjectItem): boolean {
  if (item.nestedIn?.field.key !== 'matches' || !asTriggerRule(item.nestedIn.item)) return false;
  const match = asMatch(item);
  if (!match) return true;
  const other = match.kind === 'CoreNodeTriggerAttributeMatch' ? 'relationship_name' : 'attribute_name';
  return !match.member && hasField(item, other);
}

/** True for the id of a node, which needs no name in the files. */
export function isNodeId(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

/** True for a match of a rule that is switched off: what it would see does not matter then. */
export function isOfInactiveRule({ rule }: TriggerMatch): boolean {
  return rule !== undefined && 'item' in rule && !rule.active;
}

import type { EventValue, NodeEvent, SimulatedEvent } from './event';
import type { Reason } from './reason';
import {
  keptMatches,
  type AttributeMatch,
  type RelationshipMatch,
  type RuleMatch,
  type SimulatedRule,
} from './simulatedRule';

/**
 * Why a configured rule does not run for an event; undefined when it runs. Semantics of facts 2: the kind and the
 * mutation must fit, the branch must be in scope, and all matches must be met by this one event.
 */
export function whyNot(rule: SimulatedRule, event: SimulatedEvent): Reason | undefined {
  if (!rule.active) return { kind: 'inactive' };
  if (!isInScope(rule.branchScope, event.isDefaultBranch)) {
    return { kind: 'branchScope', scope: rule.branchScope, branch: event.branch };
  }
  if (rule.type === 'group') {
    if (event.type !== 'membership') return { kind: 'otherEvent', wants: 'membership' };
    if (rule.group !== event.group) return { kind: 'otherGroup', wants: rule.group, actual: event.group };
    return rule.memberUpdate === event.change ? undefined : { kind: 'otherMemberUpdate', wants: rule.memberUpdate };
  }
  if (event.type !== 'node') return { kind: 'otherEvent', wants: 'node' };
  if (rule.nodeKind !== event.kind) return { kind: 'otherKind', wants: rule.nodeKind, actual: event.kind };
  if (rule.mutation !== event.mutation) {
    return { kind: 'otherMutation', wants: rule.mutation, actual: event.mutation };
  }
  const matches = keptMatches(rule.matches);
  const missing = matches.flatMap((match) => whyMatchNot(match, event) ?? []);
  const [first] = missing;
  if (!first) return undefined;
  return missing.length < matches.length ? { kind: 'notAllInOne', missing } : first;
}

function isInScope(scope: string, isDefaultBranch: boolean): boolean {
  if (scope === 'all_branches') return true;
  return (scope === 'other_branches') !== isDefaultBranch;
}

function whyMatchNot(match: RuleMatch, event: NodeEvent): Reason | undefined {
  return match.type === 'attribute' ? whyAttributeNot(match, event) : whyRelationshipNot(match, event);
}

function whyAttributeNot(match: AttributeMatch, { attributes }: NodeEvent): Reason | undefined {
  const { attribute, valueMatch } = match;
  const changed = attributes.find(({ name }) => name === attribute);
  if (!changed) return { kind: 'attributeNotChanged', attribute };
  const { value, previous } = changed;
  const wantsValue = valueMatch === 'value' || valueMatch === 'value_full';
  if (wantsValue && !equals(value, match.value)) return { kind: 'value', attribute, wants: match.value, actual: value };
  const wantsPrevious = valueMatch === 'value_previous' || valueMatch === 'value_full';
  return wantsPrevious && !equals(previous, match.valuePrevious)
    ? { kind: 'valuePrevious', attribute, wants: match.valuePrevious, actual: previous }
    : undefined;
}

/** Values compare as text, and nothing equals a missing value: events carry it as NULL, rules as empty (facts 2). */
function equals(value: EventValue, wanted: string): boolean {
  return value !== null && String(value) === wanted;
}

function whyRelationshipNot(match: RelationshipMatch, { relationships }: NodeEvent): Reason | undefined {
  const { relationship, modificationType, peer } = match;
  const changes = relationships.filter(({ name }) => name === relationship);
  if (changes.length === 0) return { kind: 'relationshipNotChanged', relationship };
  const fitting = changes.filter(({ change }) => modificationType === 'updated' || modificationType === change);
  if (fitting.length === 0) return { kind: 'modification', relationship, wants: modificationType };
  if (peer === undefined || fitting.some(({ peers }) => peers.includes(peer))) return undefined;
  return { kind: 'otherPeer', relationship, wants: peer };
}

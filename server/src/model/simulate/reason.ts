import type { EventValue, NodeEvent } from './event';

/** Why a rule does not run for an event. */
export type Reason =
  | { readonly kind: 'inactive' }
  /** A group rule with a group action stops the configuration of all rules (facts 2, #10463). */
  | { readonly kind: 'configurationStopped'; readonly by: string }
  /** Its action, or what the action runs, is not on the default branch: such rules are passed over (facts 11.4). */
  | { readonly kind: 'unresolved'; readonly missing: 'action' | 'generator' | 'group'; readonly name: string }
  | { readonly kind: 'otherEvent'; readonly wants: 'node' | 'membership' }
  | { readonly kind: 'otherKind'; readonly wants: string; readonly actual: string }
  | { readonly kind: 'otherMutation'; readonly wants: string; readonly actual: NodeEvent['mutation'] }
  | { readonly kind: 'branchScope'; readonly scope: string; readonly branch: string }
  | { readonly kind: 'attributeNotChanged'; readonly attribute: string }
  | { readonly kind: 'value'; readonly attribute: string; readonly wants: string; readonly actual: EventValue }
  | { readonly kind: 'valuePrevious'; readonly attribute: string; readonly wants: string; readonly actual: EventValue }
  | { readonly kind: 'relationshipNotChanged'; readonly relationship: string }
  | { readonly kind: 'modification'; readonly relationship: string; readonly wants: string }
  | { readonly kind: 'otherPeer'; readonly relationship: string; readonly wants: string }
  /** Some matches are met and others are not: all of them must be met by one mutation. */
  | { readonly kind: 'notAllInOne'; readonly missing: readonly Reason[] }
  | { readonly kind: 'otherGroup'; readonly wants: string; readonly actual: string }
  | { readonly kind: 'otherMemberUpdate'; readonly wants: string };

/** A sentence for people that says why a rule does not run. */
export function describeReason(reason: Reason): string {
  switch (reason.kind) {
    case 'inactive':
      return 'The rule is not active.';
    case 'configurationStopped':
      return `No rule is configured while the group rule ${reason.by} has a group action.`;
    case 'unresolved':
      return `The ${reason.missing} ${reason.name} is not on the default branch: the server passes over the rule.`;
    case 'otherEvent':
      return reason.wants === 'node'
        ? 'The rule watches objects, not groups.'
        : 'The rule watches a group, not objects.';
    case 'otherKind':
      return `The rule watches ${reason.wants}, not ${reason.actual}.`;
    case 'otherMutation':
      return `The rule waits for objects that are ${reason.wants}; this one is ${reason.actual}.`;
    case 'branchScope':
      return `Its branch_scope is ${reason.scope}: it does not run on the branch ${reason.branch}.`;
    case 'attributeNotChanged':
      return `The attribute ${reason.attribute} does not change.`;
    case 'value':
      return `The attribute ${reason.attribute} becomes ${shown(reason.actual)}, not ${shown(reason.wants)}.`;
    case 'valuePrevious':
      return `The attribute ${reason.attribute} was ${shown(reason.actual)}, not ${shown(reason.wants)}.`;
    case 'relationshipNotChanged':
      return `The relationship ${reason.relationship} does not change.`;
    case 'modification':
      return `Nothing is ${reason.wants} in the relationship ${reason.relationship}.`;
    case 'otherPeer':
      return `The relationship ${reason.relationship} does not change for ${reason.wants}.`;
    case 'notAllInOne':
      return `All matches must be met by one mutation. ${reason.missing.map(describeReason).join(' ')}`;
    case 'otherGroup':
      return `The rule watches the group ${reason.wants}, not ${reason.actual}.`;
    case 'otherMemberUpdate':
      return `The rule waits for members that are ${reason.wants}.`;
  }
}

function shown(value: EventValue): string {
  if (value === null) return 'empty';
  return typeof value === 'string' ? `“${value}”` : String(value);
}

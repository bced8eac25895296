import type { ServerRule } from '../../../../server/src/infrahub/operations/triggerRules';
import type { BranchInUse } from '../../connection/branchChoice';
import { coversBranch, type KindAttribute } from './layers';

/** Taking the value of a signal away from one object. */
export interface Clearing extends KindAttribute {
  /** What is there now. */
  readonly value: string | undefined;
  readonly branch: BranchInUse;
}

/** A rule that clearing a signal starts. */
export interface FiredRule {
  readonly name: string;
  readonly action: string;
}

/**
 * The active rules that see it: a value that goes is an update too, for rules that take any value, for those about the
 * value that was there, and for those without matches (facts 11.5, 2). All matches of a rule must be in one mutation.
 */
export function rulesFiredByClearing(rules: readonly ServerRule[], clearing: Clearing): FiredRule[] {
  return rules
    .filter((rule) => firesOn(rule, clearing))
    .map(({ name, fields }) => ({ name, action: fields['action'] ?? '' }));
}

function firesOn(rule: ServerRule, { kind, attribute, value, branch }: Clearing): boolean {
  const { fields, matches } = rule;
  const isOfKind = rule.kind === 'CoreNodeTriggerRule' && fields['node_kind'] === kind;
  if (!isOfKind || fields['mutation_action'] !== 'updated' || fields['active'] === 'false') return false;
  if (value === undefined || !coversBranch(rule, branch)) return false;
  return matches.every((match) => {
    if (match.kind !== 'CoreNodeTriggerAttributeMatch' || match.member !== attribute) return false;
    const wanted = match.fields['value_match'] ?? 'value';
    return wanted === 'any' || (wanted === 'value_previous' && match.fields['value_previous'] === value);
  });
}

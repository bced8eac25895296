import type { KindModel } from '../kinds/kindModel';
import type { TriggerMatch, TriggerRule } from '../triggers/triggers';
import type { Cause, Constant } from './cause';

/** Whether a rule runs for a cause: for sure, depending on values or other attributes of the same mutation, or never. */
export type Fires = 'yes' | 'maybe' | 'no';

export interface RuleQuestion {
  readonly rule: TriggerRule;
  /** The matches of the rule, nested ones and objects of their own. */
  readonly matches: readonly TriggerMatch[];
  readonly cause: Cause;
  readonly kinds: KindModel;
}

/** Semantics of facts 2: kind and mutation must fit, and all matches must be met by the same mutation. */
export function ruleFires({ rule, matches, cause, kinds }: RuleQuestion): Fires {
  if (!rule.active) return 'no';
  if (rule.kind === 'CoreGroupTriggerRule') return groupRuleFires(rule, cause);
  if (cause.type === 'membership') return 'no';
  const kind = kindFits(rule.nodeKind?.value, cause.kind, kinds);
  if (kind === 'no') return 'no';
  const wanted = cause.type === 'created' ? 'created' : 'updated';
  if (rule.mutationAction?.value !== wanted) return 'no';
  const answers = matches.map((match) => matchFires(match, cause));
  // The cause itself must be what a match asks for; others may be met by the same save.
  const own = answers.filter((answer) => answer !== 'other');
  if (own.includes('no') || (matches.length > 0 && own.length === 0)) return cause.type === 'created' ? 'maybe' : 'no';
  const sure = kind === 'yes' && answers.every((answer) => answer === 'yes');
  return sure ? 'yes' : 'maybe';
}

function groupRuleFires(rule: TriggerRule, cause: Cause): Fires {
  if (cause.type !== 'membership') return 'no';
  return rule.group?.value === cause.group && rule.memberUpdate === cause.change ? 'yes' : 'no';
}

function kindFits(wanted: string | undefined, actual: string, kinds: KindModel): Fires {
  if (wanted === undefined) return 'no';
  if (wanted === actual) return 'yes';
  return kinds.get(actual)?.isGeneric && kinds.isA(wanted, actual) ? 'maybe' : 'no';
}

/** `other`: the match is about another attribute or relationship than the cause. */
function matchFires(match: TriggerMatch, cause: Cause): Fires | 'other' {
  const member = match.member?.value;
  if (match.kind === 'CoreNodeTriggerRelationshipMatch') {
    return cause.type === 'relationship' && cause.relationship === member ? 'maybe' : 'other';
  }
  if (cause.type !== 'attribute' || cause.attribute !== member) return 'other';
  switch (match.valueMatch?.value ?? 'value') {
    case 'any':
      return 'yes';
    case 'value':
      return cause.value === undefined ? 'maybe' : sameValue(cause.value, match.value?.value) ? 'yes' : 'no';
    case 'value_full':
      return cause.value === undefined || sameValue(cause.value, match.value?.value) ? 'maybe' : 'no';
    default:
      return 'maybe';
  }
}

/** Values compare as text (facts 2: `value="3"` matches the number 3). */
function sameValue(written: Constant, wanted: string | undefined): boolean {
  return String(written).toLowerCase() === (wanted ?? '').toLowerCase();
}

import type { KindModel } from '../kinds/kindModel';
import type { TriggerMatch, TriggerRule } from '../triggers/triggers';
import type { Cause, Constant } from './cause';

/** Whether a rule runs for a cause: for sure, depending on what the files do not show, or never. */
export type Fires = 'yes' | 'maybe' | 'no';

export interface RuleQuestion {
  readonly rule: TriggerRule;
  /** The matches of the rule, nested ones and objects of their own, in the order of loading. */
  readonly matches: readonly TriggerMatch[];
  readonly cause: Cause;
  readonly kinds: KindModel;
  /** Whether the same mutation may change another member too; missing: it may. */
  readonly mayChangeToo?: (member: string) => boolean;
}

/** Semantics of facts 2: kind and mutation must fit, and all matches must be met by the same mutation. */
export function ruleFires(question: RuleQuestion): Fires {
  const { rule, cause, kinds } = question;
  // A rule without name is not loaded.
  if (!rule.active || !rule.name) return 'no';
  if (rule.kind === 'CoreGroupTriggerRule') return groupRuleFires(rule, cause);
  if (cause.type === 'membership' || cause.type === 'dispatch') return 'no';
  if (rule.mutationAction?.value !== (cause.type === 'created' ? 'created' : 'updated')) return 'no';
  const kind = kindFits(rule.nodeKind?.value, cause.kind, kinds);
  if (kind === 'no') return 'no';
  const matches = keptMatches(question.matches);
  // An update that no match asks for is not what the rule waits for, whatever else is in the mutation.
  const concerned = matches.length === 0 || matches.some((match) => isAbout(match, cause));
  if (!concerned) return 'no';
  const answers = matches.map((match) => (isAbout(match, cause) ? meets(match, cause) : alsoMet(match, question)));
  if (answers.includes('no')) return 'no';
  return kind === 'yes' && answers.every((answer) => answer === 'yes') ? 'yes' : 'maybe';
}

function groupRuleFires(rule: TriggerRule, cause: Cause): Fires {
  if (cause.type !== 'membership') return 'no';
  return rule.group?.value === cause.group && rule.memberUpdate === cause.change ? 'yes' : 'no';
}

/** A rule watches one concrete kind: a generic is refused when the rule is loaded (facts 2). */
function kindFits(wanted: string | undefined, actual: string, kinds: KindModel): Fires {
  if (wanted === undefined) return 'no';
  if (wanted === actual) return 'yes';
  return kinds.get(actual)?.isGeneric && kinds.isA(wanted, actual) ? 'maybe' : 'no';
}

/** Of several matches with one member only the last is kept (facts 11.2). */
function keptMatches(matches: readonly TriggerMatch[]): readonly TriggerMatch[] {
  if (matches.length < 2) return matches;
  return [...new Map(matches.map((match) => [`${match.kind} ${match.member?.value}`, match])).values()];
}

/** True when the match asks for the attribute or relationship that the cause changes. */
function isAbout(match: TriggerMatch, cause: Cause): boolean {
  const member = match.member?.value;
  switch (cause.type) {
    case 'attribute':
      return match.kind === 'CoreNodeTriggerAttributeMatch' && cause.attribute === member;
    case 'relationship':
      return match.kind === 'CoreNodeTriggerRelationshipMatch' && cause.relationship === member;
    case 'created':
      return true;
    case 'membership':
    case 'dispatch':
      return false;
  }
}

/** What a match about something else says: it must be met by the same mutation. */
function alsoMet(match: TriggerMatch, { mayChangeToo }: RuleQuestion): Fires {
  return match.member && mayChangeToo?.(match.member.value) === false ? 'no' : 'maybe';
}

function meets(match: TriggerMatch, cause: Cause): Fires {
  const member = match.member?.value ?? '';
  switch (cause.type) {
    case 'attribute':
      return valueMeets(match, cause.value);
    case 'relationship': {
      const wanted = match.modificationType?.value ?? 'added';
      const excluded = cause.change !== undefined && wanted !== 'updated' && wanted !== cause.change;
      return excluded ? 'no' : 'maybe';
    }
    case 'created':
      // What is not given may have a default, and then it is in the event (facts 2).
      if (match.kind !== 'CoreNodeTriggerAttributeMatch' || !cause.attributes?.has(member)) return 'maybe';
      return valueMeets(match, cause.attributes.get(member));
    case 'membership':
    case 'dispatch':
      return 'no';
  }
}

function valueMeets(match: TriggerMatch, value: Constant | undefined): Fires {
  switch (match.valueMatch?.value ?? 'value') {
    case 'any':
      return 'yes';
    case 'value':
      return value === undefined ? 'maybe' : equals(value, match.value?.value);
    case 'value_full':
      return value === undefined || equals(value, match.value?.value) !== 'no' ? 'maybe' : 'no';
    case 'value_previous':
      // Setting what is there already is no event.
      return value !== undefined && equals(value, match.valuePrevious?.value) === 'yes' ? 'no' : 'maybe';
    default:
      return 'maybe';
  }
}

/** Values compare as text, and nothing equals a missing value (facts 2). */
function equals(written: Constant, wanted: string | undefined): Fires {
  if (written === null) return 'no';
  if (String(written) === (wanted ?? '')) return 'yes';
  if (typeof written !== 'boolean') return 'no';
  const isTrue = /^(?:true|yes|on|1)$/i.test(wanted ?? '');
  const isFalse = /^(?:false|no|off|0)$/i.test(wanted ?? '');
  return (written ? isTrue : isFalse) ? 'yes' : 'no';
}

import type { Target, TargetAttribute } from '../../../../server/src/infrahub/operations/targets';
import type { ServerRule } from '../../../../server/src/infrahub/operations/triggerRules';

/** What a rule of the server waits for in the objects of a kind: all of its matches in one mutation (facts 2). */
export interface Heard {
  readonly kind: string;
  /** Attributes that have to change; none: it hears every update. */
  readonly matches: readonly HeardMatch[];
  /** What objects do not tell has to fit too: a relationship that changes, or the value before. */
  readonly needsMore: boolean;
  /** The default branch has its kind and what rule and action name: rules are configured from there (facts 2, 11.4). */
  readonly isMerged: boolean;
}

export interface HeardMatch {
  readonly attribute: string;
  /** As text; missing: whatever it becomes. Nothing equals a missing value (facts 2). */
  readonly value?: string;
}

/**
 * What rules make of an attribute as it stands: one starts; one may start, when something fits that is not told; one would,
 * and is not merged; each wants another attribute to change in the same mutation; each wants another value; none is about it.
 */
export type Hearing = 'yes' | 'maybe' | 'unmerged' | 'alone' | 'otherValue' | 'unheard';

/** What an update rule hears; undefined for rules of something else, those of relationships alone among them. */
export function heardBy({ kind: type, fields, matches }: ServerRule, isMerged: boolean): Heard | undefined {
  const kind = fields['node_kind'];
  if (type !== 'CoreNodeTriggerRule' || fields['mutation_action'] !== 'updated' || kind === undefined) return undefined;
  const ofAttributes = matches.filter((match) => match.kind === 'CoreNodeTriggerAttributeMatch');
  if (matches.length > 0 && ofAttributes.length === 0) return undefined;
  // The server's default (facts 2).
  const ways = ofAttributes.map((match) => match.fields['value_match'] ?? 'value');
  return {
    kind,
    matches: ofAttributes.map(({ member, fields: { value = '' } }, index) => {
      const isOfValue = ways[index] === 'value' || ways[index] === 'value_full';
      return { attribute: member, ...(isOfValue && { value }) };
    }),
    needsMore:
      ofAttributes.length < matches.length || ways.some((way) => way === 'value_previous' || way === 'value_full'),
    isMerged,
  };
}

/** What rules make of an attribute of an object; the others of `attributes` tell what changed with it. */
export function hearingOf(
  attribute: TimedValue,
  { kind, attributes }: Pick<Target, 'kind' | 'attributes'>,
  heard: readonly Heard[],
): Hearing {
  const answers = heard
    .filter((rule) => rule.kind === kind && isAbout(rule, attribute.attribute))
    .map((rule) => ({ ...rule, answer: answerOf(rule, attribute, attributes) }));
  const able = answers.filter(({ answer }) => answer === 'yes' || answer === 'maybe');
  const merged = able.filter(({ isMerged }) => isMerged);
  if (able.length > 0 && merged.length === 0) return 'unmerged';
  const found = new Set((able.length > 0 ? merged : answers).map(({ answer }) => answer));
  return (['yes', 'maybe', 'alone', 'otherValue'] as const).find((answer) => found.has(answer)) ?? 'unheard';
}

/** True for what starts the generator, or was meant to; where rules are not known everything may. */
export function isSignal(
  attribute: TimedValue & { readonly isStandIn?: boolean },
  target: Pick<Target, 'kind' | 'attributes'>,
  heard: readonly Heard[] | undefined,
): boolean {
  const hearing = heard && hearingOf(attribute, target, heard);
  // What a generator writes for another waits for it, even where its rule is wrong.
  return hearing !== 'otherValue' && (hearing !== 'alone' || !attribute.isStandIn);
}

/** An attribute with the time of its last change. */
export type TimedValue = Pick<TargetAttribute, 'attribute' | 'value' | 'updatedAt'>;

/** The attributes that have to change together with one of some, by the rules for a kind. */
export function changingWith(attributes: readonly string[], kind: string, heard: readonly Heard[]): readonly string[] {
  return heard
    .filter((rule) => rule.kind === kind && rule.matches.some(({ attribute }) => attributes.includes(attribute)))
    .flatMap(({ matches }) => matches.map(({ attribute }) => attribute));
}

function isAbout({ matches }: Heard, attribute: string): boolean {
  return matches.length === 0 || matches.some((match) => match.attribute === attribute);
}

function answerOf(
  { matches, needsMore }: Heard,
  subject: TimedValue,
  attributes: readonly TargetAttribute[],
): Exclude<Hearing, 'unmerged' | 'unheard'> {
  const answers = new Set(
    matches.map((match) => {
      if (match.attribute === subject.attribute) return fits(match, subject) ? 'yes' : 'otherValue';
      const other = attributes.find(({ attribute }) => attribute === match.attribute);
      return other ? withOther(match, subject, other) : 'maybe';
    }),
  );
  const worst = (['otherValue', 'alone', 'maybe'] as const).find((answer) => answers.has(answer));
  return worst ?? (needsMore ? 'maybe' : 'yes');
}

/** The attributes that one mutation changed have one time. */
function withOther(
  match: HeardMatch,
  subject: TimedValue,
  other: TimedValue,
): 'yes' | 'maybe' | 'alone' | 'otherValue' {
  const [own, its] = [Date.parse(subject.updatedAt ?? ''), Date.parse(other.updatedAt ?? '')];
  if (its < own) return 'alone';
  // One that changed again since may have changed before too.
  if (its !== own) return 'maybe';
  return fits(match, other) ? 'yes' : 'otherValue';
}

function fits({ value: wanted }: HeardMatch, { value }: TimedValue): boolean {
  return wanted === undefined || (value !== undefined && value === wanted);
}

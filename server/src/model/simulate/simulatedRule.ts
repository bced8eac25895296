/** An attribute match of a rule, with the server's defaults filled in. */
export interface AttributeMatch {
  readonly type: 'attribute';
  readonly attribute: string;
  readonly valueMatch: string;
  /** Empty when not given, which equals no value that an event has (facts 2). */
  readonly value: string;
  readonly valuePrevious: string;
}

/** A relationship match of a rule, with the server's defaults filled in. */
export interface RelationshipMatch {
  readonly type: 'relationship';
  readonly relationship: string;
  readonly modificationType: string;
  /** Id of the only object at the other end that counts; undefined for all. */
  readonly peer: string | undefined;
}

export type RuleMatch = AttributeMatch | RelationshipMatch;

interface AnyRule {
  readonly name: string;
  readonly active: boolean;
  readonly branchScope: string;
  /** Name of its action. */
  readonly action: string;
}

/** A rule as the server holds it: files and answers of a server are both turned into this. */
export type SimulatedRule =
  | (AnyRule & {
      readonly type: 'node';
      readonly nodeKind: string;
      readonly mutation: string;
      readonly matches: readonly RuleMatch[];
    })
  | (AnyRule & { readonly type: 'group'; readonly group: string; readonly memberUpdate: string });

/** An action as the server holds it; `generator` and `group` are names. */
export type SimulatedAction =
  | { readonly type: 'generator'; readonly name: string; readonly generator: string }
  | {
      readonly type: 'group';
      readonly name: string;
      readonly group: string;
      readonly memberAction: 'add_member' | 'remove_member';
    };

/** Of several attribute matches of one attribute only the last is kept (facts 11.2). */
export function keptMatches(matches: readonly RuleMatch[]): RuleMatch[] {
  const key = (match: RuleMatch): string =>
    match.type === 'attribute' ? `attribute ${match.attribute}` : `relationship ${match.relationship}`;
  return [...new Map(matches.map((match) => [key(match), match])).values()];
}

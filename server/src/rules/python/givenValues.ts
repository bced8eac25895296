import type { TextRange } from '../../base/textRange';
import type { Expression, ExpressionOf } from '../../syntax/python/ast';
import { argumentNamed } from './arguments';

/** A value that `client.create` gets for an attribute or relationship. */
export interface GivenValue {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly value: Expression;
}

/** Arguments of the client's own. */
const ownArguments = new Set(['kind', 'data', 'branch', 'timeout', 'self']);

/**
 * What a call of `client.create` gives: the entries of `data` where it is given, else the keywords, as the SDK takes
 * them.
 */
export function givenValues(call: ExpressionOf<'call'>): GivenValue[] {
  const data = argumentNamed(call, 'data', 1)?.value;
  if (data) {
    return data.kind !== 'dict'
      ? []
      : data.entries.flatMap(({ key, value }) =>
          key?.kind === 'literal' && typeof key.value === 'string'
            ? [{ name: key.value, nameRange: key.span, value }]
            : [],
        );
  }
  return call.args.flatMap(({ name, span, value }) =>
    name === undefined || ownArguments.has(name)
      ? []
      : [{ name, nameRange: { start: span.start, end: span.start + name.length }, value }],
  );
}

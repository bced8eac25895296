import type { TextRange } from '../../base/textRange';
import type { FunctionStatement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { expressionsWithin } from '../../syntax/python/walk';

/** True when a function of the text yields, so that a call of it gives a generator; functions inside it do not count. */
export function hasYield({ body }: FunctionStatement, text: string): boolean {
  const startsWithYield = ({ start, end }: TextRange): boolean => /^yield\b/.test(text.slice(start, end));
  return (
    [...statementsWithin(body)].some(({ kind, span }) => kind === 'other' && startsWithYield(span)) ||
    [...expressionsWithin(body)].some(({ kind, span }) => kind === 'unknown' && startsWithYield(span))
  );
}

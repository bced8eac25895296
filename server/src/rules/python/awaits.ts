import type { Expression, FunctionStatement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { innerOf, ownExpressions } from '../../syntax/python/walk';

/**
 * True when a function awaits without being async, which Python refuses with the whole file. What stands in a comprehension
 * is left out, for in an expression that makes a generator Python takes it.
 */
export function awaitsWithoutAsync({ async: isAsync, body }: FunctionStatement): boolean {
  if (isAsync) return false;
  return [...statementsWithin(body)].some(
    (statement) => (statement.kind === 'for' && statement.async) || ownExpressions(statement).some(awaits),
  );
}

function awaits(expression: Expression): boolean {
  if (expression.kind === 'await') return true;
  return expression.kind !== 'comprehension' && innerOf(expression).some(awaits);
}

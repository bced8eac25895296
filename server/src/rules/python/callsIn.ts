import { perObject } from '../../base/perObject';
import type { ExpressionOf } from '../../syntax/python/ast';
import { expressionsWithin } from '../../syntax/python/walk';
import type { FunctionScope } from './scopes';

type Call = ExpressionOf<'call'>;

/** Every call of a function, in the order of the text; those of functions inside it are left out. */
export const callsIn = perObject((scope: FunctionScope): readonly Call[] => {
  const calls: Call[] = [];
  for (const expression of expressionsWithin(scope.syntax.body)) if (expression.kind === 'call') calls.push(expression);
  return calls;
});

/** A call of something's method. */
export type MethodCall = Call & { readonly callee: ExpressionOf<'attribute'> };

/** Calls of methods, as `callsIn` gives them. */
export const methodCallsIn = perObject((scope: FunctionScope): readonly MethodCall[] =>
  callsIn(scope).filter((call): call is MethodCall => call.callee.kind === 'attribute'),
);

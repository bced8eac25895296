import type { FunctionStatement } from '../../../syntax/python/ast';
import type { CallArgument } from '../steps';
import { unknownValue, type Value } from '../values';
import { bind, fork, maxBlockDepth, type Scope } from './scope';

/** Reads a function that is defined inside a method where it is called, with the names around it. */
export function inlineClosure(scope: Scope, closure: FunctionStatement, args: readonly CallArgument[]): Value {
  if (scope.depth > maxBlockDepth) return unknownValue;
  const inner: Scope = { ...fork(scope), closures: new Map(scope.closures) };
  inner.closures.delete(closure.name);
  const positional = args.filter((argument) => argument.name === undefined);
  closure.params.forEach((param, at) => {
    const given = args.find((argument) => argument.name === param.name) ?? positional[at];
    bind(inner, param.name, given?.value ?? unknownValue);
  });
  scope.readers.block(inner, closure.body, false);
  const returned = inner.steps.findLast((step) => step.do === 'return');
  const steps = inner.steps.map((step) => (step.do === 'return' ? ({ do: 'jump' } as const) : step));
  if (steps.length > 0) scope.steps.push({ do: 'loop', steps });
  return returned?.value ?? unknownValue;
}

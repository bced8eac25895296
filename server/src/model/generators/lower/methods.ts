import type { FunctionStatement, Parameter, Statement } from '../../../syntax/python/ast';
import { dottedName } from '../../../syntax/python/names';
import type { PythonMethod } from '../facts';
import { type Value } from '../values';
import { checksumFacts } from './checksumFacts';
import { expressionValue } from './expressions';
import { bind, type FileScope, newScope, type Readers } from './scope';
import { reboundNames } from './reboundNames';
import { readBlock } from './statements';

/** The readers of every scope. */
export const readers: Readers = { expression: expressionValue, block: readBlock };

/** Summarises a method of a class, or a function of the module; `number` is its own within the file, from 1. */
export function methodFacts(
  file: FileScope,
  statement: FunctionStatement,
  { inClass, number }: { readonly inClass: boolean; readonly number: number },
): PythonMethod {
  const decorators = statement.decorators.flatMap((decorator) => dottedName(decorator) ?? []);
  const { body, span } = statement;
  const scope = newScope(file, readers, { number, start: span.start, body, rebound: reboundNames(body) });
  const bound = inClass && !decorators.includes('staticmethod');
  statement.params.forEach((param, at) => bind(scope, param.name, parameterValue(param.name, bound && at === 0)));
  readBlock(scope, body, true);
  const checksum = checksumFacts(file.text.slice(span.start, span.end), statement);
  return {
    name: statement.name,
    nameRange: statement.nameSpan,
    range: statement.span,
    async: statement.async,
    params: statement.params.map(parameterOf),
    decorators,
    stub: isStub(statement.body),
    ...(checksum && { checksum }),
    steps: scope.steps,
  };
}

function parameterOf({ name, form, fallback }: Parameter): PythonMethod['params'][number] {
  const value = fallback?.kind === 'literal' ? fallback.value : undefined;
  return typeof value === 'boolean' ? { name, form, fallback: value } : { name, form };
}

function parameterValue(name: string, isSelf: boolean): Value {
  if (isSelf) return { is: 'self' };
  return name === 'client' ? { is: 'client', tracked: true } : { is: 'param', name };
}

/** True for a body without anything to read: docstring, `...`, `pass`, `raise NotImplementedError`. */
export function isStub(body: readonly Statement[]): boolean {
  return body.every((statement) => {
    if (statement.kind === 'pass') return true;
    if (statement.kind === 'expression') {
      const { value } = statement;
      return value.kind === 'ellipsis' || (value.kind === 'literal' && typeof value.value === 'string');
    }
    if (statement.kind !== 'raise' || !statement.value) return false;
    const raised = statement.value.kind === 'call' ? statement.value.callee : statement.value;
    return raised.kind === 'name' && raised.name === 'NotImplementedError';
  });
}

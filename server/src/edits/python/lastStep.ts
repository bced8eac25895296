import type { FunctionStatement, Statement, StatementOf } from '../../syntax/python/ast';
import { blocksOf, dottedName, statementsWithin } from '../../syntax/python/names';
import { expressionsWithin, withInner } from '../../syntax/python/walk';
import { freeName } from './pythonText';

/** What stands for a body that is still to be written, behind its docstring. */
export function onlyPlaceholder({ body }: FunctionStatement): Statement | undefined {
  const placeholder = body.find(isPlaceholder);
  return body.every((statement) => statement === placeholder || isText(statement)) ? placeholder : undefined;
}

/** `pass`, `...` or `raise NotImplementedError`: nothing yet. */
function isPlaceholder(statement: Statement): boolean {
  if (statement.kind === 'pass') return true;
  if (statement.kind === 'expression') return statement.value.kind === 'ellipsis';
  return (
    statement.kind === 'raise' && statement.value !== undefined && dottedName(statement.value) === 'NotImplementedError'
  );
}

export function isText(statement: Statement): boolean {
  return (
    statement.kind === 'expression' && statement.value.kind === 'literal' && typeof statement.value.value === 'string'
  );
}

/** The `return` that ends a method, which has to stay the last statement. */
export function lastReturn({ body }: FunctionStatement): StatementOf<'return'> | undefined {
  const last = body.at(-1);
  return last?.kind === 'return' ? last : undefined;
}

/** True when no run comes to the end of a method, or to the `return` that it ends in. */
export function isEndMissed(method: FunctionStatement): boolean {
  const before = lastReturn(method) ? method.body.slice(0, -1) : method.body;
  return !onlyPlaceholder(method) && before.some(leaves);
}

/** Every run through the statement ends the method there. */
function leaves(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return':
    case 'raise':
      return true;
    case 'if':
      return statement.otherwise !== undefined && blocksOf(statement).every((block) => block.some(leaves));
    case 'with':
      return statement.body.some(leaves);
    case 'try': {
      const { body, otherwise = [], handlers } = statement;
      if (statement.finally?.some(leaves)) return true;
      return [...body, ...otherwise].some(leaves) && handlers.every((handler) => handler.body.some(leaves));
    }
    default:
      return false;
  }
}

/** Finding the value of a `return` does something: it has to come before what is the last step. */
export function works({ value }: StatementOf<'return'>): boolean {
  return (
    value !== undefined && withInner(value).some(({ kind }) => ['await', 'call', 'walrus', 'unknown'].includes(kind))
  );
}

/** The returns of a method that do not end it as a whole; not those of handlers, where something went wrong. */
export function earlyReturns(method: FunctionStatement): StatementOf<'return'>[] {
  const last = lastReturn(method);
  const all = statementsWithin(method.body);
  const handlers = all.flatMap((each) => (each.kind === 'try' ? each.handlers : []));
  const failed = new Set(handlers.flatMap((handler) => statementsWithin(handler.body)));
  return all.filter((each) => each.kind === 'return').filter((each) => each !== last && !failed.has(each));
}

/** A name that means nothing in a method. */
export function unusedName({ params, body }: FunctionStatement, base: string): string {
  const read = expressionsWithin(body).flatMap((each) =>
    each.kind === 'name' || each.kind === 'walrus' ? each.name : [],
  );
  const declared = statementsWithin(body).flatMap((each) =>
    each.kind === 'function' || each.kind === 'class' ? each.name : [],
  );
  return freeName(base, new Set([...params.map(({ name }) => name), ...read, ...declared]));
}

import type { Expression, Statement, StatementOf } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import { isText } from './lastStep';

/** Behind everything that is read and checked, or before the first fetch of that, where objects of others are looked at. */
export type MethodStart = 'checks' | 'reads';

/**
 * How many statements at the start of a method only read and check: docstring, imports, assignments, fetches that a check
 * follows, and tests that raise.
 */
export function startOf(body: readonly Statement[], where: MethodStart): number {
  let end = 0;
  for (const [at, statement] of body.entries()) {
    if (isCheck(statement) || isText(statement) || statement.kind === 'import' || isRead(statement)) end = at + 1;
    else if (where === 'reads' || !isFetch(statement)) break;
  }
  return end;
}

/** The statements of a body that surely run when its end is reached, those of a `try` that ends the run else included. */
export function plainStatements(body: readonly Statement[]): Statement[] {
  return body.flatMap((statement) =>
    statement.kind === 'try' && isGuardedRead(statement)
      ? [statement, ...statement.body, ...(statement.otherwise ?? [])]
      : statement,
  );
}

function isRead(statement: Statement): boolean {
  return isPlainRead(statement) || (statement.kind === 'try' && isGuardedRead(statement));
}

/** `try: node = data[…]`, with handlers that all end the run. */
function isGuardedRead({ body, handlers, otherwise = [], finally: last }: StatementOf<'try'>): boolean {
  return (
    !last &&
    [...body, ...otherwise].every(isPlainRead) &&
    handlers.every((handler) => handler.body.at(-1)?.kind === 'raise' || handler.body.at(-1)?.kind === 'return')
  );
}

function isCheck(statement: Statement): boolean {
  return (
    statement.kind === 'if' &&
    !statement.otherwise &&
    statement.branches.every(({ body }) => body.at(-1)?.kind === 'raise' || body.at(-1)?.kind === 'return')
  );
}

function isPlainRead(statement: Statement): boolean {
  if (statement.kind !== 'assign' || !statement.value) return false;
  const { value } = statement;
  return (
    value.kind === 'name' ||
    value.kind === 'subscript' ||
    value.kind === 'attribute' ||
    value.kind === 'literal' ||
    isGet(value)
  );
}

/** `node.get("name")` of a dictionary, not of the client. */
function isGet(value: Expression): boolean {
  if (value.kind !== 'call') return false;
  const name = dottedName(value.callee) ?? '';
  return name.endsWith('.get') && !name.includes('client');
}

/** `x = await self.client.filters(…)` and what is made of it. */
function isFetch(statement: Statement): boolean {
  if (statement.kind !== 'assign' || !statement.value) return false;
  const value = statement.value.kind === 'await' ? statement.value.value : statement.value;
  if (statement.value.kind !== 'await')
    return value.kind === 'call' && /^(?:len|int|str|sorted|list)$/.test(dottedName(value.callee) ?? '');
  return /\.(?:filters|get|all|count)$/.test(dottedName(value) ?? '');
}

import { perObject } from '../../base/perObject';
import type { Expression, Statement } from './ast';

/** `a.b.c` for a chain of names, also below a call (`a.b(1)` gives `a.b`) or an index; undefined for anything else. */
export function dottedName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'attribute': {
      const object = dottedName(expression.object);
      return object === undefined ? undefined : `${object}.${expression.name}`;
    }
    case 'call':
      return dottedName(expression.callee);
    case 'subscript':
      return dottedName(expression.object);
    default:
      return undefined;
  }
}

/**
 * All statements in order, those inside compound statements included; the bodies of functions and classes are not. Many ask
 * for the same body, so the list is kept with it.
 */
export const statementsWithin = perObject((body: readonly Statement[]): readonly Statement[] => {
  const found: Statement[] = [];
  collect(body, found);
  return found;
});

function collect(body: readonly Statement[], into: Statement[]): void {
  for (const statement of body) {
    into.push(statement);
    for (const block of blocksOf(statement)) collect(block, into);
  }
}

/** All blocks of statements, outer ones first; those of functions and classes too. */
export function* blocksWithin(body: readonly Statement[]): Generator<readonly Statement[]> {
  yield body;
  for (const statement of body) {
    const inner = statement.kind === 'function' || statement.kind === 'class' ? [statement.body] : blocksOf(statement);
    for (const block of inner) yield* blocksWithin(block);
  }
}

/** The blocks directly below a statement; none for functions and classes. */
export function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map((branch) => branch.body), statement.otherwise ?? []];
    case 'for':
    case 'while':
      return [statement.body, statement.otherwise ?? []];
    case 'with':
      return [statement.body];
    case 'try': {
      const handlers = statement.handlers.map((handler) => handler.body);
      return [statement.body, ...handlers, statement.otherwise ?? [], statement.finally ?? []];
    }
    case 'match':
      return statement.cases.map((clause) => clause.body);
    default:
      return [];
  }
}

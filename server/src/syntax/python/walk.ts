import { perObject } from '../../base/perObject';
import type { Expression, Statement } from './ast';
import { statementsWithin } from './names';

/**
 * Every expression of a body, outer ones before the ones inside them, in the order of the text; functions and classes
 * declared in the body are left out, lambdas are not. Many ask for the same body, so the list is kept with it.
 */
export const expressionsWithin = perObject((body: readonly Statement[]): readonly Expression[] => {
  const found: Expression[] = [];
  for (const statement of statementsWithin(body)) {
    for (const expression of ownExpressions(statement)) collect(expression, found);
  }
  return found;
});

/** An expression and every one inside it. */
export function withInner(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  collect(expression, found);
  return found;
}

function collect(expression: Expression, into: Expression[]): void {
  into.push(expression);
  for (const inner of innerOf(expression)) collect(inner, into);
}

/** The expressions a statement itself holds; those of the blocks below it are left out. */
export function ownExpressions(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'expression':
      return [statement.value];
    case 'assign':
      return present([...statement.targets, statement.annotation, statement.value]);
    case 'if':
      return statement.branches.map(({ test }) => test);
    case 'for':
      return [statement.target, statement.iterable];
    case 'while':
      return [statement.test];
    case 'with':
      return statement.items.flatMap(({ value, target }) => present([value, target]));
    case 'try':
      return present(statement.handlers.map(({ type }) => type));
    case 'match':
      return [statement.subject];
    case 'return':
    case 'raise':
      return present([statement.value]);
    case 'other':
      return statement.parts;
    case 'import':
    case 'class':
    case 'function':
    case 'jump':
    case 'pass':
      return [];
  }
}

/** The expressions directly inside an expression. */
export function innerOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'attribute':
      return [expression.object];
    case 'call':
      return [expression.callee, ...expression.args.map(({ value }) => value)];
    case 'await':
    case 'walrus':
    case 'star':
      return [expression.value];
    case 'subscript':
      return [expression.object, ...expression.indexes];
    case 'sequence':
      return expression.items;
    case 'dict':
      return expression.entries.flatMap(({ key, value }) => present([key, value]));
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise];
    case 'comprehension': {
      const loops = expression.loops.flatMap(({ target, iterable, conditions }) => [target, iterable, ...conditions]);
      return [...expression.elements, ...loops];
    }
    case 'lambda':
      return [expression.body];
    case 'template':
    case 'unknown':
      return expression.parts;
    case 'name':
    case 'literal':
    case 'ellipsis':
      return [];
  }
}

function present(expressions: readonly (Expression | undefined)[]): Expression[] {
  return expressions.filter((expression) => expression !== undefined);
}

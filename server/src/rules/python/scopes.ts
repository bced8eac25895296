import { perObject } from '../../base/perObject';
import type { Expression, FunctionStatement, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { expressionsWithin, innerOf, ownExpressions } from '../../syntax/python/walk';

/** What a name of a function may stand for: a value, an element of one, or something the text does not show. */
export type Binding =
  | { readonly of: 'value' | 'element' | 'entered'; readonly value: Expression }
  | { readonly of: 'annotation'; readonly value: Expression }
  | { readonly of: 'unknown' };

/** A function with the names it binds and the places of its expressions. */
export interface FunctionScope {
  readonly syntax: FunctionStatement;
  /** The function around it. */
  readonly outer: FunctionScope | undefined;
  /** Names bound anywhere in the function, its comprehensions and lambdas included. */
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** What stands directly around an expression of the function. */
  readonly around: ReadonlyMap<Expression, Expression | Statement>;
}

const deepest = 20;

/** The function and the functions inside it, outer ones first. Kept as long as the function. */
export const scopesOf = perObject((syntax: FunctionStatement): readonly FunctionScope[] =>
  scopesWithin(syntax, undefined, 0),
);

function scopesWithin(syntax: FunctionStatement, outer: FunctionScope | undefined, depth: number): FunctionScope[] {
  const own: FunctionScope = { syntax, outer, bindings: bindingsOf(syntax), around: placesOf(syntax) };
  if (depth > deepest) return [own];
  const inner = [...statementsWithin(syntax.body)].filter((statement) => statement.kind === 'function');
  return [own, ...inner.flatMap((statement) => scopesWithin(statement, own, depth + 1))];
}

function placesOf({ body }: FunctionStatement): Map<Expression, Expression | Statement> {
  const around = new Map<Expression, Expression | Statement>();
  for (const statement of statementsWithin(body)) {
    for (const expression of ownExpressions(statement)) around.set(expression, statement);
  }
  for (const expression of expressionsWithin(body)) {
    for (const inner of innerOf(expression)) around.set(inner, expression);
  }
  return around;
}

function bindingsOf({ body, params }: FunctionStatement): Map<string, Binding[]> {
  const bindings = new Map<string, Binding[]>();
  const bind = (target: Expression | string | undefined, binding: Binding): void => {
    if (target === undefined) return;
    if (typeof target === 'string') {
      const known = bindings.get(target);
      if (known) known.push(binding);
      else bindings.set(target, [binding]);
    } else if (target.kind === 'name') bind(target.name, binding);
    else if (target.kind === 'sequence') for (const item of target.items) bind(item, { of: 'unknown' });
    else if (target.kind === 'star') bind(target.value, { of: 'unknown' });
  };
  for (const { name, annotation, form } of params) {
    bind(name, annotation && form === 'plain' ? { of: 'annotation', value: annotation } : { of: 'unknown' });
  }
  for (const statement of statementsWithin(body)) bindStatement(statement, bind);
  for (const expression of expressionsWithin(body)) {
    if (expression.kind === 'walrus') bind(expression.name, { of: 'value', value: expression.value });
    if (expression.kind === 'lambda') for (const { name } of expression.params) bind(name, { of: 'unknown' });
    if (expression.kind !== 'comprehension') continue;
    for (const { target, iterable } of expression.loops) bindElement(target, iterable, bind);
  }
  return bindings;
}

type Bind = (target: Expression | string | undefined, to: Binding) => void;

/** Binds what goes through an iterable; with `enumerate` the second name is the element. */
function bindElement(target: Expression, iterable: Expression, bind: Bind): void {
  const isCounted = iterable.kind === 'call' && iterable.callee.kind === 'name' && iterable.callee.name === 'enumerate';
  const counted = isCounted && iterable.args[0]?.form === 'positional' ? iterable.args[0].value : undefined;
  const [count, element] = target.kind === 'sequence' ? target.items : [];
  if (!counted || !count || !element) {
    bind(target, { of: 'element', value: iterable });
    return;
  }
  bind(count, { of: 'unknown' });
  bind(element, { of: 'element', value: counted });
}

function bindStatement(statement: Statement, bind: Bind): void {
  switch (statement.kind) {
    case 'assign':
      for (const target of statement.targets) {
        if (statement.value && !statement.operator) bind(target, { of: 'value', value: statement.value });
        else if (statement.value) bind(target, { of: 'unknown' });
      }
      break;
    case 'for':
      if (statement.async) bind(statement.target, { of: 'unknown' });
      else bindElement(statement.target, statement.iterable, bind);
      break;
    case 'with':
      for (const { value, target } of statement.items) bind(target, { of: 'entered', value });
      break;
    case 'try':
      for (const { name } of statement.handlers) bind(name, { of: 'unknown' });
      break;
    case 'import':
      for (const { name, alias } of statement.names) bind(alias ?? name.split('.')[0], { of: 'unknown' });
      break;
    case 'function':
    case 'class':
      bind(statement.name, { of: 'unknown' });
      break;
    default:
  }
}

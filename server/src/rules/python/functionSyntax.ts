import type { TextRange } from '../../base/textRange';
import type { Expression, FunctionStatement, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { expressionsWithin, ownExpressions, withInner } from '../../syntax/python/walk';

/** Where a name of a function gets its value. */
export interface Binding {
  /** `value`: the name is the value; `element`: it stands for each of its items; `other`: a part of something else. */
  readonly by: 'value' | 'element' | 'other';
  readonly value: Expression | undefined;
}

/** What a function binds, by name; parameters and imports are left out. A name may be bound several times. */
export function bindingsOf(syntax: FunctionStatement): Map<string, Binding[]> {
  const bindings = new Map<string, Binding[]>();
  const bind = (target: Expression, by: Binding['by'], value: Expression | undefined): void => {
    if (target.kind === 'name') {
      const known = bindings.get(target.name);
      if (known) known.push({ by, value });
      else bindings.set(target.name, [{ by, value }]);
    } else if (target.kind === 'star') bind(target.value, 'other', undefined);
    else if (target.kind === 'sequence') for (const item of target.items) bind(item, 'other', undefined);
  };
  for (const statement of statementsWithin(syntax.body)) {
    if (statement.kind === 'assign') {
      const by = statement.operator ? 'other' : 'value';
      for (const target of statement.targets) bind(target, by, statement.value);
    } else if (statement.kind === 'for') bind(statement.target, 'element', statement.iterable);
    else if (statement.kind === 'with')
      for (const { target } of statement.items) if (target) bind(target, 'other', undefined);
    for (const expression of ownExpressions(statement)) {
      for (const inner of withInner(expression)) {
        if (inner.kind === 'walrus')
          bind({ kind: 'name', name: inner.name, span: inner.nameSpan }, 'value', inner.value);
        else if (inner.kind === 'comprehension')
          for (const loop of inner.loops) bind(loop.target, 'element', loop.iterable);
      }
    }
  }
  return bindings;
}

/** The one binding of a name; undefined when it has none or several. */
export function onlyBinding(bindings: ReadonlyMap<string, readonly Binding[]>, name: string): Binding | undefined {
  const found = bindings.get(name) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

/** Every name that a function binds, takes or mentions, so that another one does not clash with it. */
export function takenNames(syntax: FunctionStatement): Set<string> {
  const names = new Set([...bindingsOf(syntax).keys(), ...syntax.params.map(({ name }) => name)]);
  for (const each of expressionsWithin(syntax.body)) if (each.kind === 'name') names.add(each.name);
  return names;
}

/** The names an expression mentions. */
export function namesIn(expression: Expression): Set<string> {
  const names = new Set<string>();
  for (const inner of withInner(expression)) if (inner.kind === 'name') names.add(inner.name);
  return names;
}

/** Every condition of a function: of `if`, `while`, `assert`, comprehensions, `a if b else c`, and operands of `and`. */
export function conditionsOf(syntax: FunctionStatement): Expression[] {
  return [...statementsWithin(syntax.body)].flatMap((statement) => [
    ...ownConditions(statement),
    ...ownExpressions(statement).flatMap((expression) => [...withInner(expression)].flatMap(innerConditions)),
  ]);
}

function ownConditions(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'if':
    case 'while':
    case 'other':
    case 'match':
      return ownExpressions(statement);
    default:
      return [];
  }
}

function innerConditions(expression: Expression): readonly Expression[] {
  if (expression.kind === 'conditional') return [expression.test];
  if (expression.kind === 'comprehension') return expression.loops.flatMap((loop) => loop.conditions);
  if (expression.kind === 'binary' && /^(and|or)$/.test(expression.operator))
    return [expression.left, expression.right];
  return [];
}

/** The parts of a function in which an exception is caught. */
export function caughtRanges(syntax: FunctionStatement): TextRange[] {
  return [...statementsWithin(syntax.body)].flatMap((statement) =>
    statement.kind === 'try' && statement.handlers.length > 0 ? [statement.span] : [],
  );
}

export function isWithin(inner: TextRange, outer: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

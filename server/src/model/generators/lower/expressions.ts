import type { Expression, ExpressionOf } from '../../../syntax/python/ast';
import { bounded, either, elementOf, type Value } from '../values';
import { assignTo } from './assign';
import { lowerCall } from './calls';
import { runLate } from './late';
import { conditionsOf } from './lists';
import { memberOf } from './members';
import { bind, fork, lookup, lowerExpression, opaque, type Scope, type Use } from './scope';

const comparing = new Set(['==', '!=', '<', '>', '<=', '>=', 'in', 'not in', 'is', 'is not', '<>']);
/** Reads what an expression stands for; calls inside it are added to the steps in the order they run. */
export function expressionValue(scope: Scope, expression: Expression, use: Use): Value {
  switch (expression.kind) {
    case 'name': {
      const late = scope.late.get(expression);
      return late ? runLate(scope, late) : lookup(scope, expression.name);
    }
    case 'literal':
      return { is: 'constant', value: expression.value };
    case 'ellipsis':
      return opaque(scope, expression, []);
    case 'attribute':
      return memberOf(lowerExpression(scope, expression.object), expression.name);
    case 'call':
      return bounded(lowerCall(scope, expression, use));
    case 'await':
      return lowerExpression(scope, expression.value, { ...use, awaited: true });
    case 'subscript':
      return lowerSubscript(scope, expression);
    case 'sequence':
      return lowerSequence(scope, expression);
    case 'dict':
      return {
        is: 'dict',
        entries: expression.entries.map((entry) => {
          const key = entry.key && lowerExpression(scope, entry.key);
          const name = key?.is === 'constant' && typeof key.value === 'string' ? key.value : undefined;
          const value = lowerExpression(scope, entry.value);
          return name === undefined ? { value } : { key: name, value };
        }),
      };
    case 'binary':
      return lowerBinary(scope, expression);
    case 'unary': {
      const operand = lowerExpression(scope, expression.operand);
      return expression.operator === 'not' ? { is: 'not', of: operand } : opaque(scope, expression, [operand]);
    }
    case 'walrus': {
      const value = lowerExpression(scope, expression.value, use);
      bind(scope, expression.name, value);
      return value;
    }
    case 'conditional': {
      const test = lowerExpression(scope, expression.test);
      const then = fork(scope);
      const other = fork(scope);
      const value = lowerExpression(then, expression.then, use);
      const otherwise = lowerExpression(other, expression.otherwise, use);
      if (then.steps.length + other.steps.length > 0) {
        scope.steps.push({ do: 'if', arms: [{ test, steps: then.steps }], otherwise: other.steps });
      }
      return either([value, otherwise]);
    }
    case 'comprehension':
      return lowerComprehension(scope, expression);
    case 'lambda':
      return opaque(scope, expression, []);
    case 'star':
      return lowerExpression(scope, expression.value);
    case 'template':
    case 'unknown':
      return opaque(
        scope,
        expression,
        expression.parts.map((part) => lowerExpression(scope, part)),
      );
  }
}

function lowerSubscript(scope: Scope, expression: ExpressionOf<'subscript'>): Value {
  const object = lowerExpression(scope, expression.object);
  const indexes = expression.indexes.map((index) => lowerExpression(scope, index));
  const [index] = indexes;
  if (object.is === 'dict' && index?.is === 'constant') {
    const found = object.entries.findLast((entry) => entry.key === index.value);
    if (found) return found.value;
  }
  if (object.is === 'tuple' && index?.is === 'constant' && typeof index.value === 'number') {
    return object.items.at(index.value) ?? opaque(scope, expression, [object]);
  }
  if (object.is === 'list') {
    const slice = scope.file.text.slice(expression.object.span.end, expression.span.end).includes(':');
    return slice ? object : object.of;
  }
  if (object.is === 'field' || object.is === 'param' || object.is === 'result') return elementOf(object);
  return opaque(scope, expression, [object, ...indexes]);
}

function lowerSequence(scope: Scope, expression: ExpressionOf<'sequence'>): Value {
  const items = expression.items.map((item) => {
    const value = lowerExpression(scope, item);
    return item.kind === 'star' ? elementOf(value) : value;
  });
  const plain = expression.items.every((item) => item.kind !== 'star');
  if (expression.form === 'tuple' && plain) return { is: 'tuple', items };
  return { is: 'list', of: either(items) };
}

function lowerBinary(scope: Scope, expression: ExpressionOf<'binary'>): Value {
  const left = lowerExpression(scope, expression.left);
  const right = lowerExpression(scope, expression.right);
  if (comparing.has(expression.operator)) return { is: 'compare', operator: expression.operator, left, right };
  if (expression.operator === 'or') return either([left, right]);
  if (expression.operator === '+' && left.is === 'list' && right.is === 'list') {
    return { is: 'list', of: either([left.of, right.of]) };
  }
  return opaque(scope, expression, [left, right]);
}

function lowerComprehension(scope: Scope, expression: ExpressionOf<'comprehension'>): Value {
  const inner = fork(scope);
  const tests: Value[] = [];
  const over: Value[] = [];
  for (const loop of expression.loops) {
    const iterable = lowerExpression(inner, loop.iterable);
    over.push(iterable);
    assignTo(inner, { target: loop.target, value: elementOf(iterable), range: expression.span });
    for (const condition of loop.conditions) tests.push(lowerExpression(inner, condition));
  }
  const body = fork(inner);
  const values = expression.elements.map((element) => lowerExpression(body, element));
  const guarded = tests.reduceRight<typeof body.steps>(
    (steps, test) => (steps.length > 0 ? [{ do: 'if', arms: [{ test, steps }], otherwise: [] }] : steps),
    body.steps,
  );
  const steps = [...inner.steps, ...guarded];
  if (steps.length > 0) scope.steps.push({ do: 'loop', steps, over });
  const when = [...over.flatMap(conditionsOf), ...tests].map(bounded);
  return { is: 'list', of: bounded(values.at(-1) ?? { is: 'nothing' }), ...(when.length > 0 && { when }) };
}

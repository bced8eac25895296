import type { Statement, StatementOf } from '../../../syntax/python/ast';
import { spanning } from '../../../syntax/python/span';
import type { IfArm, Step } from '../steps';
import { elementOf, unknownValue, type Value } from '../values';
import { assignTo } from './assign';
import { bindFlags } from './flags';
import { asksForParameter } from './keptParameters';
import { putOff } from './late';
import { bind, fork, join, lowerExpression, maxBlockDepth, plainUse, type Scope, under } from './scope';

/** Beyond this the rest of a block is read as following its `if`, so that a long row of checks does not nest. */
const maxEarlyDepth = 40;

/**
 * Reads statements in order into the scope's steps. `tail` says that the function ends with them.
 * Returns true when the end is never reached (`return`, `raise`, `continue`, `break` on every path).
 */
export function readBlock(scope: Scope, statements: readonly Statement[], tail: boolean): boolean {
  if (scope.depth > maxBlockDepth) {
    const [first] = statements;
    const range = first ? spanning(first.span, statements.at(-1)?.span ?? first.span) : { start: 0, end: 0 };
    scope.steps.push({ do: 'unknown', reason: 'too-large', range });
    return false;
  }
  for (const [at, statement] of statements.entries()) {
    const last = at === statements.length - 1;
    if (statement.kind === 'if') {
      const outcome = lowerIf(scope, statement, statements.slice(at + 1), tail);
      if (outcome !== 'continues') return outcome === 'ends';
    } else if (statement.kind === 'assign' && putOff(scope, statement, { block: statements, at })) continue;
    else if (lowerStatement(scope, statement, tail && last)) return true;
  }
  return false;
}

function lowerStatement(scope: Scope, statement: Exclude<Statement, StatementOf<'if'>>, tail: boolean): boolean {
  switch (statement.kind) {
    case 'expression':
      lowerExpression(scope, statement.value, { awaited: false, tail });
      return false;
    case 'assign':
      lowerAssign(scope, statement);
      return false;
    case 'for':
      return lowerLoop(scope, statement);
    case 'while':
      return lowerLoop(scope, statement);
    case 'with': {
      for (const item of statement.items) {
        const value = lowerExpression(scope, item.value);
        if (item.target) assignTo(scope, { target: item.target, value, range: item.target.span });
      }
      return lowerInline(scope, statement.body, tail);
    }
    case 'try':
      return lowerTry(scope, statement, tail);
    case 'match': {
      const on = lowerExpression(scope, statement.subject);
      const arms = statement.cases.map((clause) => lowerFork(scope, clause.body, tail));
      const ahead = fork(scope);
      scope.steps.push({ do: 'choose', on, arms: [...arms.map((arm) => arm.scope.steps), []] });
      join(scope, [...arms.filter((arm) => !arm.ends).map((arm) => arm.scope), ahead]);
      return false;
    }
    case 'return': {
      const use = { awaited: false, tail: true };
      const value: Value = statement.value
        ? lowerExpression(scope, statement.value, use)
        : { is: 'constant', value: null };
      scope.steps.push({ do: 'return', value, range: statement.span });
      return true;
    }
    case 'raise': {
      if (statement.value) lowerExpression(scope, statement.value);
      const exception = statement.value && exceptionName(statement.value);
      scope.steps.push({ do: 'raise', ...(exception !== undefined && { exception }), range: statement.span });
      return true;
    }
    case 'jump':
      scope.steps.push({ do: 'jump' });
      return true;
    case 'function':
      scope.closures.set(statement.name, statement);
      return false;
    case 'other':
      lowerOther(scope, statement);
      return false;
    case 'import':
    case 'class':
    case 'pass':
      return false;
  }
}

/** `assert test` raises unless the test holds; of all others only the expressions count. */
function lowerOther(scope: Scope, { parts, span }: StatementOf<'other'>): void {
  const [test, ...more] = parts.map((part) => lowerExpression(scope, part));
  if (!test || more.length > 1 || !/^assert\b/.test(scope.file.text.slice(span.start, span.start + 8))) return;
  const raise: Step = { do: 'raise', exception: 'AssertionError', range: span };
  scope.steps.push({ do: 'if', arms: [{ test: { is: 'not', of: test }, steps: [raise] }], otherwise: [] });
}

function exceptionName(value: StatementOf<'expression'>['value']): string | undefined {
  const callee = value.kind === 'call' ? value.callee : value;
  return callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : undefined;
}

function lowerAssign(scope: Scope, statement: StatementOf<'assign'>): void {
  if (!statement.value) return;
  const value = lowerExpression(scope, statement.value, plainUse);
  for (const target of statement.targets) {
    assignTo(scope, { target, value, range: statement.span, operator: statement.operator });
  }
}

interface Arm {
  readonly scope: Scope;
  readonly ends: boolean;
}

function lowerFork(scope: Scope, body: readonly Statement[], tail: boolean): Arm {
  const inner = fork(scope);
  return { scope: inner, ends: readBlock(inner, body, tail) };
}

function lowerInline(scope: Scope, body: readonly Statement[], tail: boolean): boolean {
  const { scope: inner, ends } = lowerFork(scope, body, tail);
  scope.steps.push(...inner.steps);
  join(scope, [inner]);
  return ends;
}

/**
 * When every branch leaves, the statements after the `if` are its other branch. Then they are read here as well and the
 * outcome says whether they end.
 */
function lowerIf(
  scope: Scope,
  statement: StatementOf<'if'>,
  rest: readonly Statement[],
  tail: boolean,
): 'continues' | 'ends' | 'done' {
  const inTail = tail && rest.length === 0;
  const arms: IfArm[] = [];
  const forks: Arm[] = [];
  const before: Value[] = [];
  for (const branch of statement.branches) {
    const test = lowerExpression(scope, branch.test);
    const arm = lowerFork(under(scope, [...before, test]), branch.body, inTail);
    forks.push(arm);
    const ofParameter = asksForParameter(scope, branch.test);
    arms.push({ test, steps: arm.scope.steps, ...(ofParameter && { ofParameter }) });
    before.push({ is: 'not', of: test });
  }
  const leaves = forks.length > 0 && forks.every((arm) => arm.ends);
  if (leaves && !statement.otherwise && rest.length > 0 && scope.depth < maxEarlyDepth) {
    const other = lowerFork(under(scope, before), rest, tail);
    scope.steps.push({ do: 'if', arms, otherwise: other.scope.steps, early: true });
    join(scope, [other.scope]);
    return other.ends ? 'ends' : 'done';
  }
  const other = lowerFork(under(scope, before), statement.otherwise ?? [], inTail);
  scope.steps.push({ do: 'if', arms, otherwise: other.scope.steps });
  const open = [...forks, other].filter((arm) => !arm.ends);
  if (open.length === 0) return 'ends';
  join(
    scope,
    open.map((arm) => arm.scope),
  );
  const [only] = arms;
  const [then] = forks;
  if (only && then && arms.length === 1 && open.length === 2)
    bindFlags(scope, { test: only.test, then: then.scope, otherwise: other.scope });
  return 'continues';
}

function lowerLoop(scope: Scope, statement: StatementOf<'for'> | StatementOf<'while'>): boolean {
  const inner: Scope = { ...fork(scope), beforeLoop: scope.names };
  if (statement.kind === 'for') {
    const iterable = lowerExpression(scope, statement.iterable, plainUse);
    assignTo(inner, { target: statement.target, value: elementOf(iterable), range: statement.target.span });
    readBlock(inner, statement.body, false);
    scope.steps.push({ do: 'loop', steps: inner.steps, over: [iterable] });
  } else {
    const test = lowerExpression(scope, statement.test);
    readBlock(inner, statement.body, false);
    scope.steps.push({ do: 'loop', steps: [{ do: 'if', arms: [{ test, steps: inner.steps }], otherwise: [] }] });
  }
  const before = fork(scope);
  join(scope, [before, inner]);
  return statement.otherwise ? lowerInline(scope, statement.otherwise, false) : false;
}

function lowerTry(scope: Scope, statement: StatementOf<'try'>, tail: boolean): boolean {
  const before = fork(scope);
  const body = lowerFork(scope, statement.body, tail && !statement.finally);
  const other = body.ends ? body : lowerFork({ ...body.scope, depth: scope.depth }, statement.otherwise ?? [], tail);
  const bodySteps = other === body ? body.scope.steps : [...body.scope.steps, ...other.scope.steps];
  join(before, [before, body.scope]);
  const handlers = statement.handlers.map((handler) => {
    const inner = fork(before);
    if (handler.name !== undefined) bind(inner, handler.name, unknownValue);
    return { scope: inner, ends: readBlock(inner, handler.body, tail) };
  });
  scope.steps.push({ do: 'try', steps: bodySteps, handlers: handlers.map((handler) => handler.scope.steps) });
  const open = [other, ...handlers].filter((arm) => !arm.ends);
  join(scope, open.length > 0 ? open.map((arm) => arm.scope) : [other.scope]);
  const ends = statement.finally ? lowerInline(scope, statement.finally, tail) : false;
  return ends || open.length === 0;
}

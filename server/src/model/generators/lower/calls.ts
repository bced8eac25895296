import type { Argument, ExpressionOf } from '../../../syntax/python/ast';
import type { CallArgument, Callee } from '../steps';
import { either, elementOf, sameValue, someValue, type Value } from '../values';
import { canonicalName, isChangingCall } from './changing';
import { lowerClientCall } from './clientCalls';
import { inlineClosure } from './closures';
import { memberOf } from './members';
import { lowerNodeCall, saveStep } from './nodeCalls';
import { lowerNodeClass, schemaOf } from './nodeClass';
import { hashOf, unsureHash } from './hashes';
import { added, conditionsOf, listOf, withConditions } from './lists';
import { bind, callNumber, fork, lowerExpression, opaque, type Scope, type Use } from './scope';

type Call = ExpressionOf<'call'>;

/** Values whose methods may be found once the class is evaluated. */
const mayBeInstance = new Set<Value['is']>(['field', 'param', 'result', 'element', 'local', 'instance', 'either']);

/** Reads a call: what it does is added to the steps, what it returns is the value. */
export function lowerCall(scope: Scope, call: Call, use: Use): Value {
  const { callee } = call;
  if (callee.kind === 'attribute') return lowerMethodCall(scope, call, callee, use);
  if (callee.kind === 'name') {
    const closure = scope.closures.get(callee.name);
    if (closure) return inlineClosure(scope, closure, lowerArguments(scope, call.args));
    if (!scope.names.has(callee.name) && !scope.file.names.has(callee.name)) {
      const value = lowerBuiltin(scope, call, callee.name);
      if (value) return value;
    }
  }
  const target = lowerExpression(scope, callee);
  return lowerAlias(scope, call, target, use) ?? callTarget(scope, call, target, use);
}

/** `create = self.client.create` and `save = node.save`, called by that name. */
function lowerAlias(scope: Scope, call: Call, target: Value, use: Use): Value | undefined {
  if (target.is !== 'member') return undefined;
  const { of, name } = target;
  if (of.is === 'client') return lowerClientCall(scope, { call, receiver: of, name, use });
  return lowerNodeCall(scope, { call, receiver: of, name, use });
}

function lowerMethodCall(scope: Scope, call: Call, callee: ExpressionOf<'attribute'>, use: Use): Value {
  const receiver = lowerExpression(scope, callee.object);
  const { name } = callee;
  if (receiver.is === 'client') return lowerClientCall(scope, { call, receiver, name, use });
  const isSchema = receiver.is === 'member' && receiver.name === 'schema' && receiver.of.is === 'client';
  const schema = isSchema && name === 'get' ? schemaOf(scope, call) : undefined;
  if (schema) return schema;
  const handled = lowerListCall(scope, call, { callee, receiver }) ?? lowerBatchAdd(scope, call, name);
  if (handled) return handled;
  if (receiver.is === 'self' || receiver.is === 'super') {
    return addCall(scope, call, { on: receiver.is, name }, use);
  }
  return lowerNodeCall(scope, { call, receiver, name, use }) ?? callTarget(scope, call, memberOf(receiver, name), use);
}

function callTarget(scope: Scope, call: Call, target: Value, use: Use): Value {
  if (isChangingCall(target, call.args.length > 0)) return { is: 'changing' };
  const node = lowerNodeClass(scope, call, target);
  if (node) return node;
  const name = canonicalName(target);
  if (name !== undefined && /^asyncio\.(gather|wait_for|create_task|ensure_future)$/.test(name)) {
    return gather(scope, call);
  }
  if (target.is === 'member') {
    if (mayBeInstance.has(target.of.is)) {
      return addCall(scope, call, { on: 'value', of: target.of, name: target.name }, use);
    }
    const args = lowerArguments(scope, call.args);
    if (use.awaited && target.of.is === 'opaque') {
      scope.steps.push({ do: 'unknown', reason: 'unresolved-call', range: call.span });
    }
    return opaque(scope, call, [target.of, ...args.map((argument) => argument.value)]);
  }
  if (target.is === 'symbol' || target.is === 'local') {
    const value = addCall(scope, call, { on: 'function', of: target }, use);
    return value;
  }
  if (target.is === 'field') return addCall(scope, call, { on: 'value', of: target, name: '__call__' }, use);
  const args = lowerArguments(scope, call.args);
  if (use.awaited) scope.steps.push({ do: 'unknown', reason: 'unresolved-call', range: call.span });
  return opaque(scope, call, [target, ...args.map((argument) => argument.value)]);
}

/** Adds a call step for something that may be found in this or another file. */
function addCall(scope: Scope, call: Call, callee: Callee, use: Use): Value {
  const args = lowerArguments(scope, call.args);
  const spread = call.args.some((argument) => argument.form === 'star' || argument.form === 'doubleStar');
  const result = callNumber(scope, call);
  const { awaited, tail } = use;
  scope.steps.push({ do: 'call', result, callee, args, spread, awaited, tail, range: call.span });
  return { is: 'result', call: result };
}

/** `batch.add(task=node.save, node=node)` and `batch.add(task=self.method, …)` */
function lowerBatchAdd(scope: Scope, call: Call, name: string): Value | undefined {
  if (name !== 'add') return undefined;
  const given = call.args.find((argument) => argument.name === 'task')?.value;
  // A save that is called is a slip, told of by a rule; it is meant to be the same.
  const isCalled = given?.kind === 'call' && given.callee.kind === 'attribute' && given.callee.name === 'save';
  const task = isCalled ? given.callee : given;
  if (task?.kind !== 'attribute') return undefined;
  const owner = lowerExpression(scope, task.object);
  if (isCalled && owner.is === 'self') return undefined;
  const rest = [...call.args.filter((argument) => argument.name !== 'task'), ...(isCalled ? given.args : [])];
  if (owner.is === 'self') {
    const args = rest.filter((argument) => argument.name !== 'node');
    return addCall(scope, { ...call, args }, { on: 'self', name: task.name }, { awaited: true, tail: false });
  }
  if (owner.is === 'client') {
    const args = rest.filter((argument) => argument.name !== 'node');
    const use = { awaited: true, tail: false };
    return lowerClientCall(scope, { call: { ...call, args }, receiver: owner, name: task.name, use });
  }
  if (task.name !== 'save') return undefined;
  scope.steps.push(saveStep(scope, { call: { ...call, args: rest }, node: owner, awaited: true }));
  return { is: 'constant', value: null };
}

function gather(scope: Scope, call: Call): Value {
  const values = call.args.map((argument) => {
    const value = lowerExpression(scope, argument.value, { awaited: true, tail: false });
    return argument.form === 'star' ? elementOf(value) : value;
  });
  return { is: 'list', of: either(values) };
}

/** Methods of lists and dictionaries whose content is known. */
function lowerListCall(
  scope: Scope,
  call: Call,
  { callee, receiver }: { callee: ExpressionOf<'attribute'>; receiver: Value },
): Value | undefined {
  if (receiver.is === 'dict' && callee.name === 'values') {
    return { is: 'list', of: either(receiver.entries.map((entry) => entry.value)) };
  }
  if (receiver.is !== 'list') return undefined;
  switch (callee.name) {
    case 'append':
    case 'add':
    case 'insert':
    case 'extend': {
      const values = call.args.map((argument) => lowerExpression(scope, argument.value));
      const last = values.at(-1);
      if (!last || callee.object.kind !== 'name') return { is: 'constant', value: null };
      const isMany = callee.name === 'extend';
      const value = isMany ? elementOf(last) : last;
      const about = scope.conditions.filter((test) => someValue(test, (part) => sameValue(part, value)));
      bind(scope, callee.object.name, added(receiver, value, isMany ? conditionsOf(last) : about));
      return { is: 'constant', value: null };
    }
    case 'items':
      return { is: 'list', of: { is: 'tuple', items: [opaque(scope, call, []), receiver.of] } };
    case 'values':
    case 'copy':
      return receiver;
    case 'pop':
    case 'get':
      return receiver.of;
    default:
      return undefined;
  }
}

function lowerBuiltin(scope: Scope, call: Call, name: string): Value | undefined {
  const argument = (at: number): Value => {
    const found = call.args[at];
    return found ? lowerExpression(scope, found.value) : { is: 'nothing' };
  };
  switch (name) {
    case 'super':
      return { is: 'super' };
    case 'len':
    case 'sum':
      return call.args.length > 0 ? { is: 'count', of: argument(0) } : undefined;
    case 'sorted':
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'reversed':
      return listOf(argument(0));
    case 'dict':
      return dictOf(scope, call.args);
    case 'filter':
      return filtered(scope, call, argument(1));
    case 'enumerate':
      return { is: 'list', of: { is: 'tuple', items: [opaque(scope, call, []), elementOf(argument(0))] } };
    case 'zip':
      return { is: 'list', of: { is: 'tuple', items: call.args.map((_, at) => elementOf(argument(at))) } };
    case 'iter':
      return argument(0);
    case 'next':
      return elementOf(argument(0));
    case 'hash': {
      const hashed = argument(0);
      const kind = hashOf(hashed);
      if (kind === 'changing') return { is: 'changing' };
      return kind === 'stable' ? opaque(scope, call, [hashed]) : { is: 'opaque', text: unsureHash, parts: [hashed] };
    }
    case 'id': {
      const hashed = argument(0);
      return someValue(hashed, (part) => part.is === 'client') ? undefined : { is: 'changing' };
    }
    case 'getattr': {
      const of = argument(0);
      const attribute = argument(1);
      if (attribute.is === 'constant' && typeof attribute.value === 'string') return memberOf(of, attribute.value);
      if (of.is === 'self') scope.steps.push({ do: 'unknown', reason: 'dynamic-method', range: call.span });
      return opaque(scope, call, [of]);
    }
    case 'setattr':
      scope.steps.push({ do: 'unknown', reason: 'dynamic-attribute', range: call.span });
      return { is: 'constant', value: null };
    case 'exec':
    case 'eval':
      scope.steps.push({ do: 'unknown', reason: 'dynamic-code', range: call.span });
      return opaque(scope, call, []);
    default:
      return opaque(
        scope,
        call,
        lowerArguments(scope, call.args).map((item) => item.value),
      );
  }
}

/** `filter(lambda each: test, values)`, or with a function that is defined in the method. */
function filtered(scope: Scope, call: Call, values: Value): Value {
  const predicate = call.args[0]?.value;
  const list = listOf(values);
  const closure = predicate?.kind === 'name' ? scope.closures.get(predicate.name) : undefined;
  if (closure)
    return withConditions(list, [...conditionsOf(list), inlineClosure(scope, closure, [{ value: list.of }])]);
  const [param] = predicate?.kind === 'lambda' ? predicate.params : [];
  if (predicate?.kind !== 'lambda' || !param) return list;
  const inner = fork(scope);
  bind(inner, param.name, list.of);
  const test = lowerExpression(inner, predicate.body);
  scope.steps.push(...inner.steps);
  return withConditions(list, [...conditionsOf(list), test]);
}

function dictOf(scope: Scope, args: readonly Argument[]): Value {
  return {
    is: 'dict',
    entries: args.map((argument) => {
      const value = lowerExpression(scope, argument.value);
      return argument.name === undefined ? { value } : { key: argument.name, value };
    }),
  };
}

function lowerArguments(scope: Scope, args: readonly Argument[]): CallArgument[] {
  return args.map((argument) => {
    const value = lowerExpression(scope, argument.value);
    return argument.form === 'keyword' && argument.name !== undefined ? { name: argument.name, value } : { value };
  });
}

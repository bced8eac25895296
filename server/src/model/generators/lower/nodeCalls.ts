import type { ExpressionOf } from '../../../syntax/python/ast';
import type { Step } from '../steps';
import { unknownValue, type Value } from '../values';
import { argumentOf, isNodeLike, type ReceiverCall } from './clientCalls';
import { callNumber, lowerExpression, type Scope } from './scope';

/** Reads a call on a node, one of its relationships or the client's store; undefined when it is none of these. */
export function lowerNodeCall(scope: Scope, { call, receiver, name, use }: ReceiverCall): Value | undefined {
  if (receiver.is === 'member' && receiver.name === 'store' && receiver.of.is === 'client') {
    if (!name.startsWith('get')) return unknownValue;
    const kind = call.args.find((argument) => argument.name === 'kind');
    const kindValue = kind ? lowerExpression(scope, kind.value) : unknownValue;
    return { is: 'node', kind: kindValue, origin: 'unknown', at: callNumber(scope, call) };
  }
  if (name === 'save' && (use.awaited || receiver.is === 'node' || isNodeLike(receiver))) {
    scope.steps.push(saveStep(scope, { call, node: receiver, awaited: use.awaited }));
    return { is: 'constant', value: null };
  }
  if ((name === 'update' || name === 'create') && receiver.is === 'node') {
    // What `save` calls, without the tracking behind it (read: infrahub-sdk 1.23.2, `InfrahubNode.save`).
    const step = saveStep(scope, { call, node: receiver, awaited: use.awaited });
    scope.steps.push({ ...step, context: false, ...(name === 'update' && { upsert: false }) });
    return { is: 'constant', value: null };
  }
  if (name === 'delete' && receiver.is === 'node') {
    scope.steps.push({ do: 'delete', node: receiver, range: call.span });
    return { is: 'constant', value: null };
  }
  if (name === 'from_graphql') {
    return { is: 'node', kind: unknownValue, origin: 'fetched', at: callNumber(scope, call) };
  }
  if (name === 'fetch' || name === '_fetch') return { is: 'constant', value: null };
  if (receiver.is === 'member' && isNodeLike(receiver.of) && /^(add|remove|extend)$/.test(name)) {
    const peers = call.args.map((argument) => lowerExpression(scope, argument.value));
    const operation = name === 'remove' ? 'remove' : 'add';
    const related = { node: receiver.of, relationship: receiver.name, operation, peers } as const;
    scope.steps.push({ do: 'relate', ...related, range: call.span });
    return { is: 'constant', value: null };
  }
  return undefined;
}

/** The save of a node, with what its arguments say about tracking. */
export function saveStep(
  scope: Scope,
  { call, node, awaited }: { call: ExpressionOf<'call'>; node: Value; awaited: boolean },
): Step & { do: 'save' } {
  const given = argumentOf(call.args, 'update_group_context', 1);
  const upsert = argumentOf(call.args, 'allow_upsert', 0);
  const unpacked = call.args.flatMap(({ form, value }) => (form === 'doubleStar' ? lowerExpression(scope, value) : []));
  const entries = unpacked.flatMap((value) => (value.is === 'dict' ? value.entries : []));
  const isShown = unpacked.every((value) => value.is === 'dict') && entries.every(({ key }) => key !== undefined);
  const spread = !isShown || call.args.some((argument) => argument.form === 'star');
  const entry = (name: string): Value | undefined => entries.findLast(({ key }) => key === name)?.value;
  const contextValue = given ? lowerExpression(scope, given.value) : entry('update_group_context');
  const upsertValue = upsert ? lowerExpression(scope, upsert.value) : entry('allow_upsert');
  const context = contextValue ? flag(contextValue) : spread ? 'unknown' : 'default';
  return {
    do: 'save',
    node,
    context,
    ...(context === 'unknown' && contextValue && { contextOf: contextValue }),
    upsert: upsertValue ? constantFlag(upsertValue) : spread ? undefined : false,
    awaited,
    range: call.span,
  };
}

function flag(value: Value): boolean | 'default' | 'unknown' {
  if (value.is !== 'constant') return 'unknown';
  return value.value === null ? 'default' : Boolean(value.value);
}

function constantFlag(value: Value): boolean | undefined {
  return value.is === 'constant' ? Boolean(value.value) : undefined;
}

import type { Argument, ExpressionOf } from '../../../syntax/python/ast';
import { spanning } from '../../../syntax/python/span';
import type { GivenAttribute } from '../steps';
import { someValue, unknownValue, type Value } from '../values';
import { callNumber, lowerExpression, opaque, type Scope, type Use } from './scope';

export interface ReceiverCall<R extends Value = Value> {
  readonly call: ExpressionOf<'call'>;
  readonly receiver: R;
  readonly name: string;
  readonly use: Use;
}

/** Arguments of fetches that are no filters (signatures of infrahub-sdk 1.23.2). */
const fetchArguments = new Set(
  'kind branch timeout at populate_store offset limit include exclude fragment prefetch_relationships property order parallel raise_when_missing partial_match id hfid ids include_metadata query_name priority'.split(
    ' ',
  ),
);

/** Arguments of `create` that are no attributes; all others are given to the object. */
const createArguments = new Set(['kind', 'data', 'branch', 'timeout', 'id', 'hfid']);

/** Reads a call on the SDK client (`InfrahubClient`). */
export function lowerClientCall(scope: Scope, { call, receiver, name }: ReceiverCall<Value & { is: 'client' }>): Value {
  const untracked = !receiver.tracked;
  switch (name) {
    case 'get':
    case 'filters':
    case 'all':
      return fetch(scope, { call, method: name, untracked });
    case 'create':
      return create(scope, call, untracked);
    case 'delete':
      scope.steps.push({ do: 'delete', node: nodeOf(scope, { call, origin: 'fetched', untracked }), range: call.span });
      return { is: 'constant', value: null };
    case 'execute_graphql': {
      const query = argumentOf(call.args, 'query', 0);
      const variables = argumentOf(call.args, 'variables', 1);
      scope.steps.push({
        do: 'graphql',
        query: query ? lowerExpression(scope, query.value) : unknownValue,
        variables: variables ? lowerExpression(scope, variables.value) : { is: 'dict', entries: [] },
        range: call.span,
      });
      return opaque(scope, call, []);
    }
    case 'count':
      return { is: 'count', of: fetch(scope, { call, method: 'count', untracked }) };
    case 'clone':
      return { is: 'client', tracked: false };
    default: {
      const parts = call.args.map((argument) => lowerExpression(scope, argument.value));
      return opaque(scope, call, parts);
    }
  }
}

interface NodeCall {
  readonly call: ExpressionOf<'call'>;
  readonly origin: 'fetched' | 'created';
  readonly untracked: boolean;
  readonly name?: Value | undefined;
}

function nodeOf(scope: Scope, { call, origin, untracked, name }: NodeCall): Value {
  const argument = argumentOf(call.args, 'kind', 0);
  const kind = argument ? lowerExpression(scope, argument.value) : unknownValue;
  const at = callNumber(scope, call);
  return { is: 'node', kind, origin, at, ...(name && { name }), ...(untracked && { untracked }) };
}

function fetch(
  scope: Scope,
  {
    call,
    method,
    untracked,
  }: { call: ExpressionOf<'call'>; method: 'get' | 'filters' | 'all' | 'count'; untracked: boolean },
): Value {
  const kind = argumentOf(call.args, 'kind', 0);
  const filters = call.args.flatMap((argument): GivenAttribute[] => {
    if (argument.name === undefined || argument.name === 'kind') return [];
    return [{ name: argument.name, value: lowerExpression(scope, argument.value), range: argument.span }];
  });
  const byName =
    filters.find((filter) => filter.name === 'name__value') ?? filters.find((filter) => filter.name === 'hfid');
  const name = byName?.value.is === 'list' ? byName.value.of : byName?.value;
  const node = nodeOf(scope, { call, origin: 'fetched', untracked, name });
  scope.steps.push({
    do: 'fetch',
    node,
    method,
    filters: filters.filter((filter) => !fetchArguments.has(filter.name) || /^(id|ids|hfid|limit)$/.test(filter.name)),
    ...(kind && { kindRange: kind.value.span }),
    range: call.span,
  });
  return method === 'get' ? node : { is: 'list', of: node };
}

function create(scope: Scope, call: ExpressionOf<'call'>, untracked: boolean): Value {
  const node = nodeOf(scope, { call, origin: 'created', untracked });
  const kind = argumentOf(call.args, 'kind', 0);
  const data = argumentOf(call.args, 'data', 1);
  const { attributes, open: isOpen } = data ? givenData(scope, data) : { attributes: [], open: false };
  const open = isOpen || call.args.some(({ form }) => form === 'star' || form === 'doubleStar');
  for (const argument of call.args) {
    if (argument.name === undefined || createArguments.has(argument.name)) continue;
    const value = plainValue(lowerExpression(scope, argument.value));
    attributes.push({ name: argument.name, value, range: argument.span });
  }
  scope.steps.push({
    do: 'create',
    node,
    attributes,
    open,
    ...(kind && { kindRange: kind.value.span }),
    range: call.span,
  });
  return node;
}

/** What the argument `data` gives to an object; `open` when that may be more than the text shows. */
export function givenData(scope: Scope, data: Argument): { attributes: GivenAttribute[]; open: boolean } {
  const value = lowerExpression(scope, data.value);
  if (value.is !== 'dict') return { attributes: [], open: true };
  const attributes = value.entries.flatMap(({ key, value: given }): GivenAttribute[] =>
    key === undefined ? [] : [{ name: key, value: plainValue(given), range: rangeOfKey(data, key) }],
  );
  return { attributes, open: attributes.length < value.entries.length };
}

/** `{"value": x, …}` stands for x. */
function plainValue(value: Value): Value {
  if (value.is !== 'dict') return value;
  return value.entries.find((entry) => entry.key === 'value')?.value ?? value;
}

function rangeOfKey(data: Argument, key: string): GivenAttribute['range'] {
  if (data.value.kind !== 'dict') return data.span;
  const entry = data.value.entries.find((item) => item.key?.kind === 'literal' && item.key.value === key);
  return entry ? spanning((entry.key ?? entry.value).span, entry.value.span) : data.span;
}

/** An argument by its keyword, or by its place. */
export function argumentOf(args: readonly Argument[], name: string, at: number): Argument | undefined {
  const found = args.find((argument) => argument.name === name);
  if (found) return found;
  const positional = args[at];
  return positional?.form === 'positional' ? positional : undefined;
}

/** True when the value can be a node. */
export function isNodeLike(value: Value): boolean {
  return someValue(value, (part) => ['node', 'param', 'field', 'result', 'element'].includes(part.is));
}

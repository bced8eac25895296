import type { ExpressionOf } from '../../../syntax/python/ast';
import type { Value } from '../values';
import { canonicalName } from './changing';
import { argumentOf, givenData } from './clientCalls';
import { callNumber, lowerExpression, type Scope } from './scope';

const nodeClass = /^infrahub_sdk\.(?:node\.){0,2}InfrahubNode(?:Sync)?$/;

/** The text of what `client.schema.get` gives; its one part is the kind. */
const schemaText = 'client.schema.get';

/** What `client.schema.get(kind=…)` gives. */
export function schemaOf(scope: Scope, call: ExpressionOf<'call'>): Value | undefined {
  const kind = argumentOf(call.args, 'kind', 0);
  return kind && { is: 'opaque', text: schemaText, parts: [lowerExpression(scope, kind.value)] };
}

/**
 * `InfrahubNode(client=…, schema=…, data=…)`, as `client.create` makes it; with an id in its data it stands for an object that
 * exists (read: infrahub-sdk 1.23.2). Where the text does not show which, it is unknown. Undefined for other calls.
 */
export function lowerNodeClass(scope: Scope, call: ExpressionOf<'call'>, target: Value): Value | undefined {
  const name = canonicalName(target);
  if (name === undefined || !nodeClass.test(name)) return undefined;
  const valueOf = (argument: string, at: number): Value | undefined => {
    const given = argumentOf(call.args, argument, at);
    return given && lowerExpression(scope, given.value);
  };
  const client = valueOf('client', 0);
  const schema = valueOf('schema', 1);
  const data = argumentOf(call.args, 'data', 3);
  const { attributes, open } = data ? givenData(scope, data) : { attributes: [], open: true };
  const kind = schema?.is === 'opaque' && schema.text === schemaText ? schema.parts[0] : undefined;
  const exists = open || attributes.some((each) => each.name === 'id' || each.name === 'node');
  const at = callNumber(scope, call);
  if (client?.is !== 'client' || !kind || exists) {
    scope.steps.push({ do: 'unknown', reason: 'unresolved-call', range: call.span });
    return { is: 'opaque', text: '', parts: [] };
  }
  const node: Value = { is: 'node', kind, origin: 'created', at, ...(!client.tracked && { untracked: true }) };
  scope.steps.push({ do: 'create', node, attributes, open, range: call.span });
  return node;
}

import type { Expression, ExpressionOf, Statement, StatementOf } from '../../../syntax/python/ast';
import { dottedName } from '../../../syntax/python/names';
import { expressionsWithin, withInner } from '../../../syntax/python/walk';
import type { Value } from '../values';
import { lowerExpression, type LateCall, type Scope } from './scope';

/**
 * Puts a call off to where its coroutine runs: `work = node.save()`, and in the same block `await work` or
 * `await gather(work)`, with no other mention of the name behind it. Gives true when it did.
 */
export function putOff(
  scope: Scope,
  { targets, operator, value }: StatementOf<'assign'>,
  { block, at }: { readonly block: readonly Statement[]; readonly at: number },
): boolean {
  const [target] = targets;
  if (value?.kind !== 'call' || target?.kind !== 'name' || targets.length > 1 || operator) return false;
  const use = mayBeCoroutine(value) ? onlyUse(scope, target.name, block.slice(at + 1)) : undefined;
  if (!use) return false;
  scope.late.set(use, { call: value, names: new Map(scope.names) });
  return true;
}

/** What was put off to this mention of a name runs now. */
export function runLate(scope: Scope, { call, names }: LateCall): Value {
  return lowerExpression({ ...scope, names: new Map(names) }, call, { awaited: true, tail: false });
}

/** A save, or a method of the generator, with plain arguments: those are evaluated at once. */
function mayBeCoroutine(call: ExpressionOf<'call'>): boolean {
  const { callee } = call;
  if (callee.kind !== 'attribute') return false;
  const isOwn = callee.object.kind === 'name' && callee.object.name === 'self';
  if (!isOwn && callee.name !== 'save') return false;
  return withInner(call).every((each) => each === call || !/^(?:call|await|walrus)$/.test(each.kind));
}

function onlyUse({ file }: Scope, name: string, rest: readonly Statement[]): Expression | undefined {
  const text = file.text.slice(rest[0]?.span.start, rest.at(-1)?.span.end);
  // Most results of methods are never awaited.
  if (!text.includes(`await ${name}`) && !text.includes('gather(')) return undefined;
  const uses = rest.flatMap((statement) =>
    expressionsWithin([statement]).flatMap((each) =>
      each.kind === 'name' && each.name === name ? { statement, each } : [],
    ),
  );
  const [use] = uses;
  return use && uses.length === 1 && awaitedBy(use.statement).includes(use.each) ? use.each : undefined;
}

/** What a statement of the block itself awaits, directly or gathered. */
function awaitedBy(statement: Statement): readonly Expression[] {
  const isPlain = statement.kind === 'expression' || statement.kind === 'assign' || statement.kind === 'return';
  if (!isPlain || statement.value?.kind !== 'await') return [];
  const { value } = statement.value;
  if (value.kind !== 'call') return [value];
  const isGather = /^(?:gather|asyncio\.gather)$/.test(dottedName(value.callee) ?? '');
  return isGather ? value.args.flatMap((each) => (each.form === 'positional' ? each.value : [])) : [];
}

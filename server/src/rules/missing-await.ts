import type { Place } from '../base/place';
import type { ResolvedClass } from '../model/generators/resolveClass';
import { methodsOf } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import type { Expression, ExpressionOf, Statement } from '../syntax/python/ast';
import { statementsWithin } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { methodCallsIn, type MethodCall } from './python/callsIn';
import type { FunctionScope } from './python/scopes';
import { hasSelf } from './python/selfIn';
import { typedFunctions, type TypedFunction } from './python/sdkTypes';
import { hasYield } from './python/yields';
import { defineRule, type Fix } from './rule';

type Call = ExpressionOf<'call'>;

export const rule = defineRule({
  id: 'missing-await',
  catalogue: 'GEN04',
  title: 'A call of the SDK or of an async method is not awaited',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `Calls of the async client, of its nodes and relationships, and of the generator's own async methods only run when they
are awaited. Dropped, as in \`device.save(allow_upsert=True)\`, nothing is sent and the run reports success:
\`coroutine 'InfrahubNode.save' was never awaited\` goes to the log only. Used as if it were the answer, the run
fails: \`'coroutine' object is not iterable\`, \`'coroutine' object has no attribute 'save'\` (all recorded from SDK
1.23.2).

\`batch.add(task=…)\` takes the method itself; a call of it fails when the batch runs.

Silent for coroutines that are handed on: to \`asyncio.gather\`, a task, a batch, a list, a caller; for clients of
\`InfrahubClientSync\`; and where the text does not show whose method is called.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    const own = ownCoroutines(project, code);
    for (const found of typedFunctions(project, code)) {
      const text = project.fileAt(found.path)?.text ?? '';
      for (const expression of methodCallsIn(found.scope)) {
        if (found.scope.around.get(expression)?.kind === 'await') continue;
        const isOwn = isOfSelf(expression, found.scope) && own.has(expression.callee.name);
        if (!isOwn && !isCoroutine(expression, found, text)) continue;
        const loss = lossOf(expression, found.scope);
        if (!loss) continue;
        const at = pythonPlace(project, found.path, expression.span);
        const name = text.slice(expression.callee.span.start, expression.callee.span.end).replaceAll(/\s+/g, ' ');
        report({
          at,
          message:
            loss === 'dropped'
              ? `${name}() is not awaited, so ${isOwn ? 'it never runs' : 'nothing is sent to the server'}, and the run still ` +
                'counts as a success.'
              : loss === 'batched'
                ? `${name}() is called here, so the batch gets a coroutine and not the method: the run fails when it calls ` +
                  `that. Write ${name} without brackets.`
                : `${name}() is not awaited, so this is a coroutine and not its result: the run fails when it is used.`,
          fixes: () =>
            loss === 'batched' ? uncalled(expression, found, text, at) : fixesFor(expression, found, text, at.part.uri),
        });
      }
    }
  },
});

/** Names of the generator's own methods that only run when they are awaited, as far as their text shows that. */
function ownCoroutines(project: Project, code: ResolvedClass): ReadonlySet<string> {
  if (code.openBases.length > 0) return new Set();
  const replaced = new Set(typedFunctions(project, code).flatMap(({ scope }) => fieldsSetIn(scope)));
  const names = methodsOf(project, code).flatMap(({ path, method: { name, decorators }, syntax }) => {
    const isPlain = syntax.async && decorators.length === 0 && !replaced.has(name);
    return isPlain && !hasYield(syntax, project.fileAt(path)?.text ?? '') ? [name] : [];
  });
  return new Set(names);
}

/** Names of the fields of objects that a function sets. */
function fieldsSetIn({ syntax }: FunctionScope): string[] {
  return [...statementsWithin(syntax.body)].flatMap((statement) =>
    statement.kind === 'assign'
      ? statement.targets.flatMap((target) => (target.kind === 'attribute' ? [target.name] : []))
      : [],
  );
}

function isOfSelf({ callee: { object } }: MethodCall, scope: FunctionScope): boolean {
  return object.kind === 'name' && object.name === 'self' && hasSelf(scope);
}

/** Known by its receiver, or a save with arguments that only the SDK has, in a file without sync clients. */
function isCoroutine(call: Call, { typeOf }: TypedFunction, text: string): boolean {
  const type = typeOf(call);
  if (type) return type.is === 'coroutine';
  const { callee } = call;
  if (callee.kind !== 'attribute' || callee.name !== 'save' || typeOf(callee.object)) return false;
  if (/Sync\b/.test(text) || (callee.object.kind === 'call' && callee.object.callee.kind === 'name')) return false;
  return call.args.some(({ name }) => name === 'allow_upsert' || name === 'update_group_context');
}

/** How the result of a coroutine gets lost; undefined when somebody may await it. */
function lossOf(call: Call, scope: FunctionScope): 'dropped' | 'misused' | 'batched' | undefined {
  const around = scope.around.get(call);
  if (!around) return undefined;
  if (around.kind === 'expression') return 'dropped';
  if (isTaskOf(around, call)) return 'batched';
  if (isMisuse(call, around)) return 'misused';
  return around.kind === 'assign' ? lossOfName(around, scope) : undefined;
}

/** `batch.add(task=node.save(), …)`, which takes the method to call it later. */
function isTaskOf(around: Expression | Statement, call: Call): boolean {
  return (
    around.kind === 'call' &&
    around.callee.kind === 'attribute' &&
    around.callee.name === 'add' &&
    around.args.some(({ name, value }) => name === 'task' && value === call)
  );
}

/** The method by itself; what the call gives it stands beside it, where the batch does not have that already. */
function uncalled(call: Call, { scope }: TypedFunction, text: string, at: Place): Fix[] {
  const around = scope.around.get(call);
  const taken = around?.kind === 'call' ? around.args.map(({ name }) => name) : [];
  if (call.args.some(({ form, name }) => form !== 'keyword' || name === 'node' || taken.includes(name))) return [];
  const parts = [call.callee.span, ...call.args.map(({ span }) => span)];
  const newText = parts.map(({ start, end }) => text.slice(start, end)).join(', ');
  return [{ title: 'Give the batch the method', safe: false, edits: [{ at, newText }] }];
}

/** Used in a way that needs the result. */
function isMisuse(value: Expression, around: Expression | Statement): boolean {
  switch (around.kind) {
    case 'attribute':
      return !/^(?:send|throw|close|cr_\w+|__\w+__)$/.test(around.name);
    case 'subscript':
      return around.object === value;
    case 'for':
      return around.iterable === value;
    case 'comprehension':
      return around.loops.some(({ iterable }) => iterable === value);
    case 'if':
      return around.branches.some(({ test }) => test === value);
    case 'unary':
      return around.operator === 'not';
    case 'call':
      return (
        around.callee.kind === 'name' &&
        /^(?:len|sorted|set|tuple|enumerate|sum|any|all|next|iter)$/.test(around.callee.name) &&
        around.args[0]?.value === value &&
        around.args[0].form === 'positional'
      );
    default:
      return false;
  }
}

/** A name that is bound once, and never used or only in ways that need the result. */
function lossOfName(assign: Statement & { kind: 'assign' }, scope: FunctionScope): 'dropped' | 'misused' | undefined {
  const [target] = assign.targets;
  if (target?.kind !== 'name' || assign.targets.length > 1 || assign.operator) return undefined;
  const { name } = target;
  const isInner = scope.outer !== undefined;
  if (isInner || scope.bindings.get(name)?.length !== 1 || mentionedInside(name, scope)) return undefined;
  const uses = [...expressionsWithin(scope.syntax.body)].filter(
    (expression) => expression.kind === 'name' && expression.name === name && expression !== target,
  );
  if (uses.length === 0) return 'dropped';
  const misused = uses.every((use) => {
    const around = scope.around.get(use);
    return around !== undefined && isMisuse(use, around);
  });
  return misused ? 'misused' : undefined;
}

/** The name may be used by a function inside, or one asks for local names as a whole. */
function mentionedInside(name: string, { syntax }: FunctionScope): boolean {
  return innerBodies(syntax.body).some((body) =>
    [...expressionsWithin(body)].some((expression) => expression.kind === 'name' && expression.name === name),
  );
}

function innerBodies(body: readonly Statement[]): (readonly Statement[])[] {
  return [...statementsWithin(body)].flatMap((statement) =>
    statement.kind === 'function' || statement.kind === 'class' ? [statement.body, ...innerBodies(statement.body)] : [],
  );
}

function fixesFor(call: Call, { scope }: TypedFunction, text: string, uri: string): Fix[] {
  if (!scope.syntax.async) return [];
  const around = scope.around.get(call);
  const bind = around && (around.kind === 'attribute' || around.kind === 'subscript');
  const source = text.slice(call.span.start, call.span.end);
  const newText = bind ? `(await ${source})` : `await ${source}`;
  return [{ title: 'Add await', safe: false, edits: [{ at: { part: { uri, start: 0 }, range: call.span }, newText }] }];
}

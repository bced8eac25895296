import { perObject } from '../../../base/perObject';
import type { TextRange } from '../../../base/textRange';
import type { PythonMethod, Site } from '../facts';
import type { CallArgument, Step, UnknownReason } from '../steps';
import { bounded, constantsOf, either, keyOf, unknownValue, type Value } from '../values';
import { type Flow, maySave, mergeFlows } from './flow';
import { recordGraphql } from './graphql';
import { comparesWith, type Guard, isNotReady } from './guards';
import { isOfThisRun, testFacts } from './exitTests';
import { factsOf, namesOf, nodeInfo } from './nodes';
import { changes, type Records } from './records';
import { type Frame, resolveValue } from './resolve';
import { constantOf, truthOf } from './truth';
import type { ModuleLookup } from './world';

/** Where a step runs. */
export interface Context {
  readonly frame: Frame;
  readonly guards: readonly Guard[];
  /** Only some paths come here, for reasons that are no guard. */
  readonly conditional: boolean;
  /** See `Site.branch`. */
  readonly branch: readonly number[];
  /** A `return` here ends `generate`. */
  readonly ends: boolean;
  readonly exits: { readonly returns: Flow[]; readonly values: Value[]; readonly jumps: Flow[] };
}

/** An evaluation of one class. */
export interface Run {
  readonly lookup: ModuleLookup;
  readonly records: Records;
  readonly call: (run: Run, context: Context, step: Step & { do: 'call' }, flow: Flow) => void;
  readonly active: Set<PythonMethod>;
  readonly called: Set<PythonMethod>;
  readonly instances: Map<string, Map<string, Value>>;
  /** Keys of fetched nodes that were found through what this run made. */
  readonly ownFetches: Set<string>;
  order: number;
  stepsLeft: number;
}

/** Runs steps in order; `flow` is moved along. */
export function runSteps(run: Run, context: Context, steps: readonly Step[], flow: Flow): void {
  for (const step of steps) {
    if (flow.ended) return;
    if (--run.stepsLeft < 0) {
      if (run.stepsLeft === -1) addUnknown(run, context, 'too-large', { start: 0, end: 0 });
      return;
    }
    runStep(run, context, step, flow);
  }
}

function runStep(run: Run, context: Context, step: Step, flow: Flow): void {
  const resolve = (value: Value): Value => resolveValue(value, context.frame, run.lookup);
  const { records } = run;
  switch (step.do) {
    case 'write':
      runWrite(run, context, step);
      return;
    case 'relate': {
      const node = resolve(step.node);
      const info = nodeInfo(node);
      const { relationship, operation } = step;
      const [nodeName] = namesOf(node);
      const peers = step.peers.flatMap((peer) => namesOf(resolve(peer)));
      const names = { ...(nodeName !== undefined && { nodeName }), peers };
      if (info.isNode)
        records.relationships.push({
          ...site(run, context, step.range),
          node,
          info,
          relationship,
          operation,
          ...names,
        });
      return;
    }
    case 'save':
      runSave(run, context, step, flow);
      return;
    case 'create': {
      const node = resolve(step.node);
      const attributes = step.attributes.map(({ name, value, range }) => {
        const given = resolve(value);
        const constant = given.is === 'constant' ? { constant: given.value } : {};
        const isList = given.is === 'list' || given.is === 'tuple';
        const literal = isList && constantsOf(given) ? { literalList: true as const } : {};
        return { name, ...constant, names: namesOf(given), ...literal, valueChangesEveryRun: changes(given), range };
      });
      const { open, kindRange } = step;
      const create = { attributes, open, ...(kindRange && { kindRange }), conditional: isConditional(context) };
      records.creates.push({ ...site(run, context, step.range), node, info: nodeInfo(node), create });
      return;
    }
    case 'fetch': {
      const filters = step.filters.map(({ name, value, range }) => {
        const given = resolve(value);
        const constants = constantsOf(given);
        const only = given.is === 'constant' ? { constant: given.value } : {};
        return { name, ...only, ...(constants && { constants }), range };
      });
      const kindRange = step.kindRange ? { kindRange: step.kindRange } : {};
      const node = resolve(step.node);
      const own = step.filters.some(({ value }) => isOfThisRun(resolve(value), run.ownFetches));
      if (own) run.ownFetches.add(keyOf(node));
      const info = factsOf(nodeInfo(node));
      const call = step.method;
      records.fetches.push({ ...site(run, context, step.range), ...info, call, own, filters, ...kindRange });
      return;
    }
    case 'delete': {
      const node = resolve(step.node);
      records.deletes.push({ ...site(run, context, step.range), node, info: nodeInfo(node) });
      return;
    }
    case 'graphql': {
      const conditional = isConditional(context);
      const call = { site: site(run, context, step.range), query: resolve(step.query), conditional };
      recordGraphql(records, { ...call, variables: resolve(step.variables) });
      return;
    }
    case 'call':
      run.call(run, context, step, flow);
      return;
    case 'set':
      context.frame.fields.set(step.field, bounded(resolve(step.value)));
      context.frame.replaced.clear();
      return;
    case 'if':
      runIf(run, context, step, flow);
      return;
    case 'choose': {
      const inArm = forkOf(run, context);
      const guards = casesOf(resolve(step.on), step.arms);
      const flows = step.arms.map((arm, at) => {
        const met = guards[at] ?? [];
        return runArm(run, { ...inArm(at), conditional: true, guards: [...context.guards, ...met] }, arm, flow);
      });
      Object.assign(flow, mergeFlows(flows));
      return;
    }
    case 'try': {
      const body = runArm(run, context, step.steps, flow);
      const partly = mergeFlows([flow, { ...body, ended: false }]);
      const inHandler = forkOf(run, context);
      const handlers = step.handlers.map((handler, at) =>
        runArm(run, { ...inHandler(at), conditional: true }, handler, partly),
      );
      Object.assign(flow, mergeFlows([body, ...handlers]));
      return;
    }
    case 'loop':
      runLoop(run, context, step, flow);
      return;
    case 'return': {
      context.exits.values.push(resolve(step.value));
      context.exits.returns.push({ ...flow });
      if (context.ends) {
        const exit = exitFacts(run, context, flow);
        const { trackedBefore } = exit;
        records.returns.push({
          ...site(run, context, step.range),
          ...exit,
          afterTrackedSave: trackedBefore === 'some',
          beforeAnyTrackedSave: trackedBefore === 'none',
        });
      }
      flow.ended = true;
      return;
    }
    case 'raise': {
      const exception = step.exception === undefined ? {} : { exception: step.exception };
      records.raises.push({ ...site(run, context, step.range), ...exception, ...exitFacts(run, context, flow) });
      flow.ended = true;
      return;
    }
    case 'jump':
      context.exits.jumps.push({ ...flow });
      flow.ended = true;
      return;
    case 'unknown':
      addUnknown(run, context, step.reason, step.range);
      if (step.reason !== 'dynamic-attribute') mayHaveSaved(flow);
      return;
  }
}

function runWrite(run: Run, context: Context, step: Step & { do: 'write' }): void {
  const node = resolveValue(step.node, context.frame, run.lookup);
  const value = resolveValue(step.value, context.frame, run.lookup);
  if (node.is === 'instance' || node.is === 'self' || node.is === 'client') return;
  const { attribute } = step;
  if (attribute === undefined) {
    addUnknown(run, context, 'dynamic-attribute', step.range);
    return;
  }
  run.records.writes.push({
    ...site(run, context, step.range),
    node,
    info: nodeInfo(node),
    attribute,
    attributeRange: step.attributeRange,
    value,
    fromOld: step.fromOld,
    guarded: context.guards.some((guard) => comparesWith(guard, { node, name: attribute }, value)),
    conditional: isConditional(context),
  });
}

function runSave(run: Run, context: Context, step: Step & { do: 'save' }, flow: Flow): void {
  const node = resolveValue(step.node, context.frame, run.lookup);
  const info = nodeInfo(node);
  const given = step.contextOf && constantOf(resolveValue(step.contextOf, context.frame, run.lookup));
  const asked = given ? (given.is === null ? 'default' : Boolean(given.is)) : step.context;
  const known = asked === 'unknown' || info.untracked ? undefined : asked !== false;
  const tracked = asked === false ? false : known;
  const guards = context.guards.filter((guard) => !guard.raising);
  run.records.saves.push({
    ...site(run, context, step.range),
    node,
    info,
    tracked,
    upsert: step.upsert,
    awaited: step.awaited,
    conditional: isConditional(context),
    guards,
  });
  if (tracked === true) flow.tracked = 'some';
  else if (tracked === undefined) mayHaveSaved(flow);
}

function runIf(run: Run, context: Context, step: Step & { do: 'if' }, flow: Flow): void {
  const early = step.early === true;
  const raising = step.arms.every((arm) => raises(arm.steps));
  const otherwiseRaises = step.arms.length === 1 && !early && raises(step.otherwise);
  const before: Guard[] = [];
  const flows: Flow[] = [];
  const inArm = forkOf(run, context);
  for (const [at, arm] of step.arms.entries()) {
    const test = resolveValue(arm.test, context.frame, run.lookup);
    const known = arm.ofParameter ? truthOf(test) : undefined;
    if (known === false) continue;
    if (known === true) {
      flows.push(runArm(run, { ...inArm(at), guards: [...context.guards, ...before] }, arm.steps, flow));
      Object.assign(flow, mergeFlows(flows));
      return;
    }
    const guards = [...context.guards, ...before, { test, negated: false, early: false, raising: otherwiseRaises }];
    flows.push(runArm(run, { ...inArm(at), guards }, arm.steps, flow));
    before.push({ test, negated: true, early, raising });
  }
  const rest = { ...inArm(step.arms.length), guards: [...context.guards, ...before] };
  flows.push(runArm(run, rest, step.otherwise, flow));
  Object.assign(flow, mergeFlows(flows));
}

function raises(steps: readonly Step[]): boolean {
  return steps.at(-1)?.do === 'raise';
}

/** For each arm of a `match` its case; none where another one raises, since then such a run does not end well. */
function casesOf(on: Value, arms: readonly (readonly Step[])[]): Guard[][] {
  if (arms.some(raises)) return [];
  return arms.map((_, at) => {
    const test: Value = {
      is: 'compare',
      operator: 'match',
      left: on,
      right: { is: 'opaque', text: `case ${at}`, parts: [] },
    };
    return [{ test, negated: false, early: false, raising: false }];
  });
}

/** The context of each arm of a statement, by its number. */
function forkOf(run: Run, context: Context): (arm: number) => Context {
  const fork = run.order++;
  return (arm) => ({ ...context, branch: [...context.branch, fork, arm] });
}

function runLoop(run: Run, context: Context, { steps, over = [] }: Step & { do: 'loop' }, flow: Flow): void {
  const lists = over.map((value) => resolveValue(value, context.frame, run.lookup));
  const tests = lists.flatMap((value) => (value.is === 'list' ? (value.when ?? []) : []));
  const met = tests.map((test): Guard => ({ test, negated: false, early: false, raising: false }));
  const guards = [...context.guards, ...met];
  const body: Flow = { ...flow };
  if (body.tracked === 'none' && maySave(steps) && hasReturn(steps)) body.tracked = 'maybe';
  const jumps: Flow[] = [];
  runSteps(run, { ...context, guards, exits: { ...context.exits, jumps } }, steps, body);
  const after = mergeFlows([body, ...jumps]);
  if (!after.ended) flow.tracked = after.tracked;
}

const hasReturn = perObject((steps: readonly Step[]): boolean => JSON.stringify(steps).includes('"do":"return"'));

function runArm(run: Run, context: Context, steps: readonly Step[], start: Flow): Flow {
  const flow = { ...start };
  runSteps(run, context, steps, flow);
  return flow;
}

/** Runs the steps of a function in a frame of its own and gives what it returns. */
export function runFunction(run: Run, context: Context, steps: readonly Step[], flow: Flow): Value {
  const exits: Context['exits'] = { returns: [], values: [], jumps: [] };
  const inner: Flow = { ...flow };
  runSteps(run, { ...context, exits }, steps, inner);
  const after = mergeFlows([inner, ...exits.returns]);
  flow.tracked = after.tracked;
  flow.ended = after.ended;
  return exits.values.length > 0 ? bounded(either(exits.values)) : { is: 'constant', value: null };
}

/** Gives the parameters of a function their values. */
export function parametersOf(
  method: PythonMethod,
  args: readonly CallArgument[],
  options: { bound: boolean; spread: boolean },
): Map<string, Value> {
  const params = new Map<string, Value>();
  if (options.spread) return params;
  const positional = args.filter((argument) => argument.name === undefined);
  const own = options.bound ? method.params.slice(1) : method.params;
  const plain = own.findIndex(({ form }) => form !== 'plain');
  own.forEach(({ name, fallback }, at) => {
    const byPlace = plain < 0 || at < plain ? positional[at] : undefined;
    const given = args.find((argument) => argument.name === name) ?? byPlace;
    const otherwise: Value = fallback === undefined ? unknownValue : { is: 'constant', value: fallback };
    params.set(name, given?.value ?? otherwise);
  });
  return params;
}

/** Something was run that may save with tracking. */
export function mayHaveSaved(flow: Flow): void {
  if (flow.tracked === 'none') flow.tracked = 'maybe';
}

export function addUnknown(run: Run, context: Context, reason: UnknownReason, range: TextRange): void {
  run.records.unknowns.push({ reason, range, file: context.frame.source.file });
}

export function site(run: Run, context: Context, range: TextRange): Site {
  const { frame, branch } = context;
  return { range, file: frame.source.file, method: frame.method, order: run.order++, branch };
}

function isConditional(context: Context): boolean {
  return context.conditional || context.guards.some((guard) => !guard.raising);
}

function exitFacts(run: Run, context: Context, flow: Flow) {
  const last = context.guards.at(-1);
  return {
    ...testFacts(last, run.ownFetches),
    trackedBefore: flow.tracked,
    guardedByNotReady: last !== undefined && isNotReady(last),
    conditional: isConditional(context),
  };
}

import type { PythonMethod, Site } from '../facts';
import type { CallArgument, Callee, Step } from '../steps';
import { bounded, unknownValue, type Value } from '../values';
import { type Flow, maySave } from './flow';
import { type Frame, resolveValue } from './resolve';
import { addUnknown, type Context, mayHaveSaved, parametersOf, type Run, runFunction, site } from './run';
import { classView, type ClassView, findClass, findMethod, type MethodSource, type PythonSource } from './world';

const deepestCall = 10;
/** Methods every generator has from the SDK. */
const sdkMethods = /^(run|collect_data|process_nodes|_?init_client|subscribers|_.*|render.*|identifier)$/;

/** Follows a call into its text when that is at hand; its result becomes the value of the call. */
export function runCall(run: Run, context: Context, step: Step & { do: 'call' }, flow: Flow): void {
  const { frame } = context;
  const args = step.args.map((argument) => {
    const value = resolveValue(argument.value, frame, run.lookup);
    return { ...argument, value: value.is === 'self' ? unknownValue : value };
  });
  const result = bounded(outcome(run, context, step, { args, flow }));
  frame.results.set(step.result, result);
  frame.replaced.clear();
}

interface Call {
  readonly args: readonly CallArgument[];
  readonly flow: Flow;
}

function outcome(run: Run, context: Context, step: Step & { do: 'call' }, call: Call): Value {
  const { frame } = context;
  const { callee } = step;
  if (!('of' in callee)) {
    const from = callee.on === 'super' ? frame.at + 1 : 0;
    const found = frame.view && findMethod(frame.view, callee.name, from);
    if (!found && /checksum/i.test(callee.name)) run.records.checksums.push(site(run, context, step.range));
    if (found && frame.view) {
      return enter(run, context, step, { ...call, found, view: frame.view, fields: frame.fields });
    }
    return missing(run, context, step, call.flow);
  }
  return callOther(run, context, step, { ...call, callee });
}

function callOther(
  run: Run,
  context: Context,
  step: Step & { do: 'call' },
  { callee, ...call }: Call & { callee: Exclude<Callee, { on: 'self' | 'super' }> },
): Value {
  const { frame } = context;
  const target = resolveValue(callee.of, frame, run.lookup);
  if (callee.on === 'function') return callDefinition(run, context, step, { ...call, target });
  if (target.is === 'instance') {
    const view = viewOf(run, frame, target.of);
    const found = view && findMethod(view, callee.name);
    if (found) return enter(run, context, step, { ...call, found, view, fields: instanceFields(run, target) });
  }
  return unfollowed(run, context, step, call);
}

/** A call of a function or class that an import or the module names. */
function callDefinition(
  run: Run,
  context: Context,
  step: Step & { do: 'call' },
  call: Call & { target: Value },
): Value {
  const { target } = call;
  if (target.is !== 'definition') return unfollowed(run, context, step, call);
  const source = sourceOf(run, context.frame, target);
  const method = source?.facts.functions.find((item) => item.name === target.name);
  if (source && method) return enterFunction(run, context, step, { ...call, source, method });
  const view = viewOf(run, context.frame, target);
  if (!view) return unfollowed(run, context, step, call);
  const instance: Value & { is: 'instance' } = { is: 'instance', of: target, at: step.result };
  const init = findMethod(view, '__init__');
  if (init) {
    const quiet = { ...step, tail: false };
    enter(run, context, quiet, { ...call, found: init, view, fields: instanceFields(run, instance) });
  }
  return instance;
}

function enter(
  run: Run,
  context: Context,
  step: Step & { do: 'call' },
  call: Call & { found: MethodSource; view: ClassView; fields: Map<string, Value> },
): Value {
  const { found, view, fields } = call;
  recordChecksum(run, site(run, context, step.range), found);
  const bound = !found.method.decorators.includes('staticmethod');
  const params = parametersOf(found.method, call.args, { bound, spread: step.spread });
  const frame: Frame = {
    source: found.source,
    method: found.method.name,
    view,
    at: found.at,
    params,
    results: new Map(),
    fields,
    replaced: new Map(),
  };
  return follow(run, { ...context, frame, ends: context.ends && step.tail }, { ...call, method: found.method });
}

function enterFunction(
  run: Run,
  context: Context,
  step: Step & { do: 'call' },
  call: Call & { source: PythonSource; method: MethodSource['method'] },
): Value {
  const params = parametersOf(call.method, call.args, { bound: false, spread: step.spread });
  const { source, method } = call;
  recordChecksum(run, site(run, context, step.range), call);
  const frame: Frame = {
    source,
    method: method.name,
    view: undefined,
    at: 0,
    params,
    results: new Map(),
    fields: new Map(),
    replaced: new Map(),
  };
  return follow(run, { ...context, frame, ends: context.ends && step.tail }, call);
}

function follow(run: Run, context: Context, { method, flow }: Call & { method: MethodSource['method'] }): Value {
  run.called.add(method);
  if (run.active.has(method) || run.active.size > deepestCall) {
    if (method.async || maySave(method.steps)) mayHaveSaved(flow);
    return unknownValue;
  }
  if (method.stub) {
    mayHaveSaved(flow);
    addUnknown(run, context, 'unresolved-call', method.nameRange);
    return unknownValue;
  }
  run.active.add(method);
  const value = runFunction(run, context, method.steps, flow);
  run.active.delete(method);
  return value;
}

function recordChecksum(
  run: Run,
  called: Site,
  { source, method }: { source: PythonSource; method: PythonMethod },
): void {
  const { name, nameRange, range, checksum: takes } = method;
  if (takes) run.records.checksums.push({ ...called, of: { file: source.file, name, nameRange, range, takes } });
}

/** `self.name(…)` without a text for it. */
function missing(run: Run, context: Context, step: Step & { do: 'call' }, flow: Flow): Value {
  const { view } = context.frame;
  const name = 'name' in step.callee ? step.callee.name : '';
  if (step.callee.on === 'super' || sdkMethods.test(name)) return unknownValue;
  const isField = context.frame.fields.has(name);
  if (view && view.openBases.length === 0 && view.isGenerator && !isField) {
    run.records.missingMethods.push({ name, range: step.range, file: context.frame.source.file });
  }
  if (step.awaited) mayHaveSaved(flow);
  if (step.awaited || !/checksum/i.test(name)) addUnknown(run, context, 'unresolved-call', step.range);
  return { is: 'opaque', text: `self.${name}()`, parts: [] };
}

/** A call into a package: only an awaited one can have touched the server. */
function unfollowed(run: Run, context: Context, step: Step & { do: 'call' }, { args, flow }: Call): Value {
  if (step.awaited) {
    mayHaveSaved(flow);
    addUnknown(run, context, 'unresolved-call', step.range);
  }
  const { callee } = step;
  const of =
    callee.on === 'value' || callee.on === 'function' ? [resolveValue(callee.of, context.frame, run.lookup)] : [];
  const text = 'name' in callee ? callee.name : 'call';
  return { is: 'opaque', text, parts: [...of, ...args.map((argument) => argument.value)] };
}

function sourceOf(run: Run, frame: Frame, target: Value & { is: 'definition' }): PythonSource | undefined {
  if (target.file === frame.source.file) return frame.source;
  const inLine = frame.view?.line.find((item) => item.source.file === target.file);
  return inLine?.source ?? importedSource(run, frame, target);
}

function importedSource(run: Run, frame: Frame, target: Value & { is: 'definition' }): PythonSource | undefined {
  for (const item of frame.source.facts.imports) {
    const direct = run.lookup({ module: item.module, level: item.level, from: frame.source.file });
    if (direct?.file === target.file) return direct;
    const module = [item.module, item.name ?? ''].filter((part) => part !== '').join('.');
    const inner = run.lookup({ module, level: item.level, from: frame.source.file });
    if (inner?.file === target.file) return inner;
  }
  return undefined;
}

function viewOf(run: Run, frame: Frame, target: Value): ClassView | undefined {
  if (target.is !== 'definition') return undefined;
  const source = sourceOf(run, frame, target);
  const found = source && findClass(source, target.name, run.lookup);
  return found && classView(found, run.lookup);
}

function instanceFields(run: Run, instance: Value & { is: 'instance' }): Map<string, Value> {
  const key = `${JSON.stringify(instance.of)} ${instance.at}`;
  const fields = run.instances.get(key) ?? new Map<string, Value>();
  run.instances.set(key, fields);
  return fields;
}

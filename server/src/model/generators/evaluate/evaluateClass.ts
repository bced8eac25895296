import type { GeneratorEffects } from '../facts';
import type { Step } from '../steps';
import { unknownValue, type Value } from '../values';
import { runCall } from './calls';
import type { Flow } from './flow';
import { effectsOf, newRecords } from './records';
import { addUnknown, type Context, type Run, runFunction } from './run';
import { type ClassView, findMethod, type MethodSource, type ModuleLookup } from './world';

const mostSteps = 20_000;

/**
 * What running a class does: `generate` and everything it reaches. A class without `generate` (a mixin) is taken
 * method by method, those first that no other method calls.
 */
export function evaluateClass(view: ClassView, lookup: ModuleLookup): GeneratorEffects {
  const run: Run = {
    lookup,
    records: newRecords(),
    call: runCall,
    active: new Set(),
    called: new Set(),
    instances: new Map(),
    ownFetches: new Set(),
    order: 0,
    stepsLeft: mostSteps,
  };
  const fields = new Map<string, Value>();
  const init = findMethod(view, '__init__');
  if (init) runMethod(run, view, { entry: init, fields, ends: false });
  const generate = findMethod(view, 'generate');
  if (generate) {
    runMethod(run, view, { entry: generate, fields, ends: true });
    if (run.records.unknowns.some((item) => item.reason === 'dynamic-method')) runRest(run, view, fields);
  } else {
    const start = view.line[0];
    if (start && view.openBases.length > 0) {
      run.records.unknowns.push({ reason: 'unresolved-base', range: start.cls.nameRange, file: start.source.file });
    }
    runRest(run, view, fields);
  }
  return effectsOf(run.records);
}

function runRest(run: Run, view: ClassView, fields: Map<string, Value>): void {
  const called = new Set(view.line.flatMap(({ cls }) => cls.methods.flatMap((method) => ownCalls(method.steps))));
  for (const pass of ['entries', 'others']) {
    for (const [at, item] of view.line.entries()) {
      for (const method of item.cls.methods) {
        if (run.called.has(method) || method.name === '__init__' || (pass === 'entries' && called.has(method.name)))
          continue;
        run.called.add(method);
        runMethod(run, view, { entry: { ...item, method, at }, fields, ends: false });
      }
    }
  }
}

/** Names of the own methods that steps call. */
function ownCalls(steps: readonly Step[]): string[] {
  return [...JSON.stringify(steps).matchAll(/"on":"self","name":"(\w+)"/g)].flatMap((match) => match[1] ?? []);
}

function runMethod(
  run: Run,
  view: ClassView,
  { entry, fields, ends }: { entry: MethodSource; fields: Map<string, Value>; ends: boolean },
): void {
  const { source, method, at } = entry;
  const params = new Map<string, Value>(
    ends ? method.params.map((param) => [param.name, { ...unknownValue, text: param.name }] as const) : [],
  );
  const context: Context = {
    frame: { source, method: method.name, view, at, params, results: new Map(), fields, replaced: new Map() },
    guards: [],
    conditional: false,
    branch: [],
    ends,
    exits: { returns: [], values: [], jumps: [] },
  };
  if (method.stub) {
    if (ends) addUnknown(run, context, 'unresolved-call', method.nameRange);
    return;
  }
  run.called.add(method);
  const flow: Flow = { tracked: 'none', ended: false };
  run.active.add(method);
  runFunction(run, context, method.steps, flow);
  run.active.delete(method);
}

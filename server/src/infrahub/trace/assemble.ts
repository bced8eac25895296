import type { RunCause } from './starts';
import { stageOf } from '../taskStage';
import type { ActionTask, DefinitionRef, RequestTask, RunTask } from './startedTask';
import type { NamedRef, RequestStep, RunStep, SignalStep, StartStep, TaskTimes, TraceStep, Writer } from './trace';
import type { Signal, Start, TraceInput } from './traceOf';
import type { Written } from './writers';

interface Parts {
  readonly input: TraceInput;
  readonly signals: readonly Signal[];
  readonly starts: readonly Start[];
  readonly writers: ReadonlyMap<Written, Writer>;
  readonly runs: readonly RunTask[];
  readonly actions: readonly ActionTask[];
  readonly requests: readonly RequestTask[];
  readonly causes: ReadonlyMap<RunTask, RunCause>;
}

/** A step whose lists still grow. */
type Growing<Step> = {
  readonly [Key in keyof Step]: Step[Key] extends readonly (infer Item)[] ? Item[] : Step[Key];
};

/** Puts steps below what caused them; gives those that nothing caused. */
export function assemble(parts: Parts): readonly TraceStep[] {
  const { input, writers, causes } = parts;
  const nameOf = namesOf(parts);
  const roots: TraceStep[] = [];
  const latest = latestRuns(parts.runs);
  const runs = new Map(parts.runs.map((run) => [run.task.id, runStep(run, latest, nameOf)]));
  const requests = new Map(parts.requests.map((request) => [request.task.id, requestStep(request)]));
  const signals = new Map(
    parts.signals.map((signal) => [signal, signalStep(signal, writers.get(signal) ?? { by: 'outside' }, nameOf)]),
  );
  const starts = new Map<string, Growing<StartStep>>();

  for (const start of parts.starts) {
    const step = startStep(start, input.definitions);
    if (step.task) starts.set(step.task.id, step);
    signals.get(start.signal)?.starts.push(step);
  }
  for (const action of parts.actions.filter(({ task }) => !starts.has(task.id))) {
    const step = actionStep(action, input.definitions);
    starts.set(action.task.id, step);
    roots.push(step);
  }
  roots.push(...requests.values());
  for (const run of parts.runs) {
    const step = runs.get(run.task.id);
    const cause = causes.get(run)?.task.id ?? '';
    if (step) ((starts.get(cause) ?? requests.get(cause))?.runs ?? roots).push(step);
  }
  const memberWriter = memberWriters(parts.actions);
  for (const [signal, step] of signals) {
    const run = writerOf(step.writer);
    const made = memberWriter(signal);
    const list = runs.get(run ?? '')?.signals ?? starts.get(made ?? '')?.signals ?? roots;
    list.push(step);
  }
  return roots;
}

/** Below which run a write is shown: the first where several may have made it. */
function writerOf(writer: Writer): string | undefined {
  switch (writer.by) {
    case 'outside':
      return undefined;
    case 'several':
      return writer.runs[0];
    default:
      return writer.run;
  }
}

type NameOf = (id: string) => string | undefined;

function namesOf({ input, runs }: Parts): NameOf {
  const targets = new Map(runs.map(({ target }) => [target.id, target.name]));
  const created = new Map(
    input.events.flatMap(({ node, attributes }) => {
      const label = attributes.find(({ name }) => name === 'display_label')?.value;
      return node && label !== undefined ? [[node.id, label]] : [];
    }),
  );
  return (id) => input.names.get(id) ?? targets.get(id) ?? created.get(id);
}

/** Ids of the last run of each instance. */
function latestRuns(runs: readonly RunTask[]): ReadonlySet<string> {
  const latest = new Map<string, RunTask>();
  for (const run of runs) {
    const key = `${run.definition.id} ${run.target.id}`;
    if ((latest.get(key)?.created ?? -1) < run.created) latest.set(key, run);
  }
  return new Set([...latest.values()].map(({ task }) => task.id));
}

function runStep(run: RunTask, latest: ReadonlySet<string>, nameOf: NameOf): Growing<RunStep> {
  const { task, definition, target, commit, instance, variables } = run;
  return {
    kind: 'run',
    id: task.id,
    ...timesOf(run),
    state: stageOf(task.state),
    definition,
    target: { ...target, name: nameOf(target.id) ?? target.name },
    commit,
    instance,
    variables,
    isSuperseded: !latest.has(task.id),
    signals: [],
  };
}

function requestStep(request: RequestTask): Growing<RequestStep> {
  const { task, definition, targets, account } = request;
  return {
    kind: 'request',
    id: task.id,
    ...timesOf(request),
    state: stageOf(task.state),
    definition,
    targets: targets.length === 0 ? undefined : targets,
    account,
    runs: [],
  };
}

function signalStep({ event, at, attribute, value }: Signal, writer: Writer, nameOf: NameOf): Growing<SignalStep> {
  const id = event.node?.id ?? '';
  const node: NamedRef = { id, kind: event.node?.kind, name: nameOf(id) ?? id };
  const { id: eventId, event: type, accountId: account } = event;
  return { kind: 'signal', id: eventId, event: type, account, at, node, attribute, value, writer, starts: [] };
}

function startStep({ signal, rule, came }: Start, definitions: TraceInput['definitions']): Growing<StartStep> {
  const ref = rule && { id: rule.id, name: rule.name };
  const id = `${signal.event.id} ${rule?.id ?? ''}`;
  if (typeof came !== 'string') return { ...actionStep(came, definitions), id, rule: ref };
  const definition = rule?.does && definitionOf(rule.does, definitions);
  return { kind: 'start', id, rule: ref, outcome: came, definition, task: undefined, runs: [], signals: [] };
}

function actionStep(action: ActionTask, definitions: TraceInput['definitions']): Growing<StartStep> {
  const definition = definitionOf(action.does, definitions);
  const outcome = stageOf(action.task.state);
  const task = { id: action.task.id, ...timesOf(action) };
  return { kind: 'start', id: task.id, rule: undefined, outcome, definition, task, runs: [], signals: [] };
}

function timesOf({ created, started, updated }: RunTask | RequestTask | ActionTask): TaskTimes {
  return { createdAt: created, startedAt: started, updatedAt: updated };
}

function definitionOf(does: ActionTask['does'], definitions: TraceInput['definitions']): DefinitionRef | undefined {
  if (!('definition' in does)) return undefined;
  return { id: does.definition, name: definitions.get(does.definition) ?? does.definition };
}

/** How long after its end an action of a group may have changed it: times of the task server are not exact. */
const slack = 1000;

/** The action that changed the members of a group. */
function memberWriters(actions: readonly ActionTask[]): (signal: Signal) => string | undefined {
  const byChange = new Map<string, ActionTask[]>();
  for (const action of actions) {
    if (!('group' in action.does)) continue;
    const key = `infrahub.group.member_${action.does.change} ${action.does.group}`;
    byChange.set(key, [...(byChange.get(key) ?? []), action]);
  }
  return ({ event, at }) =>
    byChange
      .get(`${event.event} ${event.node?.id}`)
      ?.find(
        ({ nodes, started, updated }) =>
          started !== undefined &&
          started <= at &&
          at <= updated + slack &&
          event.members.some(({ id }) => id === nodes[0]),
      )?.task.id;
}

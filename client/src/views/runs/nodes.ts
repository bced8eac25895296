import { everyStep, isState } from '../../../../server/src/infrahub/trace/collectTraces';
import type { Stage } from '../../../../server/src/infrahub/taskStage';
import { stepsBelow } from '../../../../server/src/infrahub/trace/stepsBelow';
import type {
  CascadeTrace,
  RunStep,
  SignalStep,
  StartStep,
  TraceLoop,
  TraceStep,
} from '../../../../server/src/infrahub/trace/trace';
import type { Failure } from '../failure';
import { passes, type RunsFilter } from './filter';
import type { BranchRuns, RunsSituation } from './situation';

/** A line of the tree. `id` stays the same while the thing does, so that what is open stays open. */
export type RunsNode =
  /** The last attempt to read the server failed. */
  | { readonly kind: 'failure'; readonly id: string; readonly failure: Failure }
  | TraceNode
  | { readonly kind: 'loop'; readonly id: string; readonly loop: TraceLoop }
  | SignalNode
  | StartNode
  | RunNode
  | GroupNode
  /** What the exception says. */
  | { readonly kind: 'reason'; readonly id: string; readonly reason: string; readonly taskId: string }
  | ObjectsNode
  /** Older tasks and events were not read. */
  | { readonly kind: 'cut'; readonly id: string };

export interface TraceNode {
  readonly kind: 'trace';
  readonly id: string;
  readonly trace: CascadeTrace;
  readonly known: Known;
}

export interface SignalNode {
  readonly kind: 'signal';
  readonly id: string;
  readonly step: SignalStep;
  readonly known: Known;
}

export interface StartNode {
  readonly kind: 'start';
  readonly id: string;
  readonly step: StartStep;
  readonly known: Known;
}

export interface RunNode {
  readonly kind: 'run';
  readonly id: string;
  readonly step: RunStep;
  readonly known: Known;
}

/** Many steps of one state; `from` is the number of the first, from 0 on, where there are several such lines. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly state: Stage;
  readonly steps: readonly TraceStep[];
  readonly from: number | undefined;
  readonly known: Known;
}

/** The objects that a run made; they are read when somebody opens the line. */
export interface ObjectsNode {
  readonly kind: 'objects';
  readonly id: string;
  readonly step: RunStep;
  readonly branch: string;
}

/** What lines tell besides their own step. */
export interface Known {
  readonly runs: BranchRuns;
  readonly runOf: (id: string) => RunStep | undefined;
}

/** More lines are told by their counts. */
const maxLines = 200;

/** The lines of the top; empty where a welcome is shown instead. */
export function runsNodes(situation: RunsSituation, filter: RunsFilter): readonly RunsNode[] {
  if (situation.kind !== 'shown') return [];
  const { failure, traces, isCut } = situation;
  const byId = new Map<string, RunStep>();
  for (const step of everyStep(traces.flatMap(({ steps }) => steps))) if (step.kind === 'run') byId.set(step.id, step);
  const known: Known = { runs: situation, runOf: (id) => byId.get(id) };
  const shown = traces.filter((trace) => passes(trace, filter));
  return [
    ...(failure ? [{ kind: 'failure', id: 'failure', failure } as const] : []),
    ...shown.slice(0, maxLines).map((trace) => ({ kind: 'trace', id: `trace ${trace.id}`, trace, known }) as const),
    ...(isCut || shown.length > maxLines ? [{ kind: 'cut', id: 'cut' } as const] : []),
  ];
}

/** What lies below a line. */
export function childrenOf(node: RunsNode): readonly RunsNode[] {
  switch (node.kind) {
    case 'trace': {
      const { trace, known } = node;
      const loops = trace.loops.map((loop) => {
        return { kind: 'loop', id: `${node.id} loop ${loop.definition.id} ${loop.target.id}`, loop } as const;
      });
      const steps = trace.steps.flatMap((step): readonly TraceStep[] => (step.kind === 'request' ? step.runs : [step]));
      return [...loops, ...lines(steps, node.id, known)];
    }
    case 'run':
      return runChildren(node);
    case 'signal': {
      const { step, known, id } = node;
      const [only, ...more] = step.starts;
      return only && more.length === 0 ? startChildren(only, id, known) : lines(step.starts, id, known);
    }
    case 'start':
      return startChildren(node.step, node.id, node.known);
    case 'group':
      return groupChildren(node);
    case 'failure':
    case 'loop':
    case 'reason':
    case 'objects':
    case 'cut':
      return [];
  }
}

function runChildren({ step, known, id }: RunNode): readonly RunsNode[] {
  const hasObjects = step.variables !== undefined && step.startedAt !== undefined;
  const branch = known.runs.branch.name;
  return [
    ...reasonLines(step.id, id, known),
    ...lines(step.signals, id, known),
    ...(hasObjects ? [{ kind: 'objects', id: `${id} objects`, step, branch } as const] : []),
  ];
}

function startChildren(step: StartStep, id: string, known: Known): readonly RunsNode[] {
  return [...reasonLines(step.task?.id ?? '', id, known), ...lines(stepsBelow(step), id, known)];
}

function reasonLines(taskId: string, id: string, { runs }: Known): readonly RunsNode[] {
  const reason = runs.reasons[taskId];
  return reason === undefined ? [] : [{ kind: 'reason', id: `${id} reason`, reason, taskId }];
}

const order: readonly Stage[] = ['failed', 'cancelled', 'running', 'waiting', 'done'];

/** Failures first; of many, the failures and the counts of the others. */
function lines(steps: readonly TraceStep[], parent: string, known: Known): readonly RunsNode[] {
  const states = new Map(steps.map((step) => [step, stateOf(step)]));
  const rank = (step: TraceStep): number => order.indexOf(states.get(step) ?? 'done');
  const sorted = steps.toSorted((one, other) => rank(one) - rank(other));
  if (sorted.length <= maxLines) return sorted.flatMap((step) => stepNode(step, known));
  const failed = sorted.filter((step) => states.get(step) === 'failed');
  const shown = failed.length <= maxLines ? failed : [];
  const groups = order.flatMap((state): GroupNode[] => {
    const own = sorted.filter((step) => states.get(step) === state);
    if (own.length === 0 || (state === 'failed' && shown.length > 0)) return [];
    return [{ kind: 'group', id: `${parent} ${state}`, state, steps: own, from: undefined, known }];
  });
  return [...shown.flatMap((step) => stepNode(step, known)), ...groups];
}

function groupChildren({ id, state, steps, known }: GroupNode): readonly RunsNode[] {
  if (steps.length <= maxLines) return steps.flatMap((step) => stepNode(step, known));
  return Array.from({ length: Math.ceil(steps.length / maxLines) }, (_, index) => {
    const from = index * maxLines;
    return { kind: 'group', id: `${id} ${from}`, state, steps: steps.slice(from, from + maxLines), from, known };
  });
}

function stepNode(step: TraceStep, known: Known): readonly RunsNode[] {
  switch (step.kind) {
    // It is told by the line of its cascade.
    case 'request':
      return [];
    case 'signal':
      return [{ kind: 'signal', id: `signal ${step.id}`, step, known }];
    case 'start':
      return [{ kind: 'start', id: `start ${step.id}`, step, known }];
    case 'run':
      return [{ kind: 'run', id: `run ${step.id}`, step, known }];
  }
}

/** The state that matters most of a step and of what it caused. */
export function stateOf(step: TraceStep): Stage {
  const found = new Set<Stage>();
  for (const each of everyStep([step])) {
    if (each.kind === 'run' || each.kind === 'request') found.add(each.state);
    if (each.kind === 'start' && isState(each.outcome)) found.add(each.outcome);
    if (each.kind === 'start' && each.outcome === 'expected') found.add('waiting');
  }
  return order.find((state) => found.has(state)) ?? 'done';
}

/** The lines from the top to the one of a task, an event or a cascade; empty when there is none. */
export function pathTo(nodes: readonly RunsNode[], wanted: string): readonly RunsNode[] {
  for (const node of nodes) {
    if (isOf(node, wanted)) return [node];
    if (!mayHold(node, wanted)) continue;
    const below = pathTo(childrenOf(node), wanted);
    if (below.length > 0) return [node, ...below];
    // What is told together with another line, such as an action with its write.
    return [node];
  }
  return [];
}

function isOf(node: RunsNode, wanted: string): boolean {
  if (node.kind === 'trace') return node.trace.id === wanted && node.trace.steps[0]?.kind === 'request';
  return 'step' in node && node.kind !== 'objects' && holds(node.step, wanted);
}

function mayHold(node: RunsNode, wanted: string): boolean {
  const steps =
    node.kind === 'trace'
      ? node.trace.steps
      : node.kind === 'group'
        ? node.steps
        : 'step' in node && node.kind !== 'objects'
          ? [node.step]
          : [];
  for (const step of everyStep(steps)) if (holds(step, wanted)) return true;
  return false;
}

function holds(step: TraceStep, wanted: string): boolean {
  return step.id === wanted || (step.kind === 'start' && step.task?.id === wanted);
}

import type { Target } from '../../../../server/src/infrahub/operations/targets';
import type { Task } from '../../../../server/src/infrahub/operations/tasks';
import type { GeneratorRun, OpenRuns, TargetPage } from '../../../../server/src/infrahub/readCascade';
import { hasEnded, stageOf, type Stage } from '../../../../server/src/infrahub/taskStage';
import { isSignal } from './hearing';
import type { CascadeLayer } from './layers';
import {
  isCredible,
  newestSignal,
  notesOn,
  stateOf,
  type Signal,
  type TargetNotes,
  type TargetRun,
  type TargetState,
} from './states';

/** A target of a layer with its state. */
export interface CascadeTarget {
  readonly target: Target;
  readonly state: TargetState;
  readonly notes: TargetNotes;
  /** The newest of its signals. */
  readonly signal?: NamedSignal;
  readonly instance?: { readonly status: string; readonly at: number | undefined };
  readonly run?: TargetRun;
  /** Why there is no signal. */
  readonly silence?: Silence;
  /** The attribute for whose value the code refuses it. */
  readonly refusedBy?: { readonly attribute: string; readonly value: string };
}

/**
 * No rule watches an attribute of it; the rules want other values, or more changes in one mutation; the rules that start its
 * generator are about other things; or its attributes, or the rules, could not be read, so that nobody knows whether it was
 * signalled.
 */
export type Silence = 'unwatched' | 'unmet' | 'otherRules' | 'attributesUnread' | 'rulesUnread';

export interface NamedSignal extends Signal {
  readonly attribute: string;
  readonly updatedBy: string | undefined;
}

/** What is known of the runs of all generators at a time. */
export interface KnownRuns {
  /** The newest run that is listed. */
  newest(definition: string, target: string): TargetRun | undefined;
  /** Whether a task for the target waits or runs; undefined where there are too many to know. */
  isAtWork(definition: string, target: string): boolean | undefined;
  /** Whether a run of a generator goes on, for whatever target. */
  isRunning(definition: string): boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Takes runs newest first, as the server lists them, and those that have not ended where they were read. */
export function knownRuns(listed: readonly GeneratorRun[], open: OpenRuns | undefined, now: number): KnownRuns {
  const newest = newestRuns(listed);
  const atWork = new Set((open?.runs ?? []).map(({ definition, target }) => runKey(definition, target)));
  const running = new Set(listed.filter(({ task }) => goesOn(task, now)).map(({ definition }) => definition));
  return {
    now,
    isRunning: (definition) => running.has(definition),
    newest: (definition, target) => newest.get(runKey(definition, target)),
    isAtWork: (definition, target) => atWork.has(runKey(definition, target)) || (open?.isWhole ? false : undefined),
  };
}

/** True when a status is pending and no run that is listed tells why. */
export function hasUnexplained(definition: string, { instances }: TargetPage, runs: KnownRuns): boolean {
  return [...instances].some(
    ([target, { status }]) => status === 'Pending' && runs.newest(definition, target)?.phase !== 'active',
  );
}

function goesOn({ state, startTime, createdAt }: Task, now: number): boolean {
  return !hasEnded(stageOf(state)) && isCredible(timeOf(startTime ?? createdAt), now);
}

function newestRuns(runs: readonly GeneratorRun[]): ReadonlyMap<string, TargetRun> {
  const newest = new Map<string, TargetRun>();
  for (const { definition, target, task } of runs) {
    const key = runKey(definition, target);
    const begun = timeOf(task.startTime ?? task.createdAt);
    if (begun === undefined || (newest.get(key)?.begun ?? -Infinity) >= begun) continue;
    newest.set(key, { id: task.id, begun, phase: phases[stageOf(task.state)] });
  }
  return newest;
}

/** The targets of a page with their states; siblings are compared below one parent, and by one attribute, only. */
export function cascadeTargets(layer: CascadeLayer, page: TargetPage, runs: KnownRuns): CascadeTarget[] {
  const found = page.targets.map((target): CascadeTarget => {
    const signals = heardSignals(target, layer);
    const held = page.instances.get(target.id);
    const instance = held && { status: held.status, at: timeOf(held.updatedAt) };
    const run = layer.definition && runs.newest(layer.definition.id, target.id);
    const isAtWork = layer.definition && runs.isAtWork(layer.definition.id, target.id);
    const refusedBy = refusalOf(target, layer);
    const known = { ...(instance && { instance }), ...(run && { run }) };
    const facts = { signals, isRefused: refusedBy !== undefined, isAtWork, now: runs.now, ...known };
    const [signal] = signals.toSorted((one, other) => (other.updatedAt ?? 0) - (one.updatedAt ?? 0));
    return {
      target,
      state: stateOf(facts),
      notes: { isStale: false, needsRun: false },
      ...(signal ? { signal } : { silence: silenceOf(target, layer, page) }),
      ...known,
      ...(refusedBy && { refusedBy }),
    };
  });
  const families = new Map<string, CascadeTarget[]>();
  for (const each of found) {
    if (!each.target.parent) continue;
    const key = familyOf(each);
    const family = families.get(key);
    if (family) family.push(each);
    else families.set(key, [each]);
  }
  const newest = new Map([...families].map(([id, siblings]) => [id, newestSignal(siblings)]));
  const isAboveAtWork = layer.above.some((definition) => runs.isRunning(definition));
  return found.map((each) => {
    const isKnown = layer.areRulesKnown && each.silence !== 'attributesUnread';
    return { ...each, notes: notesOn(each, { newest: newest.get(familyOf(each)), isKnown, isAboveAtWork }) };
  });
}

function silenceOf(target: Target, layer: CascadeLayer, { withoutAttributes }: TargetPage): Silence {
  const isWatched = layer.watched.some((watched) => watched.kind === target.kind);
  if (isWatched && withoutAttributes !== undefined) return 'attributesUnread';
  if (signalsOf(target, layer).length > 0) return 'unmet';
  if (!layer.areRulesKnown) return 'rulesUnread';
  return layer.hasOtherRules ? 'otherRules' : 'unwatched';
}

function familyOf({ target, signal }: CascadeTarget): string {
  return JSON.stringify([target.parent?.id, signal?.attribute]);
}

/** Milliseconds since 1970; undefined for what is no time. */
export function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** The attributes of a target that the generator above writes. */
export function signalsOf({ kind, attributes }: Target, { signals }: Pick<CascadeLayer, 'signals'>): NamedSignal[] {
  return attributes
    .filter(({ attribute }) => signals.some((signal) => signal.kind === kind && signal.attribute === attribute))
    .map(({ attribute, value, updatedAt, updatedBy }) => ({
      attribute,
      value,
      updatedAt: timeOf(updatedAt),
      updatedBy,
    }));
}

/** Those of them that start the generator as they stand, or were meant to. */
function heardSignals(target: Target, layer: CascadeLayer): NamedSignal[] {
  const told = target.attributes.filter(({ attribute, value, updatedAt }) => {
    const own = layer.signals.find((signal) => signal.kind === target.kind && signal.attribute === attribute);
    const isStandIn = own?.isStandIn === true;
    return isSignal({ attribute, value, updatedAt, isStandIn }, target, layer.heard);
  });
  return signalsOf({ ...target, attributes: told }, layer);
}

function refusalOf({ attributes }: Target, { file }: CascadeLayer): CascadeTarget['refusedBy'] {
  for (const { attribute, values } of file?.exclusions ?? []) {
    const value = attributes.find((each) => each.attribute === attribute)?.value;
    if (value !== undefined && values.includes(value)) return { attribute, value };
  }
  return undefined;
}

/** Whether it waits or goes on is all one to a target. */
const phases: Readonly<Record<Stage, TargetRun['phase']>> = {
  waiting: 'active',
  running: 'active',
  done: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

function runKey(definition: string, target: string): string {
  return `${definition} ${target}`;
}

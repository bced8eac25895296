import type { ExistingNode } from '../../../server/src/infrahub/operations/nodes';
import type { LogLine } from '../../../server/src/infrahub/operations/taskLogs';
import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import type { Tracked } from '../../../server/src/infrahub/readTracked';
import { plainReason } from '../../../server/src/infrahub/plainText';
import { hasEnded } from '../../../server/src/infrahub/taskStage';
import type { ObjectCount } from './expectedObjects';
import type { RunState, TargetRun } from './runState';

/** What became of the objects of a generator; none is in two lists. */
export interface ObjectChanges {
  readonly created: readonly Member[];
  /** Were there before, and belong to the generator only now: it deletes them when it does not save them any more. */
  readonly adopted: readonly Member[];
  /** One of these two: the server does not say since when they are there (before 1.7). */
  readonly createdOrAdopted: readonly Member[];
  readonly kept: readonly Member[];
  readonly deleted: readonly Member[];
  /** Belong to the generator no more, and are still there. */
  readonly released: readonly Member[];
  /** False when there were too many groups or members to read them all; what is not sure then is left out. */
  readonly isWhole: boolean;
  /** What the targets that are done have of what they ask for; missing where files and data do not tell. */
  readonly counts?: readonly ObjectCount[];
}

/** A target for which the run has failed. */
export interface FailedTarget {
  readonly taskId: string;
  readonly name: string;
  /** What the exception says; empty when the log does not tell. */
  readonly reason: string;
}

/** What a run has led to. */
export interface Outcome {
  /** `cancelled` too where the whole has failed for nothing but runs that were cancelled. */
  readonly stage: RunState['stage'];
  readonly done: number;
  readonly failed: readonly FailedTarget[];
  /** Names of the targets whose run was cancelled at the server. */
  readonly cancelled: readonly string[];
  /** Runs that were seen and of which no end was. */
  readonly unfinished: number;
  /** Targets that were asked for and did not run. */
  readonly missing: readonly string[];
  /** Why the whole has failed, where that is not told by a target. */
  readonly reason: string;
  /** Undefined when they could not be read. */
  readonly objects: ObjectChanges | undefined;
}

export type Severity = 'information' | 'warning' | 'error';

export interface Compared {
  readonly before: Tracked;
  readonly after: Tracked;
  /** Those of all members, before and after, that exist now. */
  readonly existing: readonly ExistingNode[];
  /** When the run was asked for, ISO 8601. */
  readonly since: string;
}

/** Holds what belonged to a generator before a run against what does after it (facts 1). */
export function compareTracked({ before, after, existing, since }: Compared): ObjectChanges {
  const [then, now] = [membersOf(before), membersOf(after)];
  const left = new Map(existing.map((node) => [node.id, node]));
  const gone = [...then.values()].filter(({ id }) => !now.has(id));
  const fresh = [...now.values()].filter(({ id }) => !then.has(id));
  const isWhole = before.isWhole && after.isWhole;
  const ageOf = ({ id }: Member): 'old' | 'new' | undefined => {
    const created = left.get(id)?.createdAt;
    return created === undefined ? undefined : Date.parse(created) < Date.parse(since) ? 'old' : 'new';
  };
  return {
    created: fresh.filter((member) => ageOf(member) === 'new'),
    // What one side lacks may be among what was not read of it.
    adopted: isWhole ? fresh.filter((member) => ageOf(member) === 'old') : [],
    createdOrAdopted: isWhole ? fresh.filter((member) => ageOf(member) === undefined) : [],
    kept: [...then.values()].filter(({ id }) => now.has(id)),
    deleted: gone.filter(({ id }) => !left.has(id)),
    released: isWhole ? gone.filter(({ id }) => left.has(id)) : [],
    isWhole,
  };
}

/** Ids of the members that only one side has: those of which it has to be known whether they exist. */
export function changedIds(before: Tracked, after: Tracked): string[] {
  const [then, now] = [membersOf(before), membersOf(after)];
  return [...new Set([...then.keys(), ...now.keys()])].filter((id) => !then.has(id) || !now.has(id));
}

function membersOf({ groups }: Tracked): Map<string, Member> {
  return new Map(groups.flatMap(({ members }) => members.map((member) => [member.id, member])));
}

/** What the tasks of a run say of its end. `asked` are the targets by id; undefined for all. */
export function outcomeOf(
  state: RunState,
  asked: readonly Member[] | undefined,
  objects: ObjectChanges | undefined,
): Outcome {
  const ran = new Set(state.targets.map(({ targetId }) => targetId));
  const failed = state.targets.filter(({ stage }) => stage === 'failed').map(toFailed);
  const cancelled = state.targets.filter(({ stage }) => stage === 'cancelled').map(({ targetName }) => targetName);
  const isCancelled = state.stage === 'failed' && failed.length === 0 && cancelled.length > 0;
  return {
    stage: isCancelled ? 'cancelled' : state.stage,
    done: state.targets.filter(({ stage }) => stage === 'done').length,
    failed,
    cancelled,
    unfinished: state.targets.filter(({ stage }) => !hasEnded(stage)).length,
    missing: (asked ?? []).filter(({ id }) => !ran.has(id)).map(({ name }) => name),
    reason: failed.length === 0 && state.stage === 'failed' ? reasonOf(state.requestLog) : '',
    objects,
  };
}

/** How loud a person is told: what was cancelled is no error, but nothing to leave out either. */
export function severityOf({ stage, done, failed, cancelled, unfinished, missing, objects }: Outcome): Severity {
  if (failed.length > 0 || (stage !== 'done' && stage !== 'cancelled')) return 'error';
  const isDoubtful = stage === 'cancelled' || done === 0 || cancelled.length + unfinished + missing.length > 0;
  const isLess = objects?.counts?.some(({ found, expected }) => found !== expected) === true;
  return isDoubtful || isLess || (objects?.deleted.length ?? 0) > 0 ? 'warning' : 'information';
}

function toFailed({ task, targetName, log }: TargetRun): FailedTarget {
  return { taskId: task.id, name: targetName, reason: reasonOf(log) };
}

/** The sentence of the exception that ended a task: the last lines of its traceback; empty without one. */
export function reasonOf(log: readonly LogLine[]): string {
  const errors = log.filter(({ severity }) => severity === 'error' || severity === 'critical');
  const traced = errors.findLast(({ message }) => message.includes('Traceback'));
  const message = traced ? behindTraceback(traced.message) : wrappedReason(errors.at(-1)?.message ?? '');
  // What people raise for others to read; other exceptions need their names.
  return plainReason(message.replace(/^(RuntimeError|ValueError|Exception): /, ''));
}

/** What follows the last line of code. */
function behindTraceback(message: string): string {
  const lines = message.trimEnd().split('\n');
  const code = lines.findLastIndex((line) => /^\s+\S/.test(line));
  return lines.slice(code + 1).join(' ') || (lines.at(-1) ?? '').trim();
}

/** `Finished in state Failed('Flow run encountered an exception: …')` */
function wrappedReason(message: string): string {
  return /encountered an exception:? (.+?)['"]\)\s*$/s.exec(message)?.[1] ?? message;
}

import type { ActionTask, RequestTask, RunTask } from './startedTask';
import { isCertain, type TraceRule } from './traceRule';
import type { NodeEvent } from '../operations/events';

/** A write that an active rule waits for. */
export interface Expected {
  readonly event: NodeEvent;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly rule: TraceRule;
  readonly does: ActionTask['does'];
}

/** How long after its end a task may still have made another: times of the task server are not exact. */
const slack = 10_000;

/** A write starts its task within 5 s, mostly (facts 4); milliseconds. */
const usualDelay = 15_000;

/**
 * Which task each write started (step 2 of the recipe of facts 4). Latest first, so that a write which was lost while rules
 * were being configured does not take the task of a later one.
 */
export function linkActions(expected: readonly Expected[], actions: readonly ActionTask[]): Map<Expected, ActionTask> {
  const open = new Map<string, Expected[]>();
  for (const each of expected.toSorted((one, other) => one.at - other.at)) {
    for (const node of nodesOf(each.event)) pushTo(open, keyOf(each.does, node), each);
  }
  const links = new Map<Expected, ActionTask>();
  for (const action of latestFirst(actions)) {
    const waiting = (open.get(keyOf(action.does, action.nodes[0] ?? '')) ?? []).filter(
      (each) => !links.has(each) && each.at <= action.created && isSame(each.event.accountId, action.account),
    );
    const last = waiting.at(-1);
    const certain = waiting.findLast(({ rule }) => isCertain(rule));
    const found = certain && action.created - certain.at < usualDelay ? certain : last;
    if (found) links.set(found, action);
  }
  return links;
}

/** For whom an event starts actions: its node, or the members that came or went. */
function nodesOf({ event, node, members }: NodeEvent): readonly string[] {
  if (event.startsWith('infrahub.group.')) return members.map(({ id }) => id);
  return node ? [node.id] : [];
}

/** What started a run. */
export type RunCause = ActionTask | RequestTask;

/** Which action or request each run comes from (step 3). */
export function linkRuns(
  runs: readonly RunTask[],
  causes: { readonly actions: readonly ActionTask[]; readonly requests: readonly RequestTask[] },
): Map<RunTask, RunCause> {
  const actions = new Map<string, ActionTask[]>();
  for (const action of causes.actions.toSorted((one, other) => one.created - other.created)) {
    for (const node of action.nodes) pushTo(actions, keyOf(action.does, node), action);
  }
  const requests = new Map<string, RequestTask[]>();
  for (const request of causes.requests.toSorted((one, other) => one.created - other.created)) {
    pushTo(requests, request.definition.id, request);
  }
  const links = new Map<RunTask, RunCause>();
  /** A cause runs each target once. */
  const used = new Set<string>();
  for (const run of latestFirst(runs)) {
    const { definition, target } = run;
    const isFree = (cause: RunCause): boolean => covers(cause, run) && !used.has(`${cause.task.id} ${target.id}`);
    const found =
      (run.namesInstance
        ? undefined
        : actions.get(keyOf({ definition: definition.id }, target.id))?.findLast(isFree)) ??
      requests
        .get(definition.id)
        ?.findLast(
          (request) => isFree(request) && (request.targets.length === 0 || request.targets.includes(target.id)),
        );
    if (!found) continue;
    links.set(run, found);
    used.add(`${found.task.id} ${target.id}`);
  }
  return links;
}

/** The run was made while the other task ran. */
function covers({ created, started = created, updated, task }: RunCause, run: RunTask): boolean {
  return started <= run.created && (task.conclusion === 'unknown' || run.created <= updated + slack);
}

function keyOf(does: ActionTask['does'], node: string): string {
  return 'definition' in does ? `${does.definition} ${node}` : `${does.change} ${does.group} ${node}`;
}

function latestFirst<Each extends { readonly created: number }>(all: readonly Each[]): readonly Each[] {
  return all.toSorted((one, other) => other.created - one.created);
}

function pushTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
}

/** What is not known contradicts nothing. */
function isSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

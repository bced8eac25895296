import { events, maxEventsPerPage, type NodeEvent } from '../operations/events';
import { maxTasksPerPage, tasks, type Task } from '../operations/tasks';
import type { Transport } from '../transport';
import { hasEnded, stageOf } from '../taskStage';
import { startedTaskOf, timeOf, traceWorkflows, type StartedTask } from './startedTask';
import type { TraceRule } from './traceRule';

/** Pages of one read; what is older is not shown. */
const maxTaskPages = 5;
const maxEventPages = 20;

/** What is kept of earlier reads. */
const maxKept = 4000;

/** How long before a task its write may be, in milliseconds. */
const leadTime = 300_000;

/** Events may come late and out of order; in milliseconds. */
const overlap = 15_000;

/** Where nothing runs: writes of this time are shown although they have started nothing. */
const idleTime = 3_600_000;

export interface HistoryOptions {
  readonly branch: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The way to the server, which may be another one each time: tokens expire. */
export interface ReadBy {
  readonly transport: Transport;
  readonly signal?: AbortSignal;
}

/** The tasks and events of one branch, as far back as is read; grows with every read. */
export interface CascadeHistory {
  /** Reads what is new. Rejects with `InfrahubError`. */
  read(rules: readonly TraceRule[], by: ReadBy): Promise<void>;
  readonly tasks: readonly StartedTask[];
  readonly events: readonly NodeEvent[];
  /** Grows whenever a read brings something. */
  readonly version: number;
  /** There is something older that was not read. */
  readonly isCut: boolean;
  /** Of what is older not every task is known; milliseconds since 1970, 0 when nothing is. */
  readonly tasksFrom: number;
}

export function createCascadeHistory({ branch, now }: HistoryOptions): CascadeHistory {
  /** Undefined is a task that has no part in a cascade. */
  const known = new Map<string, { readonly task: Task; readonly started: StartedTask | undefined }>();
  const seen = new Map<string, NodeEvent>();
  let isCut = false;
  let tasksFrom = 0;
  let hasRead = false;
  let version = 0;
  let readFor = '';

  function keep(found: readonly Task[]): boolean {
    let isNew = false;
    for (const task of found.filter((each) => each.branch === branch)) {
      const held = known.get(task.id)?.task;
      if (held?.updatedAt === task.updatedAt && held.state === task.state) continue;
      isNew ||= held === undefined;
      known.set(task.id, { task, started: startedTaskOf(task) });
      version += 1;
    }
    return isNew;
  }

  async function readTasks({ transport, signal }: ReadBy): Promise<void> {
    const call = { signal };
    const workflow = [...traceWorkflows];
    for (let page = 0; page < maxTaskPages; page++) {
      const wish = { branch, workflow, offset: page * maxTasksPerPage, limit: maxTasksPerPage };
      const { count, items } = await transport.run(tasks, wish, call);
      const isNew = keep(items);
      if (wish.offset + items.length >= count || items.length === 0) break;
      // What is older is known from the read before.
      if (hasRead && !isNew) break;
      if (page < maxTaskPages - 1) continue;
      isCut = true;
      tasksFrom = Math.max(tasksFrom, timeOf(items.at(-1)?.createdAt ?? ''));
    }
    // What nobody has begun has no branch yet: the filter misses it (facts 4).
    const queued = { workflow, state: ['SCHEDULED' as const, 'PENDING' as const], offset: 0, limit: maxTasksPerPage };
    keep((await transport.run(tasks, queued, call)).items);
    const open = [...known.values()].filter(({ task }) => !hasEnded(stageOf(task.state))).map(({ task }) => task.id);
    if (hasRead && open.length > 0) {
      const ids = open.slice(0, maxTasksPerPage);
      const { items } = await transport.run(tasks, { ids, offset: 0, limit: ids.length }, call);
      keep(items);
      const there = new Set(items.map(({ id }) => id));
      // Servers forget tasks, as when their task database is emptied.
      for (const id of ids) if (!there.has(id) && known.delete(id)) version += 1;
    }
  }

  async function readEvents(rules: readonly TraceRule[], { transport, signal }: ReadBy): Promise<void> {
    const wish = wishedEvents(rules);
    const key = JSON.stringify(wish);
    // Other rules wait for other events.
    if (key !== readFor) seen.clear();
    const since = new Date(sinceWhen()).toISOString();
    for (let page = 0; page < maxEventPages; page++) {
      const offset = page * maxEventsPerPage;
      const variables = { ...wish, branches: [branch], since, offset, limit: maxEventsPerPage };
      const { count, items } = await transport.run(events, variables, { signal });
      for (const event of items.filter(({ id }) => !seen.has(id))) {
        seen.set(event.id, event);
        version += 1;
      }
      if (offset + items.length >= count || items.length === 0) break;
      if (page === maxEventPages - 1) isCut = true;
    }
    readFor = key;
  }

  function sinceWhen(): number {
    const newest = latest([...seen.values()].map(({ occurredAt }) => timeOf(occurredAt)));
    if (newest > 0) return newest - overlap;
    const created = [...known.values()].map(({ task }) => timeOf(task.createdAt)).filter((time) => time > 0);
    return created.reduce((oldest, time) => Math.min(oldest, time - leadTime), now() - idleTime);
  }

  function forgetOldest(): void {
    if (trim(seen, ({ occurredAt }) => occurredAt)) isCut = true;
    if (!trim(known, ({ task }) => task.createdAt)) return;
    isCut = true;
    const left = [...known.values()].map(({ task }) => timeOf(task.createdAt));
    tasksFrom = Math.max(
      tasksFrom,
      left.reduce((one, other) => Math.min(one, other)),
    );
  }

  return {
    async read(rules, by) {
      await readTasks(by);
      await readEvents(rules, by);
      hasRead = true;
      forgetOldest();
    },
    get tasks() {
      return [...known.values()].flatMap(({ started }) => started ?? []);
    },
    get events() {
      return [...seen.values()];
    },
    get version() {
      return version;
    },
    get isCut() {
      return isCut;
    },
    get tasksFrom() {
      return tasksFrom;
    },
  };
}

function latest(times: readonly number[]): number {
  return times.reduce((one, other) => Math.max(one, other), 0);
}

/** Gives true when something was too old to be kept. */
function trim<Value>(map: Map<string, Value>, timeIn: (value: Value) => string): boolean {
  if (map.size <= maxKept) return false;
  const byAge = [...map].toSorted(([, one], [, other]) => timeOf(timeIn(one)) - timeOf(timeIn(other)));
  for (const [id] of byAge.slice(0, map.size - maxKept)) map.delete(id);
  return true;
}

interface EventWish {
  readonly eventType: string[];
  readonly level?: number;
}

/**
 * The events that rules wait for. Rules of attributes wait for the mutation itself; those of relationships and those
 * without matches for its effects on peers too (facts 2). The states of instances, which tell the account of the server,
 * are mutations as well.
 */
function wishedEvents(rules: readonly TraceRule[]): EventWish {
  const active = rules.filter(({ isActive }) => isActive);
  const types = new Set(['infrahub.node.updated']);
  for (const { when } of active) {
    if (when.type === 'group') types.add(`infrahub.group.member_${when.update}`);
    else types.add(`infrahub.node.${when.mutation}`);
  }
  const isDeep = active.some(
    ({ when }) =>
      when.type === 'group' ||
      when.matches.length === 0 ||
      when.matches.some(({ kind }) => kind === 'CoreNodeTriggerRelationshipMatch'),
  );
  return { eventType: [...types].toSorted(), ...(!isDeep && { level: 0 }) };
}

import type { NodeEvent } from '../operations/events';
import { hasEnded, stageOf } from '../taskStage';
import type { RunTask } from './startedTask';
import type { Writer } from './trace';

/** A write whose run is looked for. */
export interface Written {
  readonly event: NodeEvent;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly attribute: string | undefined;
  readonly value: string | undefined;
}

export interface WriterHints {
  /** Accounts that runs of the server write with; none when that is not known. */
  readonly agents: ReadonlySet<string>;
  /** Ids of the objects next to an object. */
  readonly related: (node: string) => ReadonlySet<string> | undefined;
}

/** The last write of a run may be told after its end. */
const slack = 1000;

/** Which run wrote what (step 5 of the recipe of facts 4), and what cannot be known because several ran at once. */
export function findWriters(
  written: readonly Written[],
  runs: readonly RunTask[],
  hints: WriterHints,
): Map<Written, Writer> {
  const writers = new Map<Written, Writer>();
  const open = new Map<Written, readonly RunTask[]>();
  const running = runningAt(runs);
  for (const each of written.toSorted((one, other) => one.at - other.at)) {
    const candidates = isOfRun(each, hints) ? running(each.at) : [];
    const [only] = candidates;
    if (!only) writers.set(each, { by: 'outside' });
    else if (candidates.length === 1) writers.set(each, { by: 'only', run: only.task.id });
    else open.set(each, candidates);
  }
  byRelation(open, writers, hints);
  byValue(open, writers);
  for (const [each, candidates] of open) {
    writers.set(each, { by: 'several', runs: candidates.map(({ task }) => task.id) });
  }
  return writers;
}

function isOfRun({ event: { accountId } }: Written, { agents }: WriterHints): boolean {
  return agents.size === 0 || accountId === undefined || agents.has(accountId);
}

/** Gives the runs at a moment; moments must not go back. */
function runningAt(runs: readonly RunTask[]): (at: number) => readonly RunTask[] {
  const spans = runs
    .flatMap((run) => (run.started === undefined ? [] : [{ run, from: run.started, to: endOf(run) }]))
    .toSorted((one, other) => one.from - other.from);
  let next = 0;
  let active: typeof spans = [];
  return (at) => {
    for (let span = spans[next]; span && span.from <= at; span = spans[next]) {
      active.push(span);
      next++;
    }
    active = active.filter(({ to }) => at <= to + slack);
    const exact = active.filter(({ to }) => at <= to);
    return (exact.length > 0 ? exact : active).map(({ run }) => run);
  };
}

function endOf({ task, updated }: RunTask): number {
  return hasEnded(stageOf(task.state)) ? updated : Number.POSITIVE_INFINITY;
}

/** A run signals objects next to its target, or the target itself. */
function byRelation(
  open: Map<Written, readonly RunTask[]>,
  writers: Map<Written, Writer>,
  { related }: WriterHints,
): void {
  for (const [each, candidates] of open) {
    const node = each.event.node?.id ?? '';
    const near = candidates.filter(
      ({ target: { id } }) => id === node || related(node)?.has(id) || related(id)?.has(node),
    );
    const [only] = near;
    if (!only) continue;
    if (near.length === 1) {
      writers.set(each, { by: 'related', run: only.task.id });
      open.delete(each);
    } else if (near.length < candidates.length) open.set(each, near);
  }
}

/** A hash: long enough that two runs do not write the same by chance. */
const hash = /^[0-9a-f]{32,}$/i;

/** All objects that one run signals get one checksum, and another run has another one (facts 4). */
function byValue(open: Map<Written, readonly RunTask[]>, writers: Map<Written, Writer>): void {
  const groups = new Map<string, Written[]>();
  for (const each of [...writers.keys(), ...open.keys()]) {
    if (each.value === undefined || !hash.test(each.value)) continue;
    const key = `${each.attribute} ${each.value}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  for (const group of groups.values()) {
    const unsure = group.filter((each) => open.has(each));
    if (unsure.length === 0 || group.length === 1) continue;
    const run = commonRun(group, open, writers);
    for (const each of run === undefined ? [] : unsure) {
      if (!open.get(each)?.some(({ task }) => task.id === run)) continue;
      writers.set(each, { by: 'value', run: run ?? '' });
      open.delete(each);
    }
  }
}

/** The one run that may have written all of them. */
function commonRun(
  group: readonly Written[],
  open: ReadonlyMap<Written, readonly RunTask[]>,
  writers: ReadonlyMap<Written, Writer>,
): string | undefined {
  const choices = group.map((each): readonly string[] => {
    const writer = writers.get(each);
    if (!writer) return open.get(each)?.map(({ task }) => task.id) ?? [];
    return 'run' in writer ? [writer.run] : [];
  });
  const [first = [], ...others] = choices;
  const common = others.reduce<readonly string[]>((left, each) => {
    const known = new Set(each);
    return left.filter((run) => known.has(run));
  }, first);
  return common.length === 1 ? common[0] : undefined;
}

import { groupBy } from '../../base/groupBy';
import type { NodeEvent } from '../operations/events';
import { assemble } from './assemble';
import { collectTraces } from './collectTraces';
import { timeOf, type ActionTask, type RequestTask, type RunTask, type StartedTask } from './startedTask';
import { linkActions, linkRuns, type Expected } from './starts';
import type { CascadeTrace, StartOutcome } from './trace';
import { fitsRule, isCertain, isInScope, watchedAttribute, type TraceRule } from './traceRule';
import { findWriters, type WriterHints, type Written } from './writers';

/** What is known of a branch; nothing needs to be complete, and the order does not matter. */
export interface TraceInput {
  readonly branch: string;
  readonly events: readonly NodeEvent[];
  readonly tasks: readonly StartedTask[];
  readonly rules: readonly TraceRule[];
  /** Names of generators, by the id of their definition. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Names of objects, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly isDefaultBranch: boolean;
  /** Accounts of the server itself, besides those that events show to be one. */
  readonly agents: ReadonlySet<string>;
  readonly related: WriterHints['related'];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What a write before this time started may be among the tasks that were not read. */
  readonly tasksFrom?: number;
}

/** A write that rules wait for, or that started something although no rule of today waits for it. */
export interface Signal extends Written {
  /** The rules that wait for it, in force or not. */
  readonly rules: readonly TraceRule[];
}

/** What a write started, or why it did not. */
export interface Start {
  readonly signal: Signal;
  readonly rule: TraceRule | undefined;
  readonly came: ActionTask | StartOutcome;
}

/** The cascades of a branch, newest first: the recipe of facts 4. Pure. */
export function traceOf(input: TraceInput): readonly CascadeTrace[] {
  // Pages that overlap give a task or an event twice; what was read last is newest.
  const tasks = new Map(input.tasks.map((each) => [each.task.id, each])).values();
  const started = [...tasks].toSorted(
    (one, other) => one.created - other.created || compare(one.task.id, other.task.id),
  );
  const runs = started.filter((each): each is RunTask => each.type === 'run');
  const actions = started.filter((each): each is ActionTask => each.type === 'action');
  const requests = started.filter((each): each is RequestTask => each.type === 'request');

  const candidates = signalsOf(input, actions);
  const starts = startsOf(candidates, actions, input);
  const acted = new Set(starts.map(({ signal }) => signal));
  const signals = candidates.filter((signal) => acted.has(signal));
  const { related } = input;
  const agents = new Set([...input.agents, ...agentsOf(input.events)]);
  const writers = findWriters(signals, runs, { agents, related });
  const causes = linkRuns(runs, { actions, requests });
  const steps = assemble({ input, signals, starts, writers, runs, actions, requests, causes });
  return collectTraces({ branch: input.branch, agents }, steps);
}

function signalsOf({ events, rules }: TraceInput, actions: readonly ActionTask[]): readonly Signal[] {
  const byTrigger = groupBy(rules, ({ when }) => (when.type === 'node' ? when.kind : when.group));
  const acted = new Set(actions.flatMap(({ nodes }) => nodes));
  const unique = new Map(events.map((event) => [event.id, event])).values();
  const signals = [...unique].flatMap((event): Signal[] => {
    const { node } = event;
    if (!node) return [];
    const trigger = event.event.startsWith('infrahub.group.') ? node.id : node.kind;
    const fits = (byTrigger.get(trigger) ?? []).filter((rule) => fitsRule(rule, event));
    const mayHaveActed = event.level === 0 && event.attributes.length > 0 && acted.has(node.id);
    if (fits.length === 0 && !mayHaveActed) return [];
    const changed = watchedAttribute(event, fits);
    const at = timeOf(event.occurredAt);
    return [{ event, at, attribute: changed?.name, value: changed?.value, rules: fits }];
  });
  return signals.toSorted((one, other) => one.at - other.at || compare(one.event.id, other.event.id));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Only the server writes the states of its instances (facts 4, 10.5). */
function agentsOf(events: readonly NodeEvent[]): readonly string[] {
  return events.flatMap(({ node, accountId }) =>
    node?.kind === 'CoreGeneratorInstance' && accountId !== undefined ? [accountId] : [],
  );
}

function startsOf(signals: readonly Signal[], actions: readonly ActionTask[], input: TraceInput): readonly Start[] {
  const expected = new Map<Signal, readonly Expected[]>(
    signals.map((signal) => [signal, expectedOf(signal, input.isDefaultBranch)]),
  );
  const links = linkActions([...expected.values()].flat(), actions);
  const byRules = signals.flatMap((signal) =>
    signal.rules.flatMap((rule): Start[] => {
      const own = expected.get(signal)?.find((each) => each.rule === rule);
      const task = own && links.get(own);
      // That nothing came is said only of a write which the rule does wait for, and whose tasks were read.
      const isTold = isCertain(rule) && signal.at >= (input.tasksFrom ?? 0);
      if (!task && !isTold) return [];
      return [{ signal, rule, came: task ?? withoutTask(rule, signal.at, input) }];
    }),
  );
  const taken = new Set(links.values());
  return [
    ...byRules,
    ...orphanStarts(
      signals,
      actions.filter((action) => !taken.has(action)),
    ),
  ];
}

function expectedOf({ event, at, rules }: Signal, isDefaultBranch: boolean): readonly Expected[] {
  return rules.flatMap((rule) =>
    rule.does && rule.isActive && isInScope(rule, isDefaultBranch) ? [{ event, at, rule, does: rule.does }] : [],
  );
}

/** How long a task for a write may take to appear: 3 to 5 s when idle, minutes while rules are configured (facts 2, 4). */
const expectedFor = 180_000;

function withoutTask(rule: TraceRule, at: number, { isDefaultBranch, now }: TraceInput): StartOutcome {
  if (!rule.isActive) return 'inactive';
  if (!isInScope(rule, isDefaultBranch)) return 'scope';
  return now - at < expectedFor ? 'expected' : 'missing';
}

/** How long before an action its write may be, when no rule of today says that it is the one. */
const orphanWindow = 60_000;

/** Actions of rules that are not there any more: the last write on their node before them. */
function orphanStarts(signals: readonly Signal[], orphans: readonly ActionTask[]): readonly Start[] {
  const byNode = groupBy(
    signals.filter(({ rules }) => rules.length === 0).toSorted((one, other) => one.at - other.at),
    ({ event }) => event.node?.id ?? '',
  );
  return orphans.flatMap((action): Start[] => {
    const signal = byNode.get(action.nodes[0] ?? '')?.findLast(({ at, event: { accountId } }) => {
      const isByOther = accountId !== undefined && action.account !== undefined && accountId !== action.account;
      return at <= action.created && action.created - at < orphanWindow && !isByOther;
    });
    return signal ? [{ signal, rule: undefined, came: action }] : [];
  });
}

import { expect, it } from 'vitest';
import { everyStep, isGoingOn, worstState } from '../../../server/src/infrahub/trace/collectTraces';
import type { CascadeTrace, RunStep, SignalStep, StartStep } from '../../../server/src/infrahub/trace/trace';
import { traceOf } from '../../../server/src/infrahub/trace/traceOf';
import { trackingGroupName } from '../../../server/src/infrahub/trackingGroupName';
import cascade from '../recordings/cascade_trace.json' with { type: 'json' };
import { recordedInput } from './recordedCascade';

function onlyTrace(): CascadeTrace {
  const [trace, ...more] = traceOf(recordedInput());
  if (!trace || more.length > 0) throw new Error('not one cascade');
  return trace;
}

interface Link {
  readonly signal: SignalStep;
  readonly start: StartStep;
  readonly run: RunStep;
}

function linksOf(trace: CascadeTrace): Link[] {
  const signals = [...everyStep(trace.steps)].filter((step) => step.kind === 'signal');
  return signals
    .flatMap((signal) => signal.starts.flatMap((start) => start.runs.map((run) => ({ signal, start, run }))))
    .toSorted((one, other) => one.signal.at - other.signal.at);
}

it('joins all five links of the recorded cascade', () => {
  const recorded = cascade.links.map((link) => ({
    event: link.checksum_event.id,
    node: link.checksum_event.target,
    value: link.checksum_event.value,
    action: link.action_task.id,
    run: link.generator_task.id,
    state: link.generator_task.state === 'COMPLETED' ? 'done' : 'failed',
    target: link.generator_task.target_name,
    definition: link.generator_task.definition_name,
    commit: link.generator_task.commit,
    instance: link.generator_instance,
    group: link.tracking_group,
    next: link.checksum_events_inside_the_run_window.map(({ id }) => id),
  }));
  const joined = linksOf(onlyTrace()).map(({ signal, start, run }) => ({
    event: signal.id,
    node: { id: signal.node.id, kind: signal.node.kind },
    value: signal.value,
    action: start.task?.id,
    run: run.id,
    state: run.state,
    target: run.target.name,
    definition: run.definition.name,
    commit: run.commit,
    instance: run.instance,
    group: run.variables && trackingGroupName(run.definition.name, run.variables),
    next: run.signals.map(({ id }) => id),
  }));
  expect(joined).toEqual(recorded.toSorted((one, other) => times.indexOf(one.event) - times.indexOf(other.event)));
  expect(joined).toHaveLength(5);
});

/** Ids of the events in the order in which they happened. */
const times = cascade.links
  .toSorted((one, other) => one.checksum_event.occurred_at.localeCompare(other.checksum_event.occurred_at))
  .map(({ checksum_event }) => checksum_event.id);

it('tells it as one cascade, begun by the account of a local run', () => {
  const trace = onlyTrace();
  expect(trace).toMatchObject({
    id: '9c9e4d77-966c-4372-ab5c-cce7e77edbae',
    branch: 'exp3',
    account: '18ea59a6-3bbe-b97e-e3c2-128f99c0c446',
    counts: { runs: 5, signals: 5, done: 5, failed: 0, running: 0, waiting: 0, missing: 0 },
    loops: [],
  });
  expect(trace.steps.map((step) => step.kind === 'signal' && step.node.name)).toEqual(['p1', 'p2']);
  expect([isGoingOn(trace), worstState(trace)]).toEqual([false, 'done']);
  // 50 s from the first write to the end of the last run (facts 4).
  expect(Math.round((trace.updatedAt - trace.startedAt) / 1000)).toBe(48);
});

it('knows every writer, because the two pods ran one after the other', () => {
  const signals = [...everyStep(onlyTrace().steps)].filter((step) => step.kind === 'signal');
  expect(signals.map(({ node, writer }) => `${node.name} ${writer.by}`).toSorted()).toEqual([
    'p1 outside',
    'p2 outside',
    'r1 only',
    'r2 only',
    'r3 only',
  ]);
});

it('names the rules', () => {
  const rules = linksOf(onlyTrace()).map(({ start }) => start.rule?.name);
  expect([...new Set(rules)]).toEqual(['trigger-pod-generator-checksum', 'trigger-rack-generator-checksum']);
});

it('needs neither the order nor the uniqueness of what was read', () => {
  const { events, tasks, ...rest } = recordedInput();
  const shuffled = traceOf({ ...rest, events: [...events.toReversed(), ...events], tasks: tasks.toReversed() });
  expect(shuffled).toEqual(traceOf(recordedInput()));
});

it('shows runs whose events are older than what was read', () => {
  const { counts, steps } = traceOf(recordedInput({ events: [] })).reduce(
    (all, { counts: { runs }, steps: own }) => ({ counts: all.counts + runs, steps: [...all.steps, ...own] }),
    { counts: 0, steps: [] as readonly object[] },
  );
  expect(counts).toBe(5);
  expect(steps.every((step) => 'kind' in step && step.kind === 'start')).toBe(true);
});

import type { Operation } from '../../../server/src/infrahub/operation';
import { events, type NodeEvent } from '../../../server/src/infrahub/operations/events';
import { tasks, type Task } from '../../../server/src/infrahub/operations/tasks';
import { triggerActions, triggerRules } from '../../../server/src/infrahub/operations/triggerRules';
import { startedTaskOf } from '../../../server/src/infrahub/trace/startedTask';
import type { TraceInput } from '../../../server/src/infrahub/trace/traceOf';
import { traceRules, type TraceRule } from '../../../server/src/infrahub/trace/traceRule';
import { recordedData } from '../recordings';

function valueOf<V, Value>(operation: Operation<V, Value>, answer: unknown): Value {
  const checked = operation.read(answer);
  if (!checked.ok) throw new Error(`wrong shape at ${checked.path}`);
  return checked.value;
}

export function recordedEvents(): readonly NodeEvent[] {
  return valueOf(events, recordedData('events_cascade')).items;
}

export function recordedTasks(): readonly Task[] {
  return valueOf(tasks, recordedData('tasks_cascade')).items;
}

export const podDefinition = '18ea59e8-a08b-0b7e-e3dc-128f75836993';
export const rackDefinition = '18ea59e8-b19c-a071-e32f-128ff8f89188';

/** The rules of the recorded server; the actions are those that the rules name. */
export function recordedRules(): readonly TraceRule[] {
  const data = recordedData('trigger_rules') as unknown as {
    readonly CoreTriggerRule: { readonly edges: readonly { readonly node: { readonly action: unknown } }[] };
  };
  const edges = data.CoreTriggerRule.edges.map(({ node }) => node.action);
  const { items } = valueOf(triggerActions, { CoreAction: { count: edges.length, edges } });
  return traceRules(valueOf(triggerRules, data).items, items);
}

/** What was recorded of the cascade of facts 4, on branch exp3. */
export function recordedInput(changes: Partial<TraceInput> = {}): TraceInput {
  return {
    branch: 'exp3',
    events: recordedEvents(),
    tasks: recordedTasks().flatMap((task) => startedTaskOf(task) ?? []),
    rules: recordedRules(),
    definitions: new Map([
      [podDefinition, 'generate-pod'],
      [rackDefinition, 'generate-rack'],
    ]),
    names: new Map(),
    isDefaultBranch: false,
    agents: new Set(),
    related: () => undefined,
    now: Date.parse('2026-11-22T12:00:00Z'),
    ...changes,
  };
}

import type { NodeEvent } from '../../../server/src/infrahub/operations/events';
import type { Task } from '../../../server/src/infrahub/operations/tasks';
import { startedTaskOf } from '../../../server/src/infrahub/trace/startedTask';
import type { TraceInput } from '../../../server/src/infrahub/trace/traceOf';
import type { TraceRule } from '../../../server/src/infrahub/trace/traceRule';

const begin = Date.parse('2026-11-22T11:00:00Z');

/** A moment, in seconds after the begin of everything. */
export function at(seconds: number): string {
  return new Date(begin + seconds * 1000).toISOString();
}

export const agent = 'agent';
export const person = 'person';

/** Two checksums. */
export const [hashA, hashB] = ['a'.repeat(64), 'b'.repeat(64)];

/** A rule that runs a generator when the checksum of a kind changes; `generate-pod` for `NetworkPod`. */
export function checksumRule(kind: string, definition: string, changes: Partial<TraceRule> = {}): TraceRule {
  const match = { id: 'm', kind: 'CoreNodeTriggerAttributeMatch', member: 'checksum', fields: { value_match: 'any' } };
  return {
    id: `rule ${kind} ${definition}`,
    name: `trigger-${definition}`,
    isActive: true,
    scope: 'all_branches',
    does: { definition },
    when: { type: 'node', kind, mutation: 'updated', matches: [match] },
    ...changes,
  };
}

export const podRule = checksumRule('NetworkPod', 'pod');
export const rackRule = checksumRule('LocationRack', 'rack');

export interface WriteOptions {
  readonly by?: string;
  readonly attribute?: string;
  readonly value?: string;
}

const kinds: Readonly<Record<string, string>> = { p: 'NetworkPod', r: 'LocationRack' };

/** An attribute of a pod (`p1`) or rack (`r1`) is written; by a run unless it says otherwise. */
export function write(node: string, seconds: number, options: WriteOptions = {}): NodeEvent {
  const { by = agent, attribute = 'checksum', value = hashA } = options;
  return {
    id: `event ${node} ${seconds}`,
    event: 'infrahub.node.updated',
    branch: 'b',
    accountId: by,
    occurredAt: at(seconds),
    level: 0,
    parentId: undefined,
    node: { id: node, kind: kinds[node.slice(0, 1)] ?? 'NetworkDevice' },
    related: [],
    attributes: [{ name: attribute, action: 'UPDATED', value, previous: undefined }],
    members: [],
  };
}

interface TaskOptions {
  /** Seconds; without it the task has not started. */
  readonly start?: number;
  /** Seconds; without it the task has not ended. */
  readonly end?: number;
  readonly isFailed?: boolean;
  /** What the task server says instead. */
  readonly state?: string;
}

function task(workflow: string, id: string, created: number, parameters: unknown, options: TaskOptions): Task {
  const { start, end, isFailed = false } = options;
  const ended = isFailed ? 'FAILED' : 'COMPLETED';
  const conclusion = isFailed ? 'failure' : 'success';
  return {
    id,
    workflow,
    title: 'deft-numbat',
    state: options.state ?? (end === undefined ? (start === undefined ? 'SCHEDULED' : 'RUNNING') : ended),
    conclusion: end === undefined ? 'unknown' : conclusion,
    branch: 'b',
    createdAt: at(created),
    startTime: start === undefined ? undefined : at(start),
    updatedAt: at(end ?? start ?? created),
    parameters,
    relatedNodes: [],
  };
}

/** What a rule starts for a node. */
export function action(
  definition: string,
  node: string,
  created: number,
  options: TaskOptions & WriteOptions = {},
): Task {
  const context = { account_id: options.by ?? agent };
  const parameters = { generator_definition_id: definition, node_ids: [node], context };
  const times = options.start === undefined ? { start: created, end: created + 1 } : {};
  return task('action-run-generator', `action ${node} ${created}`, created, parameters, { ...times, ...options });
}

export function run(definition: string, target: string, created: number, options: TaskOptions = {}): Task {
  const model = {
    generator_definition: { definition_id: definition, definition_name: `generate-${definition}` },
    generator_instance: null,
    target_id: target,
    target_name: target.toUpperCase(),
    variables: { name: target },
  };
  return task('generator-run', `run ${target} ${created}`, created, { model }, options);
}

export function request(
  definition: string,
  targets: readonly string[],
  created: number,
  options: TaskOptions = {},
): Task {
  const model = {
    generator_definition: { definition_id: definition, definition_name: `generate-${definition}` },
    target_members: targets,
  };
  const context = { account: { account_id: person } };
  const parameters = { model, context };
  return task('request-generator-definition-run', `request ${created}`, created, parameters, options);
}

/** What is told to `traceOf`, with tasks as the server tells them. */
export type Told = Partial<Omit<TraceInput, 'tasks'>> & { readonly tasks?: readonly Task[] };

export function input({ tasks = [], ...changes }: Told): TraceInput {
  return {
    branch: 'b',
    events: [],
    tasks: tasks.flatMap((each) => startedTaskOf(each) ?? []),
    rules: [podRule, rackRule],
    definitions: new Map([
      ['pod', 'generate-pod'],
      ['rack', 'generate-rack'],
    ]),
    names: new Map(),
    isDefaultBranch: false,
    agents: new Set([agent]),
    related: () => undefined,
    now: begin + 3_600_000,
    ...changes,
  };
}

import * as z from 'zod';
import type { NodeRef } from '../operations/nodeRef';
import type { Task } from '../operations/tasks';
import type { VariableValues } from '../operations/targetValues';

/** What the tasks of a cascade are, by workflow (facts 4). Times are milliseconds since 1970. */
export type StartedTask = RunTask | RequestTask | ActionTask;

interface Timed {
  readonly task: Task;
  readonly created: number;
  /** Undefined until it has started. */
  readonly started: number | undefined;
  /** Of its last change, which is its end when it has ended. */
  readonly updated: number;
}

export interface DefinitionRef {
  readonly id: string;
  /** The id where the name is not known. */
  readonly name: string;
}

/** One run of a generator for one target: workflow `generator-run`. */
export interface RunTask extends Timed {
  readonly type: 'run';
  readonly definition: DefinitionRef;
  readonly target: { readonly id: string; readonly kind: string | undefined; readonly name: string };
  readonly commit: string | undefined;
  /** Known once it has started. */
  readonly instance: string | undefined;
  /** Its request said which instance; the runs of rules do not (read: `generators/tasks.py`, `actions/tasks.py`). */
  readonly namesInstance: boolean;
  /** Values of the variables of its query; undefined when they are not known. */
  readonly variables: VariableValues | undefined;
}

/** Somebody asked for a generator: workflow `request-generator-definition-run`. */
export interface RequestTask extends Timed {
  readonly type: 'request';
  readonly definition: DefinitionRef;
  /** Ids of the targets; none means all. */
  readonly targets: readonly string[];
  readonly account: string | undefined;
}

/** What a rule started: the workflows `action-…`. */
export interface ActionTask extends Timed {
  readonly type: 'action';
  /** Runs this generator, or changes this group. */
  readonly does: { readonly definition: string } | { readonly group: string; readonly change: 'added' | 'removed' };
  /** Ids of the nodes it is for. */
  readonly nodes: readonly string[];
  /** Who wrote what started it. */
  readonly account: string | undefined;
}

export const traceWorkflows = [
  'generator-run',
  'request-generator-definition-run',
  'action-run-generator',
  'action-run-generator-group-event',
  'action-add-node-to-group',
  'action-remove-node-from-group',
] as const;

const context = z
  .object({ account_id: z.string().nullish(), account: z.object({ account_id: z.string() }).nullish() })
  .optional()
  .catch(undefined);

const runParameters = z.object({
  model: z.object({
    generator_definition: z.object({ definition_id: z.string(), definition_name: z.string() }),
    generator_instance: z.string().nullish(),
    commit: z.string().nullish(),
    target_id: z.string(),
    target_name: z.string().nullish(),
    variables: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
});

const requestParameters = z.object({
  model: z.object({
    generator_definition: z.object({ definition_id: z.string(), definition_name: z.string().nullish() }),
    target_members: z.array(z.string()).nullish(),
  }),
  context,
});

const nodeActionParameters = z.object({ generator_definition_id: z.string(), node_ids: z.array(z.string()), context });

const memberActionParameters = z.object({
  generator_definition_id: z.string(),
  members: z.array(z.object({ id: z.string() })),
  context,
});

const groupActionParameters = z.object({ group_id: z.string(), node_id: z.string(), context });

/** What a task is; undefined for one that has no part in a cascade or does not say enough. */
export function startedTaskOf(task: Task): StartedTask | undefined {
  switch (task.workflow) {
    case 'generator-run':
      return runOf(task);
    case 'request-generator-definition-run':
      return requestOf(task);
    case 'action-run-generator': {
      const { data } = nodeActionParameters.safeParse(task.parameters);
      const does = data && { definition: data.generator_definition_id };
      return does && { type: 'action', ...timesOf(task), does, nodes: data.node_ids, account: accountOf(data.context) };
    }
    case 'action-run-generator-group-event': {
      const { data } = memberActionParameters.safeParse(task.parameters);
      const does = data && { definition: data.generator_definition_id };
      const nodes = data?.members.map(({ id }) => id) ?? [];
      return does && { type: 'action', ...timesOf(task), does, nodes, account: accountOf(data.context) };
    }
    case 'action-add-node-to-group':
    case 'action-remove-node-from-group': {
      const { data } = groupActionParameters.safeParse(task.parameters);
      const change = task.workflow === 'action-add-node-to-group' ? 'added' : 'removed';
      const does = data && ({ group: data.group_id, change } as const);
      return (
        does && { type: 'action', ...timesOf(task), does, nodes: [data.node_id], account: accountOf(data.context) }
      );
    }
    default:
      return undefined;
  }
}

function runOf(task: Task): RunTask | undefined {
  const { data } = runParameters.safeParse(task.parameters);
  if (!data) return undefined;
  const { generator_definition, generator_instance, commit, target_id, target_name, variables } = data.model;
  const { definition_id: id, definition_name: name } = generator_definition;
  const related = (kind: (node: NodeRef) => boolean): NodeRef | undefined => task.relatedNodes.find(kind);
  const instance = generator_instance ?? related(({ kind }) => kind === 'CoreGeneratorInstance')?.id;
  return {
    type: 'run',
    ...timesOf(task),
    definition: { id, name },
    target: { id: target_id, kind: related((node) => node.id === target_id)?.kind, name: target_name ?? target_id },
    commit: commit ?? undefined,
    instance,
    namesInstance: typeof generator_instance === 'string',
    variables,
  };
}

function requestOf(task: Task): RequestTask | undefined {
  const { data } = requestParameters.safeParse(task.parameters);
  if (!data) return undefined;
  const { generator_definition, target_members } = data.model;
  const { definition_id: id, definition_name } = generator_definition;
  return {
    type: 'request',
    ...timesOf(task),
    definition: { id, name: definition_name ?? id },
    targets: target_members ?? [],
    account: accountOf(data.context),
  };
}

function accountOf(given: z.output<typeof context>): string | undefined {
  return given?.account_id ?? given?.account?.account_id;
}

function timesOf(task: Task): Timed {
  const started = task.startTime === undefined ? undefined : timeOf(task.startTime);
  return { task, created: timeOf(task.createdAt), started, updated: timeOf(task.updatedAt) };
}

/** Milliseconds since 1970; 0 for what is no time. */
export function timeOf(text: string): number {
  const time = Date.parse(text);
  return Number.isNaN(time) ? 0 : time;
}

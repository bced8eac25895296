import * as z from 'zod';
import { defineOperation } from '../operation';
import { idAndKind, type NodeRef } from './nodeRef';
import { pageOf, pageVariables, toPage, type Page } from './page';

/** The states of the task server. */
export const taskStates = [
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'CRASHED',
  'PAUSED',
  'CANCELLING',
] as const;

/** A task of the server. Its workflow says what `parameters` hold (facts 4). */
export interface Task {
  readonly id: string;
  readonly workflow: string;
  /** Two random words until it has started (facts 4). */
  readonly title: string;
  /** One of `taskStates`; in upper case whatever the server says. Empty when it says nothing. */
  readonly state: string;
  /** `success`, `failure` or `unknown`. */
  readonly conclusion: string;
  /** Of the task itself once it has started, of its parameters before; undefined when neither says. */
  readonly branch: string | undefined;
  /** All times are as the server writes them: ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly startTime: string | undefined;
  readonly updatedAt: string;
  readonly parameters: unknown;
  /** Empty until it has started. */
  readonly relatedNodes: readonly NodeRef[];
}

/** The task server refuses more (facts 4). */
export const maxTasksPerPage = 200;

const ids = z.array(z.string().min(1)).min(1);

/** A page of the tasks, newest first. A filter by branch misses what has not started (facts 4). */
export const tasks = defineOperation({
  title: 'list the tasks',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeTasks(
      $offset: Int!
      $limit: Int!
      $branch: String
      $workflow: [String]
      $ids: [String]
      $relatedNodeIds: [String]
      $state: [StateType]
    ) {
      InfrahubTask(
        offset: $offset
        limit: $limit
        branch: $branch
        workflow: $workflow
        ids: $ids
        related_node__ids: $relatedNodeIds
        state: $state
      ) {
        count
        edges {
          node {
            id
            workflow
            title
            state
            conclusion
            branch
            created_at
            start_time
            updated_at
            parameters
            related_nodes {
              id
              kind
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject({
    ...pageVariables,
    limit: z.int().min(1).max(maxTasksPerPage),
    branch: z.string().min(1).optional(),
    workflow: z.array(z.string().min(1)).min(1).optional(),
    // Anything else is refused by the server with an error (facts, task_bad_id).
    ids: z.array(z.guid()).min(1).optional(),
    relatedNodeIds: ids.optional(),
    state: z.array(z.enum(taskStates)).min(1).optional(),
  }),
  data: z.object({
    InfrahubTask: pageOf(
      z.object({
        id: z.string(),
        workflow: z.string().nullish(),
        title: z.string().nullish(),
        state: z.string().nullish(),
        conclusion: z.string().nullish(),
        branch: z.string().nullish(),
        created_at: z.string(),
        start_time: z.string().nullish(),
        updated_at: z.string(),
        parameters: z.unknown().optional(),
        related_nodes: z.array(idAndKind.nullable()).nullish(),
      }),
    ),
  }),
  map: ({ InfrahubTask }): Page<Task> =>
    toPage(InfrahubTask, (node) => ({
      id: node.id,
      workflow: node.workflow ?? '',
      title: node.title ?? '',
      state: node.state?.toUpperCase() ?? '',
      conclusion: node.conclusion ?? 'unknown',
      branch: node.branch ?? branchOf(node.parameters),
      createdAt: node.created_at,
      startTime: node.start_time ?? undefined,
      updatedAt: node.updated_at,
      parameters: node.parameters,
      relatedNodes: (node.related_nodes ?? []).filter((related) => related !== null),
    })),
});

/** Parameters name the branch in one of these places, as the workflow has it. */
const branchPlaces = z.object({
  branch_name: z.string().optional().catch(undefined),
  branch: z.string().optional().catch(undefined),
  model: z
    .object({
      branch_name: z.string().optional().catch(undefined),
      branch: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  context: z
    .object({ branch: z.object({ name: z.string() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

function branchOf(parameters: unknown): string | undefined {
  const { data } = branchPlaces.safeParse(parameters);
  return (
    data?.branch_name ?? data?.model?.branch_name ?? data?.model?.branch ?? data?.branch ?? data?.context?.branch?.name
  );
}

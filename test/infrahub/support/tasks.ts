import { waitFor } from '../../../scripts/infrahub/waiting.mjs';
import { graphql, type Listed } from './graphql';

/** A task of the server (facts 4). */
export interface Task {
  readonly id: string;
  readonly workflow: string;
  readonly state: string;
  readonly createdAt: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface RawTask {
  readonly id: string;
  readonly workflow: string | null;
  readonly state: string;
  readonly created_at: string;
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

/** What an event starts, what it leads to, and what changes the rules. */
const followed = [
  'action-add-node-to-group',
  'action-remove-node-from-group',
  'action-run-generator',
  'action-run-generator-group-event',
  'configure-action-rules',
  'generator-run',
  'graphql-query-group-update',
  'request-generator-definition-run',
  'sync-git-repo-with-origin',
];

const unfinished = ['CANCELLING', 'PAUSED', 'PENDING', 'RUNNING', 'SCHEDULED'];

/** The newest tasks of some workflows, the newest first. */
export async function tasksOf(workflows: readonly string[], states?: readonly string[]): Promise<Task[]> {
  const document = `query ($workflows: [String], $states: [StateType]) {
    InfrahubTask(workflow: $workflows, state: $states, limit: 200) {
      edges { node { id workflow state created_at parameters } }
    }
  }`;
  const variables = { workflows, ...(states ? { states } : {}) };
  const data = await graphql<{ InfrahubTask: Listed<RawTask> }>(document, { variables });
  return data.InfrahubTask.edges.map(({ node }) => ({
    id: node.id,
    workflow: node.workflow ?? '',
    state: node.state,
    createdAt: Date.parse(node.created_at),
    parameters: node.parameters ?? {},
  }));
}

/** How `expect.poll` reads a log: lines arrive up to some seconds after the end of the task (facts 4). */
export const untilLogged = { timeout: 60_000, interval: 1000 };

/** The log of a task as far as it has arrived. */
export async function logOf(id: string): Promise<string> {
  const document = `query ($ids: [String]) {
    InfrahubTask(ids: $ids, log_limit: 100) { edges { node { logs { edges { node { message severity } } } } } }
  }`;
  interface Logged {
    readonly logs: Listed<{ message: string; severity: string }> | null;
  }
  const data = await graphql<{ InfrahubTask: Listed<Logged> }>(document, { variables: { ids: [id] } });
  const lines = data.InfrahubTask.edges.flatMap(({ node }) => node.logs?.edges ?? []);
  return lines.map(({ node }) => `${node.severity}: ${node.message}`).join('\n');
}

/** Waits until nothing is queued or at work that an event may have started; twice seen, because one task leads to the next. */
export async function waitUntilIdle(seconds = 600): Promise<void> {
  let seen = 0;
  const isIdle = async (): Promise<boolean> => {
    const left = await tasksOf(followed, unfinished);
    seen = left.length === 0 ? seen + 1 : 0;
    return seen >= 2;
  };
  await waitFor(isIdle, { seconds, what: 'An empty queue of the task worker', every: 1000 });
}

/** Waits until every change of a rule has taken effect: what happens before is not replayed (facts 2). */
export async function waitUntilConfigured(): Promise<void> {
  let seen = 0;
  const isConfigured = async (): Promise<boolean> => {
    const left = await tasksOf(['configure-action-rules'], unfinished);
    seen = left.length === 0 ? seen + 1 : 0;
    return seen >= 3;
  };
  await waitFor(isConfigured, { seconds: 600, what: 'The configuration of the rules', every: 1000 });
}

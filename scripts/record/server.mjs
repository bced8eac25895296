// What recording asks of an Infrahub, apart from the product's own way to it: plain GraphQL.
import { waitFor } from '../infrahub/waiting.mjs';

/**
 * @param {{ address: string, token: string }} access
 * @returns `graphql(document, variables, branch)` and `get(path)`; both reject with what the server says
 */
export function connect({ address, token }) {
  const headers = { 'content-type': 'application/json', 'x-infrahub-key': token };
  return {
    address,

    async graphql(document, variables = {}, branch = '') {
      const body = JSON.stringify({ query: document, variables });
      const response = await fetch(`${address}/graphql${branch && `/${branch}`}`, { method: 'POST', headers, body });
      const text = await response.text();
      if (!text.startsWith('{')) throw new Error(`${response.status} ${text.slice(0, 200)}\n${document}`);
      const { data, errors } = JSON.parse(text);
      if (errors?.length > 0) throw new Error(errors.map((error) => error.message ?? error).join('\n'));
      return data;
    },

    async get(path) {
      const response = await fetch(`${address}${path}`, { headers });
      if (!response.ok) throw new Error(`${response.status} ${path}`);
      return path.startsWith('/api/') ? response.json() : response.text();
    },
  };
}

/** The nodes of a list: `nodesOf(data.NetworkPod)`. */
export const nodesOf = ({ edges }) => edges.map(({ node }) => node);

/** The tasks of some workflows, newest first, at most 200. */
export async function tasksOf(server, workflow, { ids, logs = false } = {}) {
  const fields = `id workflow state created_at start_time updated_at parameters
    ${logs ? 'logs { edges { node { message severity timestamp } } }' : ''}`;
  const document = `query ($workflow: [String], $ids: [String]) {
    InfrahubTask(workflow: $workflow, ids: $ids, limit: 200, log_limit: 200) { edges { node { ${fields} } } }
  }`;
  return nodesOf((await server.graphql(document, { workflow, ids })).InfrahubTask);
}

const followed = [
  'action-run-generator',
  'configure-action-rules',
  'generator-run',
  'graphql-query-group-update',
  'request-generator-definition-run',
  'sync-git-repo-with-origin',
];
const ended = ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'];

/** Waits until nothing is queued or at work; seen several times, because one task leads to the next after seconds. */
export async function waitUntilIdle(server, { times = 6, every = 1000 } = {}) {
  let seen = 0;
  const isIdle = async () => {
    const open = (await tasksOf(server, followed)).filter(({ state }) => !ended.includes(state));
    seen = open.length === 0 ? seen + 1 : 0;
    return seen >= times;
  };
  await waitFor(isIdle, { seconds: 900, what: 'An empty queue of the task worker', every });
}

/** All events of a branch since a moment, the oldest first. */
export async function eventsSince(server, branch, since) {
  const document = `query ($branches: [String!], $since: DateTime, $offset: Int) {
    InfrahubEvent(branches: $branches, since: $since, level: 0, order: ASC, limit: 50, offset: $offset) {
      count edges { node { event occurred_at account_id primary_node { id kind }
        ... on NodeMutatedEvent { attributes { name value } } } } }
  }`;
  const found = [];
  for (;;) {
    const { InfrahubEvent } = await server.graphql(document, { branches: [branch], since, offset: found.length });
    found.push(...nodesOf(InfrahubEvent));
    if (InfrahubEvent.edges.length === 0 || found.length >= InfrahubEvent.count) return found;
  }
}

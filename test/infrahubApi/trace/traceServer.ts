import type { ServerResponse } from 'node:http';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../../server/src/infrahub/transport';
import { serve } from '../httpServer';
import { recordedData } from '../recordings';
import { sendJson, type TestServer } from '../startServer';

interface Listed {
  readonly edges: readonly { readonly node: Record<string, unknown> }[];
}

/** What a request asks, by the name of its document. */
export interface Asked {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Nodes of an answer, as the server gives them. */
export type Nodes = readonly Record<string, unknown>[];

export interface TraceServerOptions {
  /** Newest first, as servers give them. */
  tasks: Nodes;
  events: Nodes;
  /** Nodes by what asks for them; what is not here has none. */
  readonly logs?: Readonly<Record<string, Nodes>>;
  /** Answers before the server does; gives true when it has. */
  readonly intercept?: (name: string, response: ServerResponse, url: string) => boolean;
  readonly others?: Readonly<Record<string, (variables: Asked['variables']) => Nodes>>;
}

export const recordedNodes = (name: string, field: string): Nodes =>
  (recordedData(name) as unknown as Readonly<Record<string, Listed>>)[field]?.edges.map(({ node }) => node) ?? [];

const newestFirst =
  (field: string) =>
  (one: Record<string, unknown>, other: Record<string, unknown>): number =>
    String(other[field]).localeCompare(String(one[field]));

/** What was recorded of the cascade of facts 4. */
export function recordedServer(): TraceServerOptions {
  return {
    tasks: recordedNodes('tasks_cascade', 'InfrahubTask').toSorted(newestFirst('created_at')),
    events: recordedNodes('events_cascade', 'InfrahubEvent').toSorted(newestFirst('occurred_at')),
  };
}

/** A server that answers what the reader of traces asks: page by page, filtered by what the server filters by (facts 4). */
export async function serveTraces(held: TraceServerOptions): Promise<{
  readonly server: TestServer;
  readonly transport: Transport;
  asked(): readonly Asked[];
}> {
  const server = await serve(({ url, body }, response) => {
    if (url.startsWith('/api/schema/')) {
      return sendJson(response, { relationships: [{ name: 'pod', peer: 'NetworkPod', cardinality: 'one' }] });
    }
    const { name, variables } = askedBy(body);
    if (held.intercept?.(name, response, url)) return undefined;
    const page = (all: Nodes): object => {
      const [offset, limit] = [Number(variables['offset'] ?? 0), Number(variables['limit'] ?? all.length)];
      return { count: all.length, edges: all.slice(offset, offset + limit).map((node) => ({ node })) };
    };
    const isWanted = (key: string, value: unknown): boolean => {
      const wanted = variables[key];
      return !Array.isArray(wanted) || wanted.includes(value);
    };
    switch (name) {
      case 'CascadeTasks':
        return sendJson(response, {
          data: {
            InfrahubTask: page(
              held.tasks.filter(
                ({ id, state, workflow, branch }) =>
                  isWanted('ids', id) &&
                  isWanted('state', state) &&
                  isWanted('workflow', workflow) &&
                  (variables['branch'] === undefined || branch === variables['branch']),
              ),
            ),
          },
        });
      case 'CascadeAccount':
        return sendJson(response, { data: { AccountProfile: { id: 'ada', display_label: 'Ada' } } });
      case 'CascadeBranches':
        return sendJson(response, { data: recordedData('branches_list') });
      case 'CascadeTaskLogs': {
        const id = String((variables['ids'] as string[])[0]);
        const all = (held.logs?.[id] ?? []).map((node) => ({ node }));
        const from = Number(variables['offset']);
        const edges = all.slice(from, from + Number(variables['limit']));
        const node = { id, logs: { edges } };
        return sendJson(response, { data: { InfrahubTask: { count: 1, edges: [{ node }] } } });
      }
      case 'CascadeEvents':
        return sendJson(response, {
          data: {
            InfrahubEvent: page(
              held.events.filter(
                ({ event, level, branch, occurred_at }) =>
                  isWanted('eventType', event) &&
                  isWanted('branches', branch) &&
                  (variables['level'] === undefined || level === variables['level']) &&
                  Date.parse(String(occurred_at)) >= Date.parse(String(variables['since'])),
              ),
            ),
          },
        });
      case 'CascadeTriggerRules':
        return sendJson(response, { data: recordedData('trigger_rules') });
      case 'CascadeTriggerActions':
        return sendJson(response, { data: { CoreAction: page(recordedActions()) } });
      case 'CascadeGeneratorDefinitions':
        return sendJson(response, { data: { CoreGeneratorDefinition: page([]) } });
      default: {
        const field = name === 'CascadeNeighbours' ? 'nodes' : 'CoreNode';
        return sendJson(response, { data: { [field]: page(held.others?.[name]?.(variables) ?? []) } });
      }
    }
  });
  const read = readAddress(server.address);
  if (!read.ok) throw new Error(read.reason);
  const { address } = read;
  return {
    server,
    transport: createTransport({ address, token: 'token', fetch: createFetch({}), pauses: [] }),
    asked: () => server.received.filter(({ body }) => body !== '').map(({ body }) => askedBy(body)),
  };
}

function askedBy(body: string): Asked {
  const { query = '', variables = {} } = JSON.parse(body) as { query?: string; variables?: Asked['variables'] };
  return { name: /\b(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '', variables };
}

/** The actions that the recorded rules name. */
function recordedActions(): Nodes {
  return recordedNodes('trigger_rules', 'CoreTriggerRule').map(
    ({ action }) => (action as { readonly node: Record<string, unknown> }).node,
  );
}

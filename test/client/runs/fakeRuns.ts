import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../../server/src/infrahub/transport';
import { serve } from '../../infrahubApi/httpServer';
import { recordedData, recording } from '../../infrahubApi/recordings';
import { sendJson, type Handler, type Received } from '../../infrahubApi/startServer';

/** The task of run_generator_nowait. */
export const requestId = '1bbba6f5-8d9a-482c-9338-f08436e6f5ec';
export const definitionId = '18ea5abc-69c5-142d-e366-128fb2890acd';
export const branch = 'exp1';
/** The targets of the recorded runs: the run for the first has failed. */
export const targets = { p1: '18ea59de-c973-b53f-e3f1-128fb2954fe0', p2: '18ea59df-9a44-1df6-e363-128f2b7b35f1' };

export interface FakeTask {
  readonly id: string;
  readonly state: string;
  readonly created_at: string;
  readonly [field: string]: unknown;
}

type Logged = FakeTask & { readonly logs: { readonly edges: readonly unknown[] } };

function recordedTask(name: string): Logged {
  const { edges } = recordedData(name)['InfrahubTask'] as unknown as { edges: readonly { readonly node: Logged }[] };
  const [task] = edges;
  if (!task) throw new Error(name);
  return task.node;
}

/** The recorded runs, by target. */
export const runs = { p1: recordedTask('task_failed_with_logs'), p2: recordedTask('task_ok_with_logs') };

/** Recorded as SCHEDULED without a worker; its parameters as the server's source makes them. */
export function requestTask(state: string, members: readonly string[] = Object.values(targets)): FakeTask {
  const model = { generator_definition: { definition_id: definitionId }, branch, target_members: members };
  const created_at = '2026-11-22T11:40:00.000000+00:00';
  return { ...recordedTask('no_worker_task'), id: requestId, state, created_at, parameters: { model } };
}

/** What the server knows at one time. */
export interface Frame {
  readonly request?: FakeTask;
  readonly runs?: readonly FakeTask[];
  /** Lines that are there, of those of the recorded task. */
  readonly lines?: number;
  readonly lacksWorker?: boolean;
  /** The server is away: it answers with this status. */
  readonly status?: number;
}

/** A server that is asked again and again: each question for the request's task turns to the next frame. */
export async function serveFrames(frames: readonly Frame[]): Promise<{
  readonly transport: Transport;
  readonly received: readonly Received[];
}> {
  let at = -1;
  const handler: Handler = ({ body }, response) => {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const isNext = query.includes('CascadeTasks(') && Array.isArray(variables['ids']);
    if (isNext) at = Math.min(at + 1, frames.length - 1);
    const { request, runs: started = [], lines = Infinity, lacksWorker = false, status = 200 } = frames[at] ?? {};
    if (status !== 200) return response.writeHead(status).end('away');
    const answer = (list: readonly object[]): void =>
      sendJson(response, { data: { InfrahubTask: { count: list.length, edges: list.map((node) => ({ node })) } } });
    if (isNext) return answer(request ? [request] : []);
    if (query.includes('CascadeTasks(')) return answer(started);
    if (query.includes('CascadeTaskLogs')) {
      const [id] = variables['ids'] as string[];
      const task = started.find((each) => each.id === id) as Logged | undefined;
      const offset = variables['offset'] as number;
      return answer([{ id, logs: { edges: (task?.logs?.edges ?? []).slice(0, lines).slice(offset) } }]);
    }
    if (query.includes('CascadeWorkers') && lacksWorker) {
      return sendJson(response, recording('workers_status_no_worker').response);
    }
    const edges = ['1', '2'].map((id) => ({ node: { id, active: true } }));
    return sendJson(response, { data: { InfrahubStatus: { workers: { edges } } } });
  };
  const { address, received } = await serve(handler);
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
  return { transport, received };
}

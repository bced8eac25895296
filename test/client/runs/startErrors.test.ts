import { expect, it } from 'vitest';
import { carryOut } from '../../../client/src/runs/carryOut';
import type { AgreedRun } from '../../../client/src/runs/planRun';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../../server/src/infrahub/transport';
import { serve } from '../../infrahubApi/httpServer';
import { recording } from '../../infrahubApi/recordings';
import { sendJson, type Handler } from '../../infrahubApi/startServer';

const agreed: AgreedRun = {
  run: {
    definition: {
      id: 'exp',
      name: 'exp',
      className: 'ExpGenerator',
      filePath: 'generators/exp.py',
      executeAfterMerge: false,
      parameters: {},
      query: 'exp',
      repository: undefined,
      targets: { id: 'group', name: 'pods', count: 1 },
    },
    branch: { name: 'exp1', isDefault: false },
    targets: undefined,
    strangers: [],
    objects: undefined,
  },
  before: {
    lacksWorker: false,
    lostProcesses: 0,
    configuring: 0,
    here: undefined,
    onDefault: undefined,
    local: { kind: 'unknown', why: 'noFile', unsaved: [] },
    tracked: undefined,
    objects: undefined,
    targetKinds: new Set(),
    targetIds: new Set(),
    agnosticKinds: [],
    otherAgnosticKinds: [],
    knowsAgnosticKinds: true,
    strangers: [],
    failures: [],
  },
  layer: undefined,
  way: 'server',
};

async function start(handler: Handler) {
  const { address, received } = await serve(handler);
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [0, 0] });
  const started: string[] = [];
  const run = carryOut({
    transport,
    agreed,
    signal: new AbortController().signal,
    onStart: (id) => started.push(id),
    onChange: () => undefined,
  });
  const reason = await run.then(
    () => 'it ran',
    (error: unknown) => String(error),
  );
  return { reason, requests: received.length, started };
}

it.each([
  ['run_generator_bad_definition', /Cannot run the generator at .*: Unable to find the node 00000000-/],
  ['run_generator_definition_by_name', /Unable to find the node exp \/ CoreGeneratorDefinition/],
  ['anonymous_run_generator', /the token is not valid/],
])('%s is a sentence, and asked once', async (name, expected) => {
  const { http_status: status, response: body } = recording(name);
  const { reason, requests, started } = await start((_, response) => sendJson(response, body, status));
  expect(reason).toMatch(expected);
  expect(requests).toBe(1);
  expect(started).toEqual([]);
});

it.each<[string, Handler]>([
  ['breaks the connection', (_, response) => response.socket?.destroy()],
  ['fails', (_, response) => response.writeHead(502).end()],
])('a server that %s may have started the run: it is not asked twice', async (_, handler) => {
  const { reason, requests } = await start(handler);
  expect(reason).toContain('The run may have started all the same');
  expect(requests).toBe(1);
});

it('an answer without a task leaves open whether it runs', async () => {
  const data = { CoreGeneratorDefinitionRun: { ok: true, task: null } };
  const { reason, requests } = await start((_, response) => sendJson(response, { data }));
  expect(reason).toContain('may have started all the same');
  expect(requests).toBe(1);
});

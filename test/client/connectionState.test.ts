import { expect, test } from 'vitest';
import type { Access } from '../../client/src/connection/access';
import { createConnectionReader } from '../../client/src/connection/connectionState';
import { knownServers } from '../../client/src/connection/servers';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import { serve } from '../infrahubApi/httpServer';
import { recording } from '../infrahubApi/recordings';
import { sendJson } from '../infrahubApi/startServer';

async function setUp() {
  const server = { status: 200, branch: 'work' as string | undefined };
  const { address: text } = await serve(({ url }, response) => {
    if (url === '/api/info') sendJson(response, recording('api_info').response, server.status);
    else sendJson(response, recording('permission_self').response, server.status);
  });
  const [known] = knownServers({ user: [{ name: 'Lab', address: text }] }, {}).servers;
  if (!known) throw new Error('no server');
  const transport = createTransport({ address: known.address, token: 'x', fetch: createFetch({}), pauses: [] });
  const way = { server: known, transport };
  const access = async (): Promise<Access> =>
    server.branch === undefined
      ? { kind: 'noBranch', ...way, gitBranch: 'feature/x', gone: 'topic' }
      : { kind: 'open', ...way, branch: { name: server.branch, isDefault: false } };
  const told: string[] = [];
  const reader = createConnectionReader(access, (message) => void told.push(message));
  return { server, text, told, read: () => reader.read(new AbortController().signal) };
}

test('the account shows what a token is good for, with version and branch', async () => {
  const { read, server, text } = await setUp();
  const known = { address: text, account: 'Reader', version: '1.11.9' };
  const branch = { name: 'work', isDefault: false };
  expect(await read()).toEqual({
    kind: 'read',
    server: 'Lab',
    read: { ...known, branch, gitBranch: undefined, gone: undefined },
  });
  server.branch = undefined;
  expect(await read()).toMatchObject({
    kind: 'read',
    read: { ...known, branch: undefined, gitBranch: 'feature/x', gone: 'topic' },
  });
});

test('a failure is told once, keeps what was known, and passes', async () => {
  const { read, server, told } = await setUp();
  await read();
  for (const [status, kind] of [
    [500, 'unreachable'],
    [500, 'unreachable'],
    [401, 'unauthorized'],
  ] as const) {
    server.status = status;
    expect(await read()).toMatchObject({
      kind: 'failed',
      server: 'Lab',
      failure: { kind },
      last: { account: 'Reader' },
    });
  }
  expect(told).toHaveLength(2);
  server.status = 200;
  expect(await read()).toMatchObject({ kind: 'read' });
});

import { describe, expect, it, test } from 'vitest';
import { isReadableOnTheWay, readAddress } from '../../server/src/infrahub/address';
import { InfrahubError, type Problem } from '../../server/src/infrahub/infrahubError';
import { branches } from '../../server/src/infrahub/operations/branches';
import { schemaHash } from '../../server/src/infrahub/operations/schema';
import { serverInfo } from '../../server/src/infrahub/operations/serverInfo';
import { triggerRules } from '../../server/src/infrahub/operations/triggerRules';
import { groupMembers, removeMembers } from '../../server/src/infrahub/operations/trackingGroups';
import { readMembers } from '../../server/src/infrahub/readMembers';
import { createFetch, type TlsOptions } from '../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport, type TransportOptions } from '../../server/src/infrahub/transport';
import { serve, testAuthority } from './httpServer';
import { recordedText, recording } from './recordings';
import { sendJson, unusedAddress, type Handler } from './startServer';

const token = '0123abcd-secret-token';

function connect(address: string, options: Partial<TransportOptions> & { readonly tls?: TlsOptions } = {}): Transport {
  const { tls = {}, ...rest } = options;
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  return createTransport({ address: read.address, token, fetch: createFetch(tls), pauses: [1, 1], ...rest });
}

/** How a request fails; no error ever holds the token. */
async function failure(call: Promise<unknown>): Promise<{ problem: Problem; message: string }> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InfrahubError)) throw new Error(`not an InfrahubError: ${String(error)}`);
  expect(`${error.message} ${error.stack} ${JSON.stringify(error.problem)}`).not.toContain(token);
  return { problem: error.problem, message: error.message };
}

/** What listing the branches ends with, on a server that answers like this. */
async function listFailure(handler: Handler, options?: Partial<TransportOptions>): Promise<Problem> {
  const { address } = await serve(handler);
  return (await failure(connect(address, options).run(branches, {}))).problem;
}

const answer =
  (name: string): Handler =>
  (_, response) => {
    const { http_status: status, response: body } = recording(name);
    const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
    response.writeHead(status, { 'Content-Type': type }).end(recordedText(name));
  };

describe('a request', () => {
  it('goes to the default branch, with the token, and gives a checked value', async () => {
    const { address, received } = await serve(answer('branches_list'));
    const list = await connect(address).run(branches, {});
    expect(list).toHaveLength(8);
    expect(received).toMatchObject([{ method: 'POST', url: '/graphql', token }]);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ operationName: 'CascadeBranches', variables: {} });
  });

  it('goes to a named branch; a name cannot lead elsewhere', async () => {
    const { address, received } = await serve(answer('branches_list'));
    const transport = connect(`${address}/infrahub/`);
    await transport.run(branches, {}, { branch: 'feature/new racks?' });
    await transport.get(schemaHash, undefined, { branch: 'a&b' }).catch(() => undefined);
    const { problem } = await failure(transport.run(branches, {}, { branch: '../api/x' }));
    expect(problem).toEqual({ kind: 'unknown-branch', branch: '../api/x' });
    expect(received.map(({ url }) => url)).toEqual([
      '/infrahub/graphql/feature/new%20racks%3F',
      '/infrahub/api/schema/summary?branch=a%26b',
    ]);
  });

  it('reads REST resources', async () => {
    const { address, received } = await serve(answer('api_info'));
    expect(await connect(address, { token: undefined }).get(serverInfo, undefined)).toMatchObject({
      version: '1.11.9',
    });
    expect(received).toMatchObject([{ method: 'GET', url: '/api/info', token: undefined }]);
  });

  it('is not sent with variables that the operation does not take', async () => {
    const { address, received } = await serve(answer('branches_list'));
    const call = connect(address).run(groupMembers, { group: '', offset: 0, limit: 1 });
    expect((await failure(call)).problem).toEqual({ kind: 'wrong-variables', path: 'group' });
    expect(received).toEqual([]);
  });
});

describe('what the server says', () => {
  it('of the members of whatever group is not told as if it were a tracking group', async () => {
    const { address } = await serve(answer('error_wrong_token'));
    const asked = readMembers(connect(address), 'g', { max: 1 });
    expect((await failure(asked)).message).toMatch(/^Cannot list the members of a group at /);
  });

  test.each([
    ['error_wrong_token', { kind: 'unauthorized', hasToken: true }],
    ['api_wrong_token', { kind: 'unauthorized', hasToken: true }],
    ['error_missing_variable', { kind: 'unreadable-request' }],
    ['error_unknown_branch', { kind: 'unknown-branch', branch: undefined }],
    [
      'permission_read_account_update_checksum',
      {
        kind: 'forbidden',
        reason: 'You do not have one of the following permissions: object:Network:Pod:update:allow_other',
      },
    ],
    [
      'error_validation',
      {
        kind: 'graphql',
        errors: [
          {
            message: "Cannot query field 'nope' on type 'NetworkPod'. Did you mean 'mode', 'name', or 'role'?",
            code: 'UNDEFINED_ERROR',
          },
        ],
      },
    ],
    ['error_node_not_found', { kind: 'graphql', errors: [{ code: 'NODE_NOT_FOUND' }] }],
  ])('%s', async (name, problem) => {
    expect(await listFailure(answer(name))).toMatchObject(problem);
  });

  test('an unknown branch of a REST resource', async () => {
    const { address } = await serve(answer('api_schema_unknown_branch'));
    const call = connect(address).get(schemaHash, undefined, { branch: 'nope' });
    expect(await failure(call)).toMatchObject({
      problem: { kind: 'unknown-branch', branch: 'nope' },
      message: `Cannot read the hash of the schema at ${address}: there is no branch 'nope'.`,
    });
  });

  test('a field that older versions do not know says which version is needed', async () => {
    const { address } = await serve(answer('error_validation'));
    const call = connect(address).run(triggerRules, { offset: 0, limit: 1 });
    expect(await failure(call)).toEqual({
      problem: { kind: 'too-old', since: '1.3' },
      message: `Cannot list the trigger rules at ${address}: this needs Infrahub 1.3 or later.`,
    });
  });

  test('errors inside 200 that are strings', async () => {
    const problem = await listFailure((_, response) => sendJson(response, { data: null, errors: ['Out of order'] }));
    expect(problem).toEqual({ kind: 'graphql', errors: [{ message: 'Out of order', code: undefined }] });
  });

  test('errors of any form', async () => {
    for (const errors of [[null], [1], [{}], [{ message: 3, extensions: null }], [['x']]]) {
      expect(await listFailure((_, response) => sendJson(response, { errors }))).toMatchObject({ kind: 'graphql' });
    }
  });

  test('401 without a token asks for one', async () => {
    const { address } = await serve(answer('error_wrong_token'));
    const { message } = await failure(connect(address, { token: undefined }).run(branches, {}));
    expect(message).toBe(
      `Cannot list the branches at ${address}: this needs a token, and there is none for this server.`,
    );
  });

  test('404 of something else', async () => {
    expect(await listFailure((_, response) => response.writeHead(404).end('<html>'))).toEqual({
      kind: 'not-infrahub',
      status: 404,
    });
  });

  test('a server error', async () => {
    expect(await listFailure((_, response) => response.writeHead(500).end('<html>'))).toEqual({
      kind: 'server-error',
      status: 500,
    });
  });

  test('hostile texts: nothing that controls a terminal, no address, no token, not too long', async () => {
    const hostile = `\u001B[2J\u202Eevil ${token} http://10.0.0.1:8000/x see /opt/worker/lib/file.py\r\n\0 ${'A'.repeat(9999)}\uD800`;
    const problem = await listFailure((_, response) => sendJson(response, { errors: [{ message: hostile }] }));
    const { message } = (problem as Extract<Problem, { kind: 'graphql' }>).errors[0]!;
    expect(message).toMatch(/^\[2J evil … … see … A{10,}…$/);
    expect(message.length).toBeLessThanOrEqual(301);
  });
});

describe('broken answers', () => {
  test('invalid JSON', async () => {
    expect(await listFailure((_, response) => response.end('{"data": '))).toEqual({ kind: 'invalid-json' });
  });

  test.each([
    ['null', 'data'],
    ['[]', 'data'],
    ['{"data": null}', 'data'],
    ['{"data": []}', 'data'],
    ['{"data": {}}', 'Branch'],
    ['{"data": {"Branch": [{"name": "main"}]}}', 'Branch.0.is_default'],
    ['{"data": {"Branch": {"edges": []}}}', 'Branch'],
  ])('a wrong shape: %s', async (body, path) => {
    const problem = await listFailure((_, response) => response.end(body));
    expect(problem).toEqual({ kind: 'wrong-shape', path });
  });

  test('a body that is cut', async () => {
    const { address, received } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' }).write('{"data": ');
      response.socket?.end();
    });
    expect((await failure(connect(address).run(branches, {}))).problem).toEqual({ kind: 'cut-off' });
    expect(received).toHaveLength(3);
  });

  test('50 MB, announced or not', async () => {
    const chunk = Buffer.alloc(1_000_000, 0x20);
    for (const head of [{ 'Content-Length': '50000000' }, {}]) {
      let sent = 0;
      const problem = await listFailure((_, response) => {
        response.writeHead(200, head);
        const more = (): void => {
          while (sent < 50 && !response.destroyed && response.write(chunk)) sent++;
          if (sent < 50 && !response.destroyed) response.once('drain', more);
        };
        more();
      });
      expect(problem).toEqual({ kind: 'too-large', bytes: 32_000_000 });
      expect(sent).toBeLessThan(50);
    }
  });
});

describe('the way there', () => {
  test('refused', async () => {
    const address = await unusedAddress();
    const { problem, message } = await failure(connect(address).run(branches, {}));
    expect(problem).toEqual({ kind: 'refused' });
    expect(message).toBe(`Cannot list the branches at ${address}: nobody listens there. Is Infrahub running?`);
  });

  test('no such host', async () => {
    expect((await failure(connect('http://no-such-host.invalid').run(branches, {}))).problem).toEqual({
      kind: 'unreachable',
    });
  });

  test('timeout, before an answer or within it', async () => {
    expect(await listFailure(() => undefined, { timeout: 50 })).toEqual({ kind: 'timeout', seconds: 0.05 });
    const partly: Handler = (_, response) => void response.writeHead(200).write('{');
    expect(await listFailure(partly, { timeout: 50 })).toEqual({ kind: 'timeout', seconds: 0.05 });
  });

  test('cancelled, before or meanwhile', async () => {
    const control = new AbortController();
    const { address, received } = await serve(() => control.abort());
    const meanwhile = connect(address).run(branches, {}, { signal: control.signal });
    expect((await failure(meanwhile)).problem).toEqual({ kind: 'cancelled' });
    const before = connect(address).run(branches, {}, { signal: control.signal });
    expect((await failure(before)).problem).toEqual({ kind: 'cancelled' });
    expect(received).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed, and the token stays here', async (status) => {
    const other = await serve(answer('branches_list'));
    const problem = await listFailure((_, response) =>
      response.writeHead(status, { Location: `${other.address}/graphql?${token}` }).end(),
    );
    expect(problem).toEqual({ kind: 'redirect', to: other.address });
    expect(other.received).toEqual([]);
  });

  test('a token that no header can carry', async () => {
    const { address, received } = await serve(answer('branches_list'));
    for (const bad of [`${token}\r\nX: y`, `${token}\u0000`, `„${token}“`]) {
      expect((await failure(connect(address, { token: bad }).run(branches, {}))).problem).toEqual({
        kind: 'unusable-token',
      });
    }
    expect(received).toEqual([]);
  });
});

describe('repeats', () => {
  const failing =
    (times: number, fail: Handler): Handler =>
    (request, response, message) =>
      times-- > 0 ? fail(request, response, message) : answer('branches_list')(request, response, message);

  test.each<[string, Handler]>([
    ['503', (_, response) => response.writeHead(503).end()],
    ['a server that has too much to do', (_, response) => sendJson(response, { errors: [{ message: 'Later.' }] }, 429)],
    ['a connection that ends', (_, response) => void response.socket?.destroy()],
  ])('%s: a read is tried three times', async (_, fail) => {
    const { address, received } = await serve(failing(2, fail));
    expect(await connect(address).run(branches, {})).toHaveLength(8);
    expect(received).toHaveLength(3);
  });

  test('not for ever', async () => {
    const { address, received } = await serve((_, response) => response.writeHead(502).end());
    expect((await failure(connect(address).run(branches, {}))).problem).toEqual({ kind: 'server-error', status: 502 });
    expect(received).toHaveLength(3);
  });

  test('a write is sent once, whatever happens', async () => {
    for (const fail of [
      (_: unknown, response: Parameters<Handler>[1]) => response.writeHead(503).end(),
      (_: unknown, response: Parameters<Handler>[1]) => void response.socket?.destroy(),
    ]) {
      const { address, received } = await serve(fail);
      await failure(connect(address).run(removeMembers, { group: 'g', nodes: [{ id: 'n' }] }));
      expect(received).toHaveLength(1);
    }
  });

  test('not what the server has decided', async () => {
    const { address, received } = await serve(answer('error_wrong_token'));
    await failure(connect(address).run(branches, {}));
    expect(received).toHaveLength(1);
  });
});

describe('certificates', () => {
  test('one of an unknown authority is refused', async () => {
    const { address, received } = await serve(answer('branches_list'), { secure: true });
    const { problem } = await failure(connect(address).run(branches, {}));
    expect(problem).toMatchObject({ kind: 'tls' });
    expect(received).toEqual([]);
  });

  test('a private authority works, for its server', async () => {
    const { address, received, port } = await serve(answer('branches_list'), { secure: true });
    const tls = { ca: testAuthority };
    expect(await connect(address, { tls }).run(branches, {})).toHaveLength(8);
    expect(await connect(`https://localhost:${port}`, { tls }).run(branches, {})).toHaveLength(8);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/graphql', token });
  });

  test('insecure is for the server that asked for it', async () => {
    const { address } = await serve(answer('branches_list'), { secure: true });
    expect(await connect(address, { tls: { insecure: true } }).run(branches, {})).toHaveLength(8);
    expect((await failure(connect(address).run(branches, {}))).problem).toMatchObject({ kind: 'tls' });
  });

  test('the other way through the network has the same faults', async () => {
    const tls = { insecure: true };
    const broken = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' }).write('{');
      response.socket?.end();
    });
    expect((await failure(connect(broken.address, { tls }).run(branches, {}))).problem).toEqual({ kind: 'cut-off' });
    const silent = await serve(() => undefined);
    const late = connect(silent.address, { tls, timeout: 50 }).run(branches, {});
    expect((await failure(late)).problem).toEqual({ kind: 'timeout', seconds: 0.05 });
    const elsewhere = await serve((_, response) =>
      response.writeHead(302, { Location: 'http://other.example/' }).end(),
    );
    expect((await failure(connect(elsewhere.address, { tls }).run(branches, {}))).problem).toEqual({
      kind: 'redirect',
      to: 'http://other.example',
    });
    expect((await failure(connect(await unusedAddress(), { tls }).run(branches, {}))).problem).toEqual({
      kind: 'refused',
    });
  });
});

test.each([
  ['infrahub.example.com', false],
  ['ftp://infrahub.example.com', false],
  ['https://user:secret@infrahub.example.com', false],
  ['javascript:alert(1)', false],
  ['', false],
  [' https://infrahub.example.com/ ', true],
])('the address %j', (text, isGood) => {
  const read = readAddress(text);
  expect(read.ok).toBe(isGood);
  if (!read.ok) expect(read.reason).not.toContain('secret');
});

test.each([
  ['http://infrahub.example.com', true],
  ['http://192.168.1.5:8000', true],
  ['http://127.0.0.1.evil.example', true],
  ['http://localhost.evil.example', true],
  ['https://infrahub.example.com', false],
  ['http://localhost:8000', false],
  ['http://127.0.0.1:8000', false],
  ['http://[::1]:8000', false],
])('a token for %s can be read on its way: %s', (text, isReadable) => {
  const read = readAddress(text);
  expect(read.ok && isReadableOnTheWay(read.address)).toBe(isReadable);
});

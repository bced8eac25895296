import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { readAddress } from '../../server/src/infrahub/address';
import { InfrahubError } from '../../server/src/infrahub/infrahubError';
import { branches } from '../../server/src/infrahub/operations/branches';
import { createFetch, type TlsOptions } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import {
  sendJson,
  startServer,
  unusedAddress,
  type Handler,
  type Identity,
  type TestServer,
} from '../infrahubApi/startServer';

const certificate = (name: string): string =>
  readFileSync(path.resolve(__dirname, '..', '..', 'test', 'infrahubApi', 'certificates', name), 'utf8');

const answer: Handler = (_, response) => sendJson(response, { data: { Branch: [{ name: 'main', is_default: true }] } });

/** The names of the branches, or how asking for them fails. */
async function ask(address: string, tls: TlsOptions = {}): Promise<string> {
  const read = readAddress(address);
  assert.ok(read.ok);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch(tls), pauses: [] });
  try {
    return (await transport.run(branches, {})).map(({ name }) => name).join();
  } catch (error) {
    assert.ok(error instanceof InfrahubError, String(error));
    return error.problem.kind;
  }
}

/** VS Code puts a `fetch` and an `https` of its own into the extension host, for proxies and certificates. */
describe('the way to a server from the extension host', () => {
  const servers: TestServer[] = [];
  const start = async (handler: Handler, identity?: Identity): Promise<TestServer> => {
    const server = await startServer(handler, identity);
    servers.push(server);
    return server;
  };
  after(() => Promise.all(servers.map((server) => server.close())));

  it('leads there', async () => {
    assert.equal(await ask((await start(answer)).address), 'main');
  });

  it('follows no redirect', async () => {
    const target = await start(answer);
    const { address } = await start((_, response) => response.writeHead(307, { Location: target.address }).end());
    assert.equal(await ask(address), 'redirect');
    assert.deepEqual(target.received, []);
  });

  it('tells that nobody listens', async () => {
    assert.equal(await ask(await unusedAddress()), 'refused');
  });

  it('accepts a private authority when it is given, for that server', async () => {
    const { address } = await start(answer, { key: certificate('server.key'), cert: certificate('server.pem') });
    assert.equal(await ask(address), 'tls');
    assert.equal(await ask(address, { ca: certificate('ca.pem') }), 'main');
    assert.equal(await ask(address, { insecure: true }), 'main');
    assert.equal(await ask(address), 'tls');
  });
});

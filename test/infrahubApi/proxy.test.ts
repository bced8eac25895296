import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readAddress, type ServerAddress } from '../../server/src/infrahub/address';
import { branches } from '../../server/src/infrahub/operations/branches';
import { environmentProxy, infrahubProxy } from '../../server/src/infrahub/proxy';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import { serve, testAuthority } from './httpServer';
import { recording } from './recordings';
import { sendJson, type Handler } from './startServer';

function at(text: string): ServerAddress {
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  return read.address;
}

/** A proxy, with what it was asked: it passes on plain requests, and connects for the others. */
async function startProxy() {
  const asked: string[] = [];
  const authorizations: unknown[] = [];
  const note = (message: IncomingMessage): void => {
    asked.push(`${message.method} ${message.url}`);
    authorizations.push(message.headers['proxy-authorization']);
  };
  const proxy = createServer((message, response) => {
    note(message);
    const { method, headers } = message;
    const onward = httpRequest(message.url ?? '', { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    message.pipe(onward);
  });
  proxy.on('connect', (message, socket) => {
    note(message);
    const [host, port] = (message.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked, authorizations };
}

test.each([false, true])('requests go through a proxy (encrypted: %s)', async (secure) => {
  const proxy = await startProxy();
  const handler: Handler = (_, response) => sendJson(response, recording('branches_list').response);
  const { address, port, received } = await serve(handler, { secure });
  const fetch = createFetch({ ca: testAuthority, proxy: `http://ada:secret@${proxy.address}` });
  const transport = createTransport({ address: at(address), token: 'token', fetch });
  expect(await transport.run(branches, {})).toHaveLength(8);
  expect(received).toMatchObject([{ url: '/graphql', token: 'token' }]);
  expect(proxy.asked).toEqual([secure ? `CONNECT 127.0.0.1:${port}` : `POST ${address}/graphql`]);
  expect(proxy.authorizations).toEqual([`Basic ${btoa('ada:secret')}`]);
});

test('an address that is none of a proxy is not repeated', () => {
  for (const proxy of ['secret', 'socks5://me:secret@host']) {
    expect(() => createFetch({ proxy })).toThrow(/^The address of the proxy must begin with http/);
  }
});

const plain = at('http://lab.example.com:8000');
const encrypted = at('https://lab.example.com');

test('the variables of the SDK come first', () => {
  const env = {
    INFRAHUB_PROXY_MOUNTS_HTTP: 'http://plain',
    INFRAHUB_PROXY_MOUNTS_HTTPS: 'http://encrypted',
    HTTPS_PROXY: 'http://x',
  };
  expect(infrahubProxy(plain, env)).toBe('http://plain');
  expect(environmentProxy(encrypted, env)).toBe('http://encrypted');
  expect(environmentProxy(encrypted, { ...env, INFRAHUB_PROXY: 'http://all', NO_PROXY: '*' })).toBe('http://all');
  expect(infrahubProxy(plain, { HTTP_PROXY: 'http://x' })).toBeUndefined();
});

test.each([
  [{ HTTPS_PROXY: 'http://e' }, 'http://e'],
  [{ https_proxy: 'http://e' }, 'http://e'],
  [{ HTTP_PROXY: 'http://p' }, undefined],
  [{ ALL_PROXY: 'http://a' }, 'http://a'],
  [{ HTTPS_PROXY: 'http://e', NO_PROXY: '*' }, undefined],
  [{ HTTPS_PROXY: 'http://e', NO_PROXY: 'other.org, .example.com' }, undefined],
  [{ HTTPS_PROXY: 'http://e', no_proxy: 'LAB.example.com:443' }, undefined],
  [{ HTTPS_PROXY: 'http://e', no_proxy: 'lab.example.com:8443' }, 'http://e'],
  [{ HTTPS_PROXY: 'http://e', NO_PROXY: 'ample.com' }, 'http://e'],
  [{}, undefined],
])('%j', (env, proxy) => {
  expect(environmentProxy(encrypted, env)).toBe(proxy);
});

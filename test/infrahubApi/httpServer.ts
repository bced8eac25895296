import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A request as the server got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly body: string;
}

export type Handler = (request: Received, response: ServerResponse, message: IncomingMessage) => unknown;

export interface TestServer {
  readonly address: string;
  readonly port: number;
  readonly received: readonly Received[];
}

const certificate = (name: string): string => readFileSync(join(import.meta.dirname, 'certificates', name), 'utf8');

/** The authority that the certificate of an encrypted test server is signed by. */
export const testAuthority = certificate('ca.pem');

/** A server on this machine until the test is over. */
export async function serve(handler: Handler, { secure = false } = {}): Promise<TestServer> {
  const received: Received[] = [];
  const listener: RequestListener = (message, response) => {
    let body = '';
    message.setEncoding('utf8').on('data', (text: string) => (body += text));
    message.on('end', () => {
      const token = message.headers['x-infrahub-key'];
      const request = {
        method: message.method ?? '',
        url: message.url ?? '',
        token: typeof token === 'string' ? token : undefined,
        body,
      };
      received.push(request);
      handler(request, response, message);
    });
  };
  const server = secure
    ? createSecureServer({ key: certificate('server.key'), cert: certificate('server.pem') }, listener)
    : createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((closed) => server.close(() => closed()));
  });
  const { port } = server.address() as AddressInfo;
  return { address: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`, port, received };
}

/** An address at which nobody listens. */
export async function unusedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((closed) => server.close(() => closed()));
  return `http://127.0.0.1:${port}`;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

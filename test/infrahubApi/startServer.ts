import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as the server got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  /** What stands for a person who signed in with a password. */
  readonly bearer?: string;
  readonly body: string;
}

export type Handler = (request: Received, response: ServerResponse, message: IncomingMessage) => unknown;

export interface TestServer {
  readonly address: string;
  readonly port: number;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** What makes a server answer by https. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** More requests are not remembered, so that a server may run for days. */
const maxReceived = 10_000;

/** A server on this machine; without a port on a free one. */
export async function startServer(handler: Handler, identity?: Identity, port = 0): Promise<TestServer> {
  const received: Received[] = [];
  const listener: RequestListener = (message, response) => {
    let body = '';
    message.setEncoding('utf8').on('data', (text: string) => (body += text));
    message.on('end', () => {
      const token = message.headers['x-infrahub-key'];
      const [, bearer] = /^Bearer (.+)$/.exec(message.headers.authorization ?? '') ?? [];
      const request = {
        method: message.method ?? '',
        url: message.url ?? '',
        token: typeof token === 'string' ? token : undefined,
        bearer,
        body,
      };
      if (received.length >= maxReceived) received.shift();
      received.push(request);
      handler(request, response, message);
    });
  };
  const server = identity ? createSecureServer(identity, listener) : createServer(listener);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    address: `${identity ? 'https' : 'http'}://127.0.0.1:${ownPort}`,
    port: ownPort,
    received,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** An address at which nobody listens. */
export async function unusedAddress(): Promise<string> {
  const { address, close } = await startServer(() => undefined);
  await close();
  return address;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

import { type Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Fetch } from './transport';

export interface TlsOptions {
  /** Certificates of a private authority, PEM; trusted beside the usual ones. */
  readonly ca?: string;
  /** Accepts any certificate, for this server only. */
  readonly insecure?: boolean;
  /** The address of a proxy, perhaps with a user name and password for it. */
  readonly proxy?: string;
}

/**
 * A `fetch` with certificates or a proxy of its own. Without such wishes it is Node's, which in VS Code knows the proxy
 * and the system's certificates; Node's cannot be given either, so with wishes this goes through `node:https`. Throws
 * when the proxy is no address, without repeating it.
 */
export function createFetch({ ca, insecure = false, proxy }: TlsOptions): Fetch {
  const agentFor = proxy === undefined ? undefined : proxyAgents(proxy);
  if (ca === undefined && !insecure && !agentFor) return (input, init) => globalThis.fetch(input, init);
  const tls = {
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    ...(insecure ? { rejectUnauthorized: false } : {}),
  };
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = Object.fromEntries(new Headers(init?.headers));
    const body = typeof init?.body === 'string' ? init.body : undefined;
    return new Promise((resolve, reject) => {
      const request = open(
        url,
        { ...tls, agent: agentFor?.(url), method: init?.method ?? 'GET', headers, signal: init?.signal ?? undefined },
        (message) => {
          const { statusCode = 0, headers: received } = message;
          const given = new Headers();
          for (const name of ['content-length', 'content-type', 'location']) {
            const value = received[name];
            if (typeof value === 'string') given.set(name, value);
          }
          const isEmpty = [204, 205, 304].includes(statusCode);
          if (isEmpty) message.resume();
          const stream = isEmpty ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
          resolve(new Response(stream, { status: statusCode, headers: given }));
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  };
}

/** A proxy passes on what is plain, and only connects to what is encrypted: it reads nothing of that. */
function proxyAgents(proxy: string): (url: URL) => Agent {
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
    throw new Error('The address of the proxy must begin with http:// or https://.');
  }
  return ({ protocol }) => (protocol === 'https:' ? new HttpsProxyAgent(proxy) : new HttpProxyAgent(proxy));
}

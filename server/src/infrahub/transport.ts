import { setTimeout as delay } from 'node:timers/promises';
import { GraphQLClient } from 'graphql-request';
import { graphqlUrl, type ServerAddress } from './address';
import { errorsProblem, parseJson, statusProblem, type Asked } from './answer';
import { BodyTooLarge, readBody } from './body';
import { InfrahubError, type Problem } from './infrahubError';
import { networkProblem } from './networkProblem';
import type { Operation, Resource, Submission } from './operation';
import { plainReason } from './plainText';
import { problemWithoutSecret, valueWithoutSecret } from './withoutSecret';

export type Fetch = typeof globalThis.fetch;

export interface TransportOptions {
  readonly address: ServerAddress;
  /** Sent to this address only, and never after a redirect. */
  readonly token: string | undefined;
  /** What the token is: one of an account, or what a log-in gave for an hour (facts 7). */
  readonly tokenKind?: 'account' | 'session';
  /** What a request holds besides, such as a password: kept out of messages like the token. */
  readonly secret?: string;
  /** The way to the network; it decides about proxies and certificates. */
  readonly fetch: Fetch;
  /** How long one request may take, in milliseconds. */
  readonly timeout?: number;
  /** Largest answer, in bytes. */
  readonly maxBytes?: number;
  /** Waiting times before a read is sent again, in milliseconds; its length is the number of repeats. */
  readonly pauses?: readonly number[];
}

export interface CallOptions {
  /** Default: the server's default branch. */
  readonly branch?: string;
  readonly signal?: AbortSignal;
  /** How long this one may take, in milliseconds; default: as the transport says. */
  readonly timeout?: number;
}

/** The way to one Infrahub with one token. Everything rejects with an `InfrahubError`. */
export interface Transport {
  readonly address: ServerAddress;
  readonly hasToken: boolean;
  run<Variables, Value>(
    operation: Operation<Variables, Value>,
    variables: Variables,
    options?: CallOptions,
  ): Promise<Value>;
  get<Parameters, Value>(
    resource: Resource<Parameters, Value>,
    parameters: Parameters,
    options?: CallOptions,
  ): Promise<Value>;
  post<Parameters, Value>(
    submission: Submission<Parameters, Value>,
    parameters: Parameters,
    options?: Pick<CallOptions, 'signal' | 'timeout'>,
  ): Promise<Value>;
}

/** The largest schema seen has 60 kinds in 0.5 MB (facts 5). */
const defaultMaxBytes = 32_000_000;
const defaultTimeout = 30_000;
const defaultPauses = [200, 600];

/** Carries a problem out of a request; never leaves this file. */
class Failed extends Error {
  constructor(readonly problem: Problem) {
    super(problem.kind);
  }
}

/** Opens no connection: each call is a request of its own. */
export function createTransport({
  address,
  token,
  tokenKind = 'account',
  secret = token,
  fetch,
  timeout: usualTimeout = defaultTimeout,
  maxBytes = defaultMaxBytes,
  pauses = defaultPauses,
}: TransportOptions): Transport {
  const hasToken = token !== undefined && token !== '';

  /** One request, with everything of the answer checked that is not its content. Throws `Failed`. */
  async function send(
    url: string | URL,
    init: RequestInit,
    asked: Asked,
    { signal, timeout = usualTimeout }: Pick<CallOptions, 'signal' | 'timeout'>,
  ): Promise<string> {
    if (signal?.aborted) throw new Failed({ kind: 'cancelled' });
    if (hasToken && !/^[\x21-\x7e]+$/.test(token)) throw new Failed({ kind: 'unusable-token' });
    const headers = new Headers(init.headers);
    headers.set('Accept', 'application/json');
    if (hasToken && tokenKind === 'account') headers.set('X-INFRAHUB-KEY', token);
    if (hasToken && tokenKind === 'session') headers.set('Authorization', `Bearer ${token}`);
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), timeout);
    const cancel = () => control.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    const interrupted = (): Problem | undefined => {
      if (signal?.aborted) return { kind: 'cancelled' };
      return control.signal.aborted ? { kind: 'timeout', seconds: timeout / 1000 } : undefined;
    };
    try {
      const request = { ...init, headers, redirect: 'manual', signal: control.signal } as const;
      const response = await fetch(url, request).catch((error) => {
        throw new Failed(interrupted() ?? networkProblem(error, timeout / 1000));
      });
      const body = await readBody(response, maxBytes).catch((error) => {
        const tooLarge: Problem | undefined =
          error instanceof BodyTooLarge ? { kind: 'too-large', bytes: maxBytes } : undefined;
        throw new Failed(tooLarge ?? interrupted() ?? { kind: 'cut-off' });
      });
      const answer = { status: response.status, text: body, location: response.headers.get('location') };
      const problem = statusProblem(answer, asked);
      if (problem) throw new Failed(problem);
      return body;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Runs a request and, when it may be repeated, runs it again after a failure that may pass. */
  async function inAttempts<T>(
    { title, repeats, signal }: { title: string; repeats: readonly number[]; signal: AbortSignal | undefined },
    attempt: () => Promise<T>,
  ): Promise<T> {
    for (let count = 0; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        const pause = repeats[count];
        if (pause === undefined || !mayPass(error.problem)) {
          throw new InfrahubError(title, address.origin, problemWithoutSecret(error.problem, secret));
        }
        // Cancelled in between: the next attempt says so.
        await delay(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  return {
    address,
    hasToken,

    run(operation, variables, { branch, signal, timeout } = {}) {
      const asked: Asked = { branch, hasToken, secret };
      const repeats = operation.effect === 'read' ? pauses : [];
      return inAttempts({ title: operation.title, repeats, signal }, async () => {
        const url = graphqlUrl(address, branch);
        if (url === undefined) throw new Failed({ kind: 'unknown-branch', branch });
        const checked = operation.checkVariables(variables);
        if (!checked.ok) throw new Failed({ kind: 'wrong-variables', path: checked.path });
        const client = new GraphQLClient(url, {
          fetch: async (target, init) =>
            jsonResponse(await send(target as URL, init ?? {}, asked, { signal, timeout })),
          jsonSerializer: {
            stringify: JSON.stringify,
            // The library refuses answers whose errors are strings; here all of them are looked at.
            parse(text) {
              const body = parseJson(text);
              if (body === undefined) throw new Failed({ kind: 'invalid-json' });
              const problem = errorsProblem(body, asked);
              if (problem) throw new Failed(olderThan(operation.since, problem));
              if (typeof body !== 'object' || body === null || !('data' in body) || !isObject(body.data)) {
                throw new Failed({ kind: 'wrong-shape', path: 'data' });
              }
              return { data: valueWithoutSecret(body.data, text, token, operation.strings ?? 'values') };
            },
          },
        });
        const data = await client.request<unknown>({ document: operation.document, variables: checked.value });
        return valueOf(operation.read(data));
      });
    },

    get(resource, parameters, { branch, signal, timeout } = {}) {
      return inAttempts({ title: resource.title, repeats: pauses, signal }, async () => {
        const url = new URL(`${address.base}${resource.path(parameters)}`);
        if (branch !== undefined) url.searchParams.set('branch', branch);
        const text = await send(url, { method: 'GET' }, { branch, hasToken, secret }, { signal, timeout });
        return valueOf(resource.read(valueWithoutSecret(jsonOf(text), text, token, 'values')));
      });
    },

    post(submission, parameters, { signal, timeout } = {}) {
      return inAttempts({ title: submission.title, repeats: [], signal }, async () => {
        const init = {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(submission.body(parameters)),
        };
        const asked: Asked = { branch: undefined, hasToken, secret };
        const text = await send(`${address.base}${submission.path}`, init, asked, { signal, timeout });
        return valueOf(submission.read(valueWithoutSecret(jsonOf(text), text, token, 'values')));
      });
    },
  };
}

function jsonOf(text: string): unknown {
  const body = parseJson(text);
  if (body === undefined) throw new Failed({ kind: 'invalid-json' });
  return body;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A checked answer in the form that graphql-request reads. */
function jsonResponse(text: string): Response {
  return new Response(text, { headers: { 'Content-Type': 'application/json' } });
}

function valueOf<Value>(checked: { ok: true; value: Value } | { ok: false; path: string }): Value {
  if (checked.ok) return checked.value;
  throw new Failed({ kind: 'wrong-shape', path: plainReason(checked.path) });
}

/** The same request may succeed a moment later. A refused connection is told at once: mostly the address is wrong. */
function mayPass(problem: Problem): boolean {
  if (problem.kind === 'server-error') return [502, 503, 504].includes(problem.status);
  return problem.kind === 'broken' || problem.kind === 'cut-off' || problem.kind === 'overloaded';
}

/** What a server says of a document that it does not know: it is older than the first version that does. */
function olderThan(since: string | undefined, problem: Problem): Problem {
  if (since === undefined || problem.kind !== 'graphql') return problem;
  const isUnknown = problem.errors.some(({ message }) =>
    /^(Cannot query field|Unknown (type|argument)) /.test(message),
  );
  return isUnknown ? { kind: 'too-old', since } : problem;
}

import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Access } from '../../client/src/connection/access';
import type { Server } from '../../client/src/connection/servers';
import type { Failure } from '../../client/src/views/failure';
import { createCascadeSource } from '../../client/src/views/cascade/source';
import { createPoll } from '../../client/src/views/poll';
import { createRunsSource } from '../../client/src/views/runs/source';
import { createTriggersSource } from '../../client/src/views/triggers/source';
import { readAddress } from '../../server/src/infrahub/address';
import { createFetch, type TlsOptions } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import { serve, testAuthority } from '../infrahubApi/httpServer';
import { recording } from '../infrahubApi/recordings';
import { sendJson, startServer, type Handler } from '../infrahubApi/startServer';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';
import { fileLayer } from './cascade/files';
import { fileAction, fileRule } from './triggers/objects';

const token = 'token-of-a-test';
const branch = 'work';

/** What a view shows, as far as all views have it. */
interface Shown {
  readonly kind: string;
  readonly failure?: Failure;
}

interface ViewSource {
  read(signal: AbortSignal): Promise<boolean>;
}

interface Options {
  readonly access: () => Promise<Access>;
  readonly onChange: (shown: Shown) => void;
  readonly onFailure: (message: string) => void;
}

/** Every view that reads a server. */
const views: Readonly<Record<string, (options: Options) => ViewSource>> = {
  Triggers: (options) =>
    createTriggersSource({
      ...options,
      files: () => Promise.resolve({ repositories: 1, rules: [fileRule()], actions: [fileAction()] }),
    }),
  Cascade: (options) =>
    createCascadeSource({
      ...options,
      files: () => Promise.resolve({ repositories: 1, layers: [fileLayer('generate-pod', { kinds: ['NetworkPod'] })] }),
      now: () => Date.now(),
    }),
  Runs: (options) => createRunsSource({ ...options, files: () => Promise.resolve({ repositories: 1, layers: [] }) }),
};

/** Long enough for a busy machine, in milliseconds; what never answers is waited for a shorter time. */
const patience = 10_000;
const shortPatience = 300;

function open(address: string, { timeout = patience, ...tls }: TlsOptions & { timeout?: number } = {}): Access {
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const server: Server = { name: 'Lab', address: read.address, insecure: false, source: 'user' };
  const limits = { timeout, maxBytes: 1_000_000, pauses: [] };
  const transport = createTransport({ address: read.address, token, fetch: createFetch(tls), ...limits });
  return { kind: 'open', server, transport, branch: { name: branch, isDefault: false } };
}

/** A view that is looked at: it reads again and again until the test is over. */
function watch(make: (options: Options) => ViewSource, access: () => Access) {
  let shown: Shown = { kind: 'loading' };
  const failures: string[] = [];
  const waiting = new Set<() => void>();
  const source = make({
    access: async () => access(),
    onChange(next) {
      shown = next;
      for (const look of waiting) look();
    },
    onFailure: (message) => void failures.push(message),
  });
  const poll = createPoll((signal) => source.read(signal), { interval: 1, maxInterval: 10 });
  onTestFinished(() => poll.dispose());
  poll.setVisible(true);
  /** Resolves as soon as the view shows this, by itself. */
  const until = (isWanted: (shown: Shown) => boolean): Promise<Shown> =>
    new Promise((done) => {
      const look = (): void => {
        if (!isWanted(shown)) return;
        waiting.delete(look);
        done(shown);
      };
      waiting.add(look);
      look();
    });
  return { until, failures, stop: () => poll.dispose() };
}

/** Nothing has run on the server, and the view of runs says so. */
const isWell = ({ kind, failure }: Shown): boolean => ['shown', 'empty'].includes(kind) && failure === undefined;
const isIll = ({ kind, failure }: Shown): boolean => kind !== 'loading' && failure !== undefined;

/** One line in which nothing of the token, of control characters or of turned writing is left. */
function expectSentence(message: string): void {
  expect(message).toMatch(/^Cannot [a-z].* at https?:\/\/127\.0\.0\.1:\d+: \S/);
  expect(message).not.toContain(token);
  expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
}

const asRecorded =
  (name: string): Handler =>
  (_, response) => {
    const { http_status: status, response: body } = recording(name);
    if (typeof body === 'string') response.writeHead(status, { 'Content-Type': 'text/plain' }).end(body);
    else sendJson(response, body, status);
  };
const html =
  (status: number): Handler =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': 'text/html' }).end(`<b>${token}</b> \u001b[31m \u202e`);

const silence: Handler = () => undefined;

/** Sends without end until the other side has enough. */
const endless: Handler = (_, response) => {
  const chunk = `"${'x'.repeat(200_000)}",`;
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const send = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', send);
  };
  send();
};

const faults: readonly (readonly [string, Handler, Failure['kind'], RegExp])[] = [
  ['does not answer', silence, 'unreachable', /within/],
  ['breaks the connection', (_, response) => response.destroy(), 'unreachable', /broke/],
  ['refuses a wrong or expired token', asRecorded('error_wrong_token'), 'unauthorized', /Sign in/],
  ['refuses the account', asRecorded('permission_read_account_update_checksum'), 'unusable', /may not/],
  ['fails', html(500), 'unreachable', /HTTP 500/],
  ['has nobody behind its proxy', html(502), 'unreachable', /HTTP 502/],
  ['is not ready', html(503), 'unreachable', /HTTP 503/],
  [
    'has too much to do',
    (_, response) => sendJson(response, { data: null, errors: [{ message: 'x', extensions: { code: 429 } }] }, 429),
    'unreachable',
    /too much to do/,
  ],
  ['cannot read the request', asRecorded('error_missing_variable'), 'unusable', /could not read/],
  ['says no inside a success', asRecorded('error_node_not_found'), 'unusable', /Unable to find/],
  [
    'says no in plain strings',
    (_, response) => sendJson(response, { data: null, errors: [`\u001b[1m${token}\u202e no`] }),
    'unusable',
    / no$/,
  ],
  ['knows less than is asked', asRecorded('error_validation'), 'unusable', /Cannot query|needs Infrahub/],
  [
    'ends in the middle of its answer',
    (_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"data": {', () => response.destroy());
    },
    'unreachable',
    /middle/,
  ],
  ['answers something else', html(200), 'unusable', /not JSON/],
  ['answers in another shape', (_, response) => sendJson(response, { data: { x: [] } }), 'unusable', /not as expected/],
  ['does not know the branch', asRecorded('error_unknown_branch'), 'unusable', /no (such )?branch/],
  [
    'points elsewhere',
    (_, response) => response.writeHead(302, { Location: 'https://elsewhere.example/login' }).end(),
    'unusable',
    /redirects to https:\/\/elsewhere\.example/,
  ],
  ['answers without end', endless, 'unusable', /larger than/],
];

let healthy: DemoServer;
beforeAll(async () => {
  healthy = await startDemoServer({ repository: 'examples/fabric', branches: [branch], token });
});
afterAll(() => healthy.close());

/** Gives what the healthy server answers. */
const forward: Handler = ({ method, url, body, token: given }, response) => {
  const headers = { 'Content-Type': 'application/json', 'X-INFRAHUB-KEY': given ?? '' };
  const answer = fetch(`${healthy.address}${url}`, { method, headers, body: method === 'POST' ? body : undefined });
  return answer.then(async (given) => response.writeHead(given.status).end(await given.text()));
};

/** How many requests a view sends to read everything once. */
async function requestsOf(make: (options: Options) => ViewSource): Promise<number> {
  const { address, received } = await serve(forward);
  const read = make({ access: async () => open(address), onChange: () => undefined, onFailure: () => undefined });
  expect(await read.read(new AbortController().signal)).toBe(true);
  return received.length;
}

describe.each(Object.entries(views))('%s, on a server that', (_, make) => {
  let fault: Handler | undefined;
  let address: string;

  beforeEach(async () => {
    fault = undefined;
    const front = await serve((...asked) => (fault ?? forward)(...asked));
    address = front.address;
  });

  /** Only as long as there is no answer is it not waited for. */
  const way = (): Access => open(address, { timeout: fault === silence ? shortPatience : patience });

  it.each(faults)('%s: says so, and shows it again when that is over', async (_name, handler, kind, sentence) => {
    fault = handler;
    const { until, failures } = watch(make, way);
    const ill = await until(isIll);
    expect(ill).toMatchObject({ kind, failure: { kind, message: expect.stringMatching(sentence) as string } });
    expectSentence(ill.failure?.message ?? '');
    fault = undefined;
    await until(isWell);
    expect(failures).toHaveLength(1);
    expectSentence(failures[0] ?? '');
  });

  it(
    'fails at any one request: shows what it can, or says so, and all of it when that is over',
    { timeout: 30_000 },
    async () => {
      const requests = await requestsOf(make);
      expect(requests).toBeGreaterThan(2);
      for (let broken = 0; broken < requests; broken++) {
        let count = 0;
        fault = (...asked) => (count++ === broken ? html(500) : forward)(...asked);
        const { until, stop } = watch(make, way);
        await until(({ kind }) => kind !== 'loading');
        fault = undefined;
        await until(isWell);
        stop();
      }
    },
  );

  it.each(faults)('%s: keeps what was shown before, and says that it is older', async (_name, handler, kind) => {
    const { until } = watch(make, way);
    await until(isWell);
    fault = handler;
    expect(await until(isIll)).toMatchObject({ kind: 'shown', failure: { kind } });
    fault = undefined;
    await until(isWell);
  });
});

describe.each(Object.entries(views))('%s, on a server that', (_, make) => {
  it('is not there yet, then comes, goes, and comes back', async () => {
    const first = await startServer(forward);
    await first.close();
    const { until } = watch(make, () => open(first.address));
    expect(await until(isIll)).toMatchObject({
      kind: 'unreachable',
      failure: { message: expect.stringMatching(/nobody listens/) as string },
    });
    const second = await startServer(forward, undefined, first.port);
    await until(isWell);
    await second.close();
    expect(await until(isIll)).toMatchObject({ kind: 'shown', failure: { kind: 'unreachable' } });
    const third = await startServer(forward, undefined, first.port);
    onTestFinished(() => third.close());
    await until(isWell);
  });

  it('has a certificate of a private authority: is refused without it, and works with it', async () => {
    const { address } = await serve(forward, { secure: true });
    let tls: TlsOptions = {};
    const { until } = watch(make, () => open(address, tls));
    expect(await until(isIll)).toMatchObject({
      kind: 'unusable',
      failure: { message: expect.stringMatching(/certificate/) as string },
    });
    tls = { ca: testAuthority };
    await until(isWell);
  });

  it('speaks no encryption where it is asked to', async () => {
    const { address } = await serve((_request, response) => response.end());
    const { until } = watch(make, () => open(address.replace('http:', 'https:')));
    expect((await until(isIll)).failure?.message).toMatch(/certificate|broke/);
  });

  it('points elsewhere: the token does not follow', async () => {
    const elsewhere = await serve((_request, response) => sendJson(response, { data: {} }));
    const { address } = await serve((_request, response) =>
      response.writeHead(307, { Location: `${elsewhere.address}/graphql` }).end(),
    );
    const { until } = watch(make, () => open(address));
    await until(isIll);
    expect(elsewhere.received).toEqual([]);
  });
});

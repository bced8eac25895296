import { afterEach, describe, expect, it } from 'vitest';
import type { Access } from '../../../client/src/connection/access';
import type { Server } from '../../../client/src/connection/servers';
import { triggerNodes } from '../../../client/src/views/triggers/nodes';
import { shownOf, type Situation } from '../../../client/src/views/triggers/situation';
import { createTriggersSource } from '../../../client/src/views/triggers/source';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../../server/src/infrahub/transport';
import type { FileTriggers } from '../../../server/src/protocol/triggers';
import { serveInfrahub, type FakeOptions, type FakeTriggers } from '../../infrahubApi/fakeInfrahub';
import { recordedData, recording } from '../../infrahubApi/recordings';
import { sendJson, unusedAddress, type TestServer } from '../../infrahubApi/startServer';
import { fileAction, fileRule } from './objects';

const servers: TestServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const token = 'token-of-a-test';
const files: FileTriggers = { repositories: 1, rules: [fileRule()], actions: [fileAction()] };

async function serve(options: FakeOptions = {}): Promise<TestServer> {
  const server = await serveInfrahub({ main: [] }, options);
  servers.push(server);
  return server;
}

function open(text: string, insecure = false): Access {
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  const { address } = read;
  const server: Server = { name: 'Lab', address, insecure, source: 'user' };
  const transport = createTransport({ address, token, fetch: createFetch({}), pauses: [] });
  return { kind: 'open', server, transport, branch: { name: 'main', isDefault: true } };
}

/** A source with what it told. */
function source(access: () => Access, ofFiles: () => Promise<FileTriggers> = () => Promise.resolve(files)) {
  const told: Situation[] = [];
  const failures: string[] = [];
  const made = createTriggersSource({
    files: ofFiles,
    access: async () => access(),
    onChange: (situation) => void told.push(situation),
    onFailure: (message) => void failures.push(message),
  });
  const read = (): Promise<boolean> => made.read(new AbortController().signal);
  return { ...made, read, told, failures };
}

/** The rules of the recording, as a server holds them. */
function recordedRules(): FakeTriggers {
  const data = recordedData('trigger_rules') as unknown as {
    readonly CoreTriggerRule: { readonly edges: readonly { readonly node: FakeTriggers['rules'][number] }[] };
  };
  return { rules: data.CoreTriggerRule.edges.map(({ node }) => node), actions: [] };
}

describe('rules and actions of a server', () => {
  it('are shown beside those of the files, with the account that reads them', async () => {
    const { address } = await serve({ triggers: recordedRules() });
    const { read, told } = source(() => open(address));
    expect(await read()).toBe(true);
    const last = told.at(-1);
    if (last?.kind !== 'shown') throw new Error(last?.kind);
    expect(last).toMatchObject({ server: 'Lab', account: 'Admin' });
    expect(last.comparison.rules.map(({ name, drift }) => `${name} ${drift}`)).toEqual([
      'example-group onlyServer',
      'example-relationship onlyServer',
      'trigger-pod onlyFile',
      'trigger-pod-generator-checksum onlyServer',
      'trigger-rack-generator-checksum onlyServer',
    ]);
  });

  it('are read page by page, one request at a time', async () => {
    const [first] = recordedRules().rules;
    const rules = Array.from({ length: 250 }, (_, index) => ({
      ...first,
      __typename: 'CoreGroupTriggerRule',
      id: `id-${index}`,
      name: { value: `rule-${index}` },
    }));
    const { address, received } = await serve({ triggers: { rules, actions: [] } });
    const { read, told } = source(() => open(address));
    await read();
    const last = told.at(-1);
    expect(last?.kind === 'shown' && last.comparison.rules).toHaveLength(251);
    const asked = received.map(({ body }) => /query (\w+)/.exec(body)?.[1]);
    const pages = ['CascadeTriggerRules', 'CascadeTriggerRules', 'CascadeTriggerRules', 'CascadeTriggerActions'];
    expect(asked.slice(0, 5)).toEqual(['CascadeAccount', ...pages]);
    expect(received.length).toBeLessThan(12);
  });

  it('that are nowhere are told as such', async () => {
    const { address } = await serve();
    const nothing = { repositories: 1, rules: [], actions: [] };
    const { read, told } = source(
      () => open(address),
      () => Promise.resolve(nothing),
    );
    await read();
    expect(told.at(-1)).toMatchObject({ kind: 'empty', server: 'Lab', account: 'Admin' });
  });

  it('belong to the server they were read from, by address and certificates, not by its name', async () => {
    const { address } = await serve({ triggers: recordedRules() });
    const other = await serve();
    const { read, told } = source(() => open(`${address}/`));
    await read();
    const situation = told.at(-1) ?? { kind: 'loading' };
    const at = (text: string, insecure = false) => {
      const way = open(text, insecure);
      return way.kind === 'open' ? shownOf(situation, way.server) : undefined;
    };
    expect(at(address)).toMatchObject({ account: 'Admin', comparison: { rules: expect.any(Array) } });
    // Both are called Lab.
    expect(at(other.address)).toBeUndefined();
    expect(at(`${address}/other`)).toBeUndefined();
    // Nobody looked at the certificate of who answers there.
    expect(at(address, true)).toBeUndefined();
  });

  it('are told once while nothing changes', async () => {
    const { address } = await serve();
    const { read, told } = source(() => open(address));
    await read();
    const { length } = told;
    await read();
    expect(told).toHaveLength(length);
  });
});

describe('without a server', () => {
  it.each<[Access, Situation]>([
    [{ kind: 'untrusted' }, { kind: 'untrusted' }],
    [{ kind: 'noServer' }, { kind: 'noServer' }],
    [
      { kind: 'signedOut', server: undefined },
      { kind: 'signedOut', server: undefined },
    ],
  ])('the view says what is missing: %o', async (access, situation) => {
    const { read, told } = source(() => access);
    expect(await read()).toBe(true);
    expect(told.at(-1)).toEqual(situation);
  });

  it('nothing is asked where there is no repository', async () => {
    const { address, received } = await serve();
    const { read, told } = source(
      () => open(address),
      () => Promise.resolve({ repositories: 0, rules: [], actions: [] }),
    );
    await read();
    expect(told).toEqual([{ kind: 'noRepository' }]);
    expect(received).toEqual([]);
  });

  it('what was read before signing out is shown no more', async () => {
    let isBroken = false;
    const { address } = await serve({
      intercept(_document, _request, response) {
        if (isBroken) response.writeHead(503).end();
        return isBroken;
      },
    });
    let access = open(address);
    const { read, told } = source(() => access);
    await read();
    access = { kind: 'signedOut', server: undefined };
    await read();
    access = open(address);
    isBroken = true;
    await read();
    expect(told.slice(-3).map(({ kind }) => kind)).toEqual(['shown', 'signedOut', 'unreachable']);
  });
});

describe('a server that fails', () => {
  /** Answers every request of a kind in another way. */
  const faulty = (query: string, body: unknown, status = 200): FakeOptions => ({
    intercept(document, _, response) {
      if (!document.includes(query)) return false;
      if (typeof body === 'string') response.writeHead(status, { 'Content-Type': 'text/html' }).end(body);
      else sendJson(response, body, status);
      return true;
    },
  });
  const hostile = `<b>${token}</b> \u001b[31m \u202e`;

  it.each<[string, FakeOptions, Situation['kind'], RegExp]>([
    [
      'refuses the token',
      faulty('AccountProfile', recording('error_wrong_token').response, 401),
      'unauthorized',
      /Sign in/,
    ],
    ['answers in another shape', faulty('CoreTriggerRule', { data: { CoreTriggerRule: {} } }), 'unusable', /version/],
    [
      'has no trigger rules',
      faulty('CoreTriggerRule', recording('error_validation').response),
      'unusable',
      /needs Infrahub 1\.3 or later/,
    ],
    ['answers in HTML', faulty('CoreAction', hostile), 'unusable', /not JSON/],
    ['fails with HTML', faulty('CoreTriggerRule', hostile, 500), 'unreachable', /HTTP 500/],
    ['repeats the token', faulty('CoreTriggerRule', { errors: [hostile] }), 'unusable', /trigger rules/],
  ])('%s', async (_, options, kind, message) => {
    const { address } = await serve(options);
    const { read, told, failures } = source(() => open(address));
    expect(await read()).toBe(false);
    expect(told.at(-1)).toMatchObject({ kind, server: 'Lab', failure: { message: expect.stringMatching(message) } });
    expect(failures).toHaveLength(1);
    expect(JSON.stringify(told) + failures.join()).not.toContain(token);
    expect(failures.join()).not.toMatch(/[\p{Cc}\u202e]/u);
    await read();
    expect(failures).toHaveLength(1);
  });

  it('does not listen', async () => {
    const address = await unusedAddress();
    const { read, told } = source(() => open(address));
    expect(await read()).toBe(false);
    expect(told.at(-1)).toMatchObject({
      kind: 'unreachable',
      failure: { message: expect.stringContaining('listens') },
    });
  });

  it('keeps what was read before, says so, and recovers', async () => {
    let isBroken = false;
    const { address } = await serve({
      intercept(_document, _request, response) {
        if (isBroken) response.writeHead(503).end();
        return isBroken;
      },
    });
    const { read, told } = source(() => open(address));
    await read();
    isBroken = true;
    await read();
    expect(told.at(-1)).toMatchObject({ kind: 'shown', failure: { kind: 'unreachable' } });
    isBroken = false;
    await read();
    expect(told.at(-1)).toMatchObject({ kind: 'shown', failure: undefined });
  });

  it('has a CA file that cannot be read', async () => {
    const { read, told } = source(() => {
      throw new Error('The file ca.pem holds no PEM certificate.');
    });
    expect(await read()).toBe(false);
    expect(told.at(-1)).toMatchObject({ kind: 'unusable', failure: { message: expect.stringContaining('ca.pem') } });
  });
});

it('the files are read alone when they change', async () => {
  const { address, received } = await serve();
  let now: FileTriggers = { ...files, repositories: 0 };
  const { read, readFiles, told } = source(
    () => open(address),
    () => Promise.resolve(now),
  );
  await read();
  now = files;
  expect(await readFiles()).toBe(true);
  await read();
  const { length } = received;
  now = { ...files, rules: [] };
  expect(await readFiles()).toBe(false);
  expect(received).toHaveLength(length);
  const last = told.at(-1);
  expect(last?.kind === 'shown' && last.comparison.rules).toEqual([]);
});

it('a language server that does not run leaves what is known', async () => {
  const { read, told } = source(
    () => ({ kind: 'noServer' }),
    () => Promise.reject(new Error('not running')),
  );
  expect(await read()).toBe(false);
  expect(told).toEqual([{ kind: 'loading' }]);
});

it('a language server that ends leaves its files, which are shown as older', async () => {
  const { address, received } = await serve();
  let isGone = false;
  const { read, readFiles, told, failures } = source(
    () => open(address),
    () => (isGone ? Promise.reject(new Error('not running')) : Promise.resolve(files)),
  );
  await read();
  isGone = true;
  expect(await readFiles()).toBe(false);
  expect(told.at(-1)).toMatchObject({ kind: 'shown', areFilesOld: true });
  expect(triggerNodes(told.at(-1) ?? { kind: 'loading' })[1]?.kind).toBe('filesOld');
  const { length } = received;
  expect(await read()).toBe(true);
  expect(received.length).toBeGreaterThan(length);
  expect(failures).toEqual(['not running']);
  isGone = false;
  await read();
  expect(told.at(-1)).not.toHaveProperty('areFilesOld');
});

import { describe, expect, it } from 'vitest';
import type { Access } from '../../../client/src/connection/access';
import type { Server } from '../../../client/src/connection/servers';
import { missingParts } from '../../../client/src/knowledge/missingParts';
import { createKnowledgeSource } from '../../../client/src/knowledge/source';
import { readAddress } from '../../../server/src/infrahub/address';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import type { KnowledgeWish } from '../../../server/src/infrahub/readKnowledge';
import { createTransport } from '../../../server/src/infrahub/transport';
import type { RemoteKnowledge } from '../../../server/src/remoteKnowledge';

function open(host: string, branch = 'main'): Access {
  const read = readAddress(`https://${host}`);
  if (!read.ok) throw new Error(read.reason);
  const server: Server = { name: host, address: read.address, insecure: false, source: 'user' };
  const transport = createTransport({ address: read.address, token: 't', fetch: () => Promise.reject(new Error()) });
  return { kind: 'open', server, transport, branch: { name: branch, isDefault: branch === 'main' } };
}

function start() {
  const state = {
    access: open('one.example'),
    version: '1.11.9',
    problem: undefined as InfrahubError['problem'] | undefined,
    runs: true,
    now: 0,
  };
  const sent: (string | undefined)[] = [];
  const wishes: KnowledgeWish[] = [];
  const failures: string[] = [];
  const source = createKnowledgeSource({
    reader: {
      async read(transport, wish): Promise<RemoteKnowledge> {
        wishes.push(wish);
        if (state.problem) throw new InfrahubError('read', transport.address.origin, state.problem);
        return { version: state.version, branch: wish.branch?.name ?? 'none' };
      },
    },
    access: async () => state.access,
    send(knowledge) {
      if (state.runs) sent.push(knowledge === null ? undefined : `${knowledge.version} ${knowledge.branch}`);
      return state.runs;
    },
    onFailure: (message) => failures.push(message),
    now: () => state.now,
  });
  const read = () => source.read(new AbortController().signal);
  return { source, state, sent, wishes, failures, read };
}

describe('what the language server is told', () => {
  it('is what was read, once, until it changes', async () => {
    const { state, sent, read } = start();
    expect(await read()).toBe(true);
    await read();
    expect(sent).toEqual(['1.11.9 main']);
    state.version = '1.12.0';
    await read();
    expect(sent).toEqual(['1.11.9 main', '1.12.0 main']);
  });

  it('is told again when it starts, and when it did not run at the time', async () => {
    const { source, state, sent, read } = start();
    state.runs = false;
    await read();
    expect(sent).toEqual([]);
    state.runs = true;
    source.catchUp();
    source.catchUp();
    expect(sent).toEqual(['1.11.9 main']);
    source.languageServerStarted();
    expect(sent).toEqual(['1.11.9 main', '1.11.9 main']);
  });

  it('is nothing while nobody is signed in', async () => {
    const { source, sent, state } = start();
    state.access = { kind: 'noServer' };
    source.languageServerStarted();
    await source.forgetOthers();
    expect(sent).toEqual([]);
  });

  it.each([
    ['signed out', { kind: 'signedOut', server: undefined }],
    ['not trusted', { kind: 'untrusted' }],
    ['another server', open('two.example')],
    ['another branch', open('one.example', 'work')],
  ] satisfies [string, Access][])('is forgotten at once: %s', async (_, access) => {
    const { source, state, sent, read } = start();
    await read();
    state.access = access;
    await source.forgetOthers();
    expect(sent).toEqual(['1.11.9 main', undefined]);
    expect(source.current).toBeUndefined();
  });

  it('stays while the server does not answer, which is told once', async () => {
    const { source, state, sent, failures, read } = start();
    await read();
    state.problem = { kind: 'refused' };
    expect(await read()).toBe(false);
    expect(await read()).toBe(false);
    expect(sent).toEqual(['1.11.9 main']);
    expect(source.current?.version).toBe('1.11.9');
    expect(failures).toHaveLength(1);
    state.problem = undefined;
    expect(await read()).toBe(true);
    state.problem = { kind: 'refused' };
    await read();
    expect(failures).toHaveLength(2);
  });

  it('goes when the token is refused', async () => {
    const { state, sent, read } = start();
    await read();
    state.problem = { kind: 'unauthorized', hasToken: true };
    await read();
    expect(sent).toEqual(['1.11.9 main', undefined]);
  });

  it('is not what another server said when the answer came late', async () => {
    const { source, state, sent } = start();
    const reading = source.read(new AbortController().signal);
    state.access = open('two.example');
    await reading;
    expect(sent).toEqual([]);
    const control = new AbortController();
    const cancelled = source.read(control.signal);
    control.abort();
    expect(await cancelled).toBe(false);
    expect(sent).toEqual([]);
  });
});

it('lists are read at first, for another branch, and when a minute has passed', async () => {
  const { state, wishes, read } = start();
  await read();
  state.now = 30_000;
  await read();
  state.now = 60_000;
  await read();
  state.access = open('one.example', 'work');
  await read();
  state.access = { ...open('one.example'), kind: 'noBranch' } as Access;
  await read();
  expect(wishes.map(({ branch, lists }) => `${branch?.name ?? 'none'} ${lists}`)).toEqual([
    'main true',
    'main false',
    'main true',
    'work true',
    'none true',
  ]);
});

it('everything is read for who asks for it, and it is known when that failed', async () => {
  const { source, state, wishes, read } = start();
  await read();
  const all = () => source.read(new AbortController().signal, { all: true });
  expect(await all()).toBe(true);
  expect(wishes.map(({ lists }) => lists)).toEqual([true, true]);
  expect(source.failure).toBeUndefined();
  state.problem = { kind: 'refused' };
  expect(await all()).toBe(false);
  // What was read before is still there, and not to be taken for what is there now.
  expect(source.current?.version).toBe('1.11.9');
  expect(source.failure).toContain('one.example');
  state.problem = undefined;
  expect(await all()).toBe(true);
  expect(source.failure).toBeUndefined();
});

it('what could not be read is named', () => {
  const whole: RemoteKnowledge = {
    version: '1',
    branch: 'work',
    defaultBranch: 'main',
    kinds: [],
    definitions: [],
    groups: [],
    rules: [],
    actions: [],
    onDefault: { kinds: [], definitions: [], groups: [] },
  };
  expect(missingParts(whole)).toEqual([]);
  expect(missingParts({ ...whole, branch: 'main', onDefault: undefined })).toEqual([]);
  expect(missingParts({ ...whole, groups: undefined, rules: undefined })).toEqual(['groups', 'rules']);
  expect(missingParts({ ...whole, onDefault: { kinds: [], definitions: [] } })).toEqual(['onDefault']);
  expect(missingParts({ ...whole, onDefault: undefined })).toEqual(['onDefault']);
  expect(missingParts({ version: '1', branch: 'work', kinds: [] })).toEqual([
    'definitions',
    'groups',
    'rules',
    'actions',
    'onDefault',
  ]);
});

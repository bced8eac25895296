import { describe, expect, it } from 'vitest';
import type { RunsSituation } from '../../../client/src/views/runs/situation';
import { createRunsSource } from '../../../client/src/views/runs/source';
import type { Access } from '../../../client/src/connection/access';
import { serverKey, type Server } from '../../../client/src/connection/servers';
import { readAddress } from '../../../server/src/infrahub/address';
import type { Transport } from '../../../server/src/infrahub/transport';
import type { FileLayers } from '../../../server/src/protocol/layers';
import { sendJson } from '../../infrahubApi/startServer';
import { recordedServer, serveTraces, type TraceServerOptions } from '../../infrahubApi/trace/traceServer';

const files: FileLayers = { repositories: 1, layers: [] };

const read = readAddress('https://lab.example');
if (!read.ok) throw new Error(read.reason);
const server: Server = { name: 'Lab', address: read.address, insecure: false, source: 'user' };

function open(transport: Transport, name = 'exp3'): Access {
  return { kind: 'open', server, transport, branch: { name, isDefault: false } };
}

/** A source with what it told. */
function source(access: () => Access, ofFiles: () => Promise<FileLayers> = () => Promise.resolve(files)) {
  const told: RunsSituation[] = [];
  const failures: string[] = [];
  const gone: string[] = [];
  const clock = { time: Date.parse('2026-11-22T12:00:00Z') };
  const made = createRunsSource({
    files: ofFiles,
    access: async () => access(),
    onChange: (situation) => void told.push(situation),
    onFailure: (message) => void failures.push(message),
    onBranchGone: (branch) => void gone.push(branch),
    now: () => clock.time,
  });
  return { ...made, read: () => made.read(new AbortController().signal), told, failures, gone, clock };
}

async function sourceOf(held: TraceServerOptions) {
  const { transport, asked } = await serveTraces(held);
  return { ...source(() => open(transport)), asked };
}

describe('the runs of a branch', () => {
  it('are told with the account that reads them', async () => {
    const { read: readOnce, told } = await sourceOf(recordedServer());
    expect(await readOnce()).toBe(true);
    const last = told.at(-1);
    expect(last).toMatchObject({
      kind: 'shown',
      server: 'Lab',
      key: serverKey(server),
      account: 'Ada',
      branch: { name: 'exp3' },
      isCut: false,
    });
    expect(last?.kind === 'shown' && last.traces.map(({ counts }) => counts.runs)).toEqual([5]);
  });

  it('are told once while nothing changes', async () => {
    const { read: readOnce, told } = await sourceOf(recordedServer());
    await readOnce();
    const { length } = told;
    await readOnce();
    expect(told).toHaveLength(length);
  });

  it('that are none are told as such', async () => {
    const { read: readOnce, told } = await sourceOf({ tasks: [], events: [] });
    await readOnce();
    expect(told.at(-1)).toEqual({
      kind: 'empty',
      server: 'Lab',
      key: serverKey(server),
      account: 'Ada',
      branch: { name: 'exp3', isDefault: false },
    });
  });

  it('of another branch are shown when somebody wants that', async () => {
    const { read: readOnce, told, look } = await sourceOf(recordedServer());
    await readOnce();
    look('main');
    await readOnce();
    expect(told.at(-1)).toMatchObject({ kind: 'empty', branch: { name: 'main', isDefault: true } });
    look(undefined);
    await readOnce();
    expect(told.at(-1)).toMatchObject({ kind: 'shown', branch: { name: 'exp3' } });
  });

  it('of another branch are left when that is deleted, which is said once', async () => {
    let isDeleted = false;
    const {
      read: readOnce,
      told,
      look,
      gone,
      clock,
    } = await sourceOf({
      ...recordedServer(),
      intercept(name, response, url) {
        const isGone = isDeleted && url.includes('/graphql/side') && name === 'CascadeGeneratorDefinitions';
        if (isGone) sendJson(response, { errors: ['Branch: side not found.'] }, 404);
        return isGone;
      },
    });
    look('side');
    await readOnce();
    expect(told.at(-1)).toMatchObject({ kind: 'empty', branch: { name: 'side' } });
    isDeleted = true;
    clock.time += 60_000;
    expect(await readOnce()).toBe(true);
    expect(told.at(-1)).toMatchObject({ kind: 'shown', branch: { name: 'exp3' } });
    await readOnce();
    expect(gone).toEqual(['side']);
  });

  it('go on with another token', async () => {
    const held = recordedServer();
    const [first, second] = [await serveTraces(held), await serveTraces(held)];
    let access = open(first.transport);
    const { read: readOnce } = source(() => access);
    await readOnce();
    await first.server.close();
    access = open(second.transport);
    expect(await readOnce()).toBe(true);
  });
});

describe('a run that has failed', () => {
  const failing = (logs?: TraceServerOptions['logs']): TraceServerOptions & { readonly id: string } => {
    const held = recordedServer();
    const run = held.tasks.find(({ workflow }) => workflow === 'generator-run');
    const id = '11111111-2222-4333-8444-555555555555';
    const failed = { ...run, id, state: 'FAILED', conclusion: 'failure' };
    return { id, events: held.events, tasks: held.tasks.map((task) => (task === run ? failed : task)), logs };
  };
  const traceback =
    'Traceback (most recent call last):\n  File "<path>", line 1, in f\n    raise x\nRuntimeError: Pod p1 has no design';
  const line = { timestamp: '2026-11-22T11:40:05+00:00', severity: 'error', message: traceback };

  it('says why, as its exception does', async () => {
    const { id } = failing();
    const { read: readOnce, told, asked } = await sourceOf(failing({ [id]: [line] }));
    await readOnce();
    expect(told.at(-1)).toMatchObject({ reasons: { [id]: 'Pod p1 has no design' } });
    await readOnce();
    expect(asked().filter(({ name }) => name === 'CascadeTaskLogs')).toHaveLength(1);
  });

  it('is asked again while the log is not there yet, but not for ever', async () => {
    const { read: readOnce, told, asked } = await sourceOf(failing());
    for (let count = 0; count < 8; count++) await readOnce();
    expect(told.at(-1)).toMatchObject({ reasons: {} });
    expect(asked().filter(({ name }) => name === 'CascadeTaskLogs')).toHaveLength(5);
  });
});

describe('without a server', () => {
  it.each<[string, Access, object]>([
    ['that is trusted', { kind: 'untrusted' }, { kind: 'untrusted' }],
    ['at all', { kind: 'noServer' }, { kind: 'noServer' }],
    ['one is signed in to', { kind: 'signedOut', server }, { kind: 'signedOut', server: 'Lab' }],
  ])('%s the view says what is missing', async (_, access, situation) => {
    const { read: readOnce, told } = source(() => access);
    expect(await readOnce()).toBe(true);
    expect(told.at(-1)).toEqual(situation);
  });

  it('or without a branch it says so; it never takes the default one', async () => {
    const { transport, asked } = await serveTraces(recordedServer());
    const { read: readOnce, told } = source(() => ({ kind: 'noBranch', server, transport, gitBranch: 'feature' }));
    await readOnce();
    expect(told.at(-1)).toEqual({ kind: 'noBranch', server: 'Lab', gitBranch: 'feature' });
    expect(asked()).toEqual([]);
  });

  it('or without a repository nothing is asked', async () => {
    const { transport, asked } = await serveTraces(recordedServer());
    const { read: readOnce, told } = source(
      () => open(transport),
      () => Promise.resolve({ repositories: 0, layers: [] }),
    );
    await readOnce();
    expect(told).toEqual([{ kind: 'noRepository' }]);
    expect(asked()).toEqual([]);
  });
});

describe('a server that fails', () => {
  const hostile = '<b>token</b> \u001b[31m \u202e';
  it.each<[string, string, number, unknown, RunsSituation['kind'], RegExp]>([
    ['refuses the token', 'CascadeAccount', 401, { errors: [{ message: 'Invalid token' }] }, 'unauthorized', /Sign in/],
    ['fails', 'CascadeTasks', 503, {}, 'unreachable', /HTTP 503/],
    [
      'has no events',
      'CascadeEvents',
      200,
      { errors: [{ message: 'Cannot query field' }] },
      'unusable',
      /Cannot query/,
    ],
    ['answers in another shape', 'CascadeTasks', 200, { data: { InfrahubTask: [] } }, 'unusable', /version/],
    ['says errors that are texts', 'CascadeTasks', 200, { errors: [hostile] }, 'unusable', /list the tasks/],
    [
      'does not know the branch',
      'CascadeGeneratorDefinitions',
      404,
      { errors: ['Branch: exp3 not found.'] },
      'unusable',
      /branch/,
    ],
  ])('%s', async (_, name, status, body, kind, message) => {
    const {
      read: readOnce,
      told,
      failures,
    } = await sourceOf({
      ...recordedServer(),
      intercept(asked, response) {
        if (asked === name) sendJson(response, body, status);
        return asked === name;
      },
    });
    expect(await readOnce()).toBe(false);
    expect(told.at(-1)).toMatchObject({ kind, server: 'Lab', failure: { message: expect.stringMatching(message) } });
    expect(failures.join()).not.toMatch(/[\p{Cc}\u202e]/u);
    await readOnce();
    expect(failures).toHaveLength(1);
  });

  it('keeps what was read before, says so, and recovers', async () => {
    let isBroken = false;
    const { read: readOnce, told } = await sourceOf({
      ...recordedServer(),
      intercept(_name, response) {
        if (isBroken) response.writeHead(503).end();
        return isBroken;
      },
    });
    await readOnce();
    isBroken = true;
    expect(await readOnce()).toBe(false);
    expect(told.at(-1)).toMatchObject({ kind: 'shown', failure: { kind: 'unreachable' } });
    isBroken = false;
    await readOnce();
    expect(told.at(-1)).toMatchObject({ kind: 'shown', failure: undefined });
  });
});

it('a language server that does not run leaves what is known', async () => {
  const { read: readOnce, told } = source(
    () => ({ kind: 'noServer' }),
    () => Promise.reject(new Error('not running')),
  );
  expect(await readOnce()).toBe(false);
  expect(told).toEqual([{ kind: 'loading' }]);
});

it('a language server that ends stops nothing: runs are of the server alone', async () => {
  const held = recordedServer();
  const { transport } = await serveTraces({ ...held, tasks: [], events: [] });
  const other = await serveTraces(held);
  let [isGone, now] = [false, transport];
  const followed = source(
    () => open(now),
    () => (isGone ? Promise.reject(new Error('not running')) : Promise.resolve(files)),
  );
  await followed.read();
  expect(followed.told.at(-1)?.kind).toBe('empty');
  isGone = true;
  now = other.transport;
  followed.clock.time += 60_000;
  expect(await followed.read()).toBe(true);
  expect(followed.told.at(-1)?.kind).toBe('shown');
  expect(followed.failures).toEqual(['not running']);
});

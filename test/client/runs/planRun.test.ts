import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../client/src/runs/carryOut';
import { planRun, type AgreedRun, type PlanScreen, type RunWishes } from '../../../client/src/runs/planRun';
import { noticesOf } from '../../../client/src/runs/preflight';
import { resultText } from '../../../client/src/runs/resultText';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../../server/src/infrahub/transport';
import type { FileLayer } from '../../../server/src/protocol/layers';
import { serve } from '../../infrahubApi/httpServer';
import { answerRuns, runnable, type Runnable } from '../../infrahubApi/runnableInfrahub';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const layer = (generator: string): FileLayer => ({
  uri: 'file:///r/.infrahub.yml',
  range,
  root: 'file:///r',
  generator,
  group: 'racks',
  kinds: ['LocationRack'],
  order: 0,
  upstream: [],
  watched: [],
  parents: [],
  writes: [],
  creates: [],
  helpers: [],
  exclusions: [],
});

interface Scene {
  readonly server?: Partial<Runnable>;
  readonly wishes?: RunWishes;
  readonly layers?: readonly FileLayer[];
  readonly answers?: Partial<PlanScreen>;
  readonly otherTargets?: readonly string[];
  readonly otherWrites?: readonly string[];
  readonly keeps?: readonly string[];
  readonly isOpen?: boolean;
}

async function transportTo(server: Runnable): Promise<Transport> {
  const { address } = await serve(answerRuns(server));
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  return createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
}

/** Plans with a person who takes what is offered first, and notes what was asked. */
async function plan(scene: Scene = {}) {
  const { server: parts, wishes = {}, layers = [layer('generate-rack')], answers } = scene;
  const { otherTargets, otherWrites, keeps, isOpen = false } = scene;
  const server = runnable(parts);
  const transport = await transportTo(server);
  const seen: string[] = [];
  const first = <T>(list: readonly T[]): Promise<{ kind: 'chosen'; value: T } | { kind: 'left' }> => {
    const [value] = list;
    return Promise.resolve(value === undefined ? { kind: 'left' } : { kind: 'chosen', value });
  };
  const screen: PlanScreen = {
    during: (_, run) => run(new AbortController().signal),
    askGenerator(choices) {
      seen.push(`generators ${choices.map(({ name, definition }) => (definition ? name : `(${name})`)).join()}`);
      return first(choices);
    },
    askBranch(all, preset) {
      seen.push(`branches ${all.map(({ name }) => name).join()} at ${preset ?? 'none'}`);
      return first(all.filter(({ name }) => name === (preset ?? 'work')));
    },
    askTargets(source) {
      seen.push(source.kind === 'all' ? `targets ${source.members.length}` : `search among ${source.count}`);
      return Promise.resolve({ kind: 'chosen', value: undefined });
    },
    review(_, before) {
      seen.push(
        `review ${noticesOf(before)
          .map(({ kind }) => kind)
          .join()}`,
      );
      return Promise.resolve({ kind: 'chosen', value: 'server' });
    },
    explain(problem) {
      seen.push(problem.kind);
    },
    ...answers,
  };
  const agreed = await planRun({
    transport,
    serverKey: 'lab',
    branchInUse: undefined,
    wishes,
    layers,
    objects: [
      {
        name: 'generate-rack',
        signals: [],
        creates: ['NetworkDevice'],
        otherTargets,
        otherWrites,
        keeps,
        isOpen,
      },
    ],
    compareLocal: () => Promise.resolve({ kind: 'compared', differing: [], uncommitted: [], unsaved: [] }),
    screen,
    title: 'Run',
  });
  return { agreed, seen, server, transport };
}

async function run(scene: Scene = {}) {
  const planned = await plan(scene);
  const { agreed, transport } = planned;
  if (!agreed) throw new Error('nothing was agreed to');
  const carried = await carryOut({
    transport,
    agreed,
    signal: new AbortController().signal,
    onStart: () => undefined,
    onChange: () => undefined,
    pause: () => Promise.resolve(),
  });
  return { ...planned, ...carried };
}

describe('planning a run', () => {
  it('asks for generator, branch and targets, and shows what there is to know', async () => {
    const { agreed, seen } = await plan();
    expect(seen).toEqual(['generators generate-rack', 'branches main,work at none', 'targets 3', 'review ']);
    expect(agreed?.run).toMatchObject({
      branch: { name: 'work', isDefault: false },
      targets: undefined,
      strangers: [],
    });
  });

  it('asks nothing that the command was told', async () => {
    const wishes = { generator: 'generate-rack', server: 'lab', branch: 'work', targets: ['id-r2', 'no-member'] };
    const { agreed, seen } = await plan({ wishes });
    expect(seen).toEqual(['review strangers']);
    expect(agreed?.run).toMatchObject({ targets: [{ id: 'id-r2', name: 'r2' }], strangers: ['no-member'] });
  });

  it('knows members of groups that are too large for a list from other objects', async () => {
    const others = [{ id: 'id-other', kind: 'LocationRack', name: 'other' }];
    const ids = Array.from({ length: 450 }, (_, index) => `id-gone-${index}`);
    const wishes = { generator: 'generate-rack', branch: 'work', targets: ['id-other', 'id-r2', ...ids, 'id-r3'] };
    const { agreed } = await plan({ wishes, server: { memberCount: 10_000, others } });
    expect(agreed?.run.targets?.map(({ name }) => name)).toEqual(['r2', 'r3']);
    expect(agreed?.run.strangers).toEqual(['id-other', ...ids]);
  });

  it('never takes an empty list for all targets', async () => {
    const wishes = { generator: 'generate-rack', branch: 'work', targets: ['no-member'] };
    const { agreed, seen } = await plan({ wishes });
    expect(seen).toEqual(['noMembers']);
    expect(agreed).toBeUndefined();
  });

  it('explains what only the files have, and asks again', async () => {
    const answers: string[] = [];
    const { seen, agreed } = await plan({
      layers: [layer('only-here'), layer('generate-rack')],
      answers: {
        askGenerator(choices) {
          answers.push(choices.map(({ name }) => name).join());
          const value = answers.length === 1 ? choices[1] : choices[0];
          return Promise.resolve(value ? { kind: 'chosen', value } : { kind: 'left' });
        },
      },
    });
    expect(answers).toEqual(['generate-rack,only-here', 'generate-rack,only-here']);
    expect(seen[0]).toBe('notOnServer');
    expect(agreed?.run.definition.name).toBe('generate-rack');
  });

  it('searches in groups that are too large for a list', async () => {
    const { seen } = await plan({ server: { memberCount: 10_000 } });
    expect(seen[2]).toBe('search among 10000');
  });

  it.each<[string, Scene, string]>([
    ['a choice from another server', { wishes: { generator: 'generate-rack', server: 'field' } }, 'otherServer'],
    ['an unknown branch', { wishes: { branch: 'gone' } }, 'unknownBranch'],
    ['an unknown generator', { wishes: { generator: 'gone' } }, 'unknownGenerator'],
    [
      'no generator at all',
      { layers: [], server: { generator: { id: 'x', name: 'x', branches: [] } } },
      'noGenerators',
    ],
    ['a group without members', { server: { members: [] } }, 'noTargets'],
    [
      'a branch that is older than the generator',
      {
        server: { generator: { id: 'x', name: 'generate-rack', branches: ['main'] } },
        wishes: { generator: 'generate-rack' },
      },
      'notOnBranch',
    ],
  ])('says so of %s', async (_, scene, problem) => {
    let branches = 0;
    const askBranch: PlanScreen['askBranch'] = (all) => {
      branches += 1;
      const value = all.find(({ name }) => name === 'work');
      // Asked again it is left.
      return Promise.resolve(branches > 1 || !value ? { kind: 'left' } : { kind: 'chosen', value });
    };
    const { seen, agreed } = await plan({ ...scene, answers: { askBranch } });
    expect(seen).toContain(problem);
    expect(agreed).toBeUndefined();
  });

  it('says why nothing here can be held against the code of the server', async () => {
    const local = async (layers: readonly FileLayer[]) => (await plan({ layers })).agreed?.before.local;
    const other = { ...layer('generate-rack'), root: 'file:///other' };
    expect(await local([])).toEqual({ kind: 'unknown', why: 'noFile', unsaved: [] });
    expect(await local([layer('generate-rack'), other])).toEqual({ kind: 'unknown', why: 'several', unsaved: [] });
    expect(await local([layer('generate-rack')])).toMatchObject({ kind: 'compared' });
  });

  it('names everything that is not as it should be', async () => {
    const rack = { id: 'id-r1', kind: 'LocationRack', name: 'r1' };
    const { agreed, seen } = await plan({
      server: {
        activeWorkers: 1,
        goneWorkers: 1,
        configuring: 4,
        tracked: [rack],
        commits: { main: 'aaaaaaa', work: 'bbbbbbb' },
        agnostic: ['LocationRack'],
      },
    });
    expect(seen.at(-1)).toBe('review lacksWorker,trackedTargets,otherCommit,configuring');
    expect(agreed?.before).toMatchObject({ configuring: 4, agnosticKinds: ['LocationRack'] });
  });

  it('says that a lost process may be the task worker where several answer requests', async () => {
    const notices = async (activeWorkers: number, goneWorkers: number) =>
      (await plan({ server: { activeWorkers, goneWorkers } })).seen.at(-1);
    expect(await notices(4, 1)).toBe('review lostProcesses');
    expect(await notices(4, 0)).toBe('review ');
    expect(await notices(1, 1)).toBe('review lacksWorker');
  });

  it('names what only the files know as a target, whatever it inherits', async () => {
    const tracked = [{ id: 'id-p1', kind: 'NetworkPod', name: 'p1' }];
    expect((await plan({ server: { tracked } })).seen.at(-1)).toBe('review ');
    const { seen } = await plan({ server: { tracked }, otherTargets: ['NetworkPod'] });
    expect(seen.at(-1)).toBe('review trackedTargets');
  });

  it('names what only groups or rules of the server know as a target, where the code explains nothing of it', async () => {
    const pod = { id: 'id-p1', kind: 'NetworkPod', name: 'p1' };
    const last = async (server: Partial<Runnable>, keeps?: readonly string[]) =>
      (await plan({ server: { tracked: [pod], ...server }, keeps })).seen.at(-1);
    expect(await last({ members: [pod] }, ['NetworkDevice'])).toBe('review trackedTargets');
    expect(await last({ watched: ['NetworkPod'] }, ['NetworkDevice'])).toBe('review trackedTargets');
    // Nobody knows what the code saves.
    expect(await last({ members: [pod], watched: ['NetworkPod'] })).toBe('review trackedTargets');
    // In no group, watched by no rule; saved with tracking.
    expect(await last({}, ['NetworkDevice'])).toBe('review ');
    expect(await last({ members: [pod], watched: ['NetworkPod'] }, ['NetworkPod'])).toBe('review ');
  });

  it('says when the server does not tell what it shows as targets, or when too much is tracked to ask of it', async () => {
    const pods = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `p${at}`, kind: 'NetworkPod', name: `p${at}` }));
    const failures = async (server: Partial<Runnable>) => (await plan({ server })).agreed?.before.failures;
    expect(await failures({ tracked: pods(2000) })).toEqual([]);
    expect(await failures({ tracked: pods(2001) })).toEqual([
      'Only the first 2000 of 2001 tracked objects were looked up in the groups of targets.',
    ]);
    expect(await failures({ tracked: pods(1), hidesTargets: true })).toEqual([
      'Targets that only rules of the server show are not known: not today',
      'Targets that only groups of the server show are not known on branch work: not today',
    ]);
    expect(await failures({ hidesTargets: true })).toEqual([]);
  });

  it('names agnostic kinds that the generator only changes, saves without tracking or deletes', async () => {
    const server = { agnostic: ['LocationRack'] };
    expect((await plan({ server })).agreed?.before.agnosticKinds).toEqual([]);
    const { agreed } = await plan({ server, otherWrites: ['LocationRack'] });
    expect(agreed?.before.agnosticKinds).toEqual(['LocationRack']);
  });

  it('names the agnostic kinds that it may change where the code or the tracking is not all known, those of Infrahub not', async () => {
    const server = { agnostic: ['LocationRack', 'CoreStandardGroup', 'InternalToken'] };
    const others = async (parts: Partial<Scene>) =>
      (await plan({ server, ...parts })).agreed?.before.otherAgnosticKinds;
    const known = { keeps: ['NetworkDevice'] };
    expect(await others(known)).toEqual([]);
    // What it saves with tracking may be of any kind.
    expect(await others({})).toEqual(['LocationRack']);
    expect(await others({ ...known, isOpen: true })).toEqual(['LocationRack']);
    expect(await others({ ...known, isOpen: true, otherWrites: ['LocationRack'] })).toEqual([]);
    expect(await others({ ...known, server: { ...server, hidesGroups: true } })).toEqual(['LocationRack']);
    expect(await others({ ...known, server: { ...server, hidesSchema: true } })).toEqual([]);
  });

  it('knows when it could not read which kinds are the same on every branch', async () => {
    expect((await plan()).agreed?.before.knowsAgnosticKinds).toBe(true);
    const hidden = (await plan({ server: { hidesSchema: true } })).agreed?.before;
    expect(hidden).toMatchObject({ agnosticKinds: [], knowsAgnosticKinds: false });
    expect(hidden?.failures).toHaveLength(1);
  });

  it('says when not everything that a run may delete was read', async () => {
    const tracked = Array.from({ length: 5001 }, (_, at) => ({ id: `d${at}`, kind: 'NetworkDevice', name: `d${at}` }));
    const { before } = (await plan({ server: { tracked } })).agreed ?? {};
    expect(before?.failures).toEqual([expect.stringContaining('not all shown')]);
    const fewer = (await plan({ server: { tracked: tracked.slice(1) } })).agreed;
    expect(fewer?.before.failures).toEqual([]);
  });

  it('reads anew after something was put right', async () => {
    let reviews = 0;
    const review: PlanScreen['review'] = () => {
      reviews += 1;
      return Promise.resolve({ kind: 'chosen', value: reviews < 3 ? 'again' : 'server' });
    };
    expect((await plan({ answers: { review } })).agreed?.way).toBe('server');
    expect(reviews).toBe(3);
  });
});

describe('a run', () => {
  const device = (name: string) => ({ id: `id-${name}`, kind: 'NetworkDevice', name });

  it('tells what was created, kept and deleted', async () => {
    const rack = { id: 'id-lost', kind: 'LocationRack', name: 'lost' };
    const { server, outcome } = await run({
      server: { tracked: [device('a'), rack], trackedAfter: [device('a'), device('b')] },
    });
    expect(server.started).toEqual({ branch: 'work', nodes: [] });
    expect(outcome).toMatchObject({ stage: 'done', done: 3, failed: [], missing: [] });
    expect(outcome?.objects?.deleted.map(({ name }) => name)).toEqual(['lost']);
    const text = outcome && resultText({ generator: 'generate-rack', branch: 'work', server: 'Lab' }, outcome);
    expect(text).toBe(
      [
        'generate-rack on branch work of Lab',
        '',
        'Targets done: 3, failed: 0',
        '',
        'Deleted: 1',
        '  LocationRack (1)',
        '    lost',
        '',
        'Created: 1',
        '  NetworkDevice (1)',
        '    b',
        '',
        'Kept: 1',
        '  NetworkDevice (1)',
        '    a',
        '',
      ].join('\n'),
    );
  });

  it('that fails says why, target by target', async () => {
    const wishes = { generator: 'generate-rack', branch: 'work', targets: ['id-r2'] };
    const { server, outcome } = await run({ wishes, server: { ending: 'FAILED' } });
    expect(server.started?.nodes).toEqual(['id-r2']);
    expect(outcome).toMatchObject({
      stage: 'failed',
      done: 0,
      failed: [{ name: 'r2', reason: 'Pod p1 is not fully generated.' }],
    });
  });

  it('goes on at the server when the token is taken no more, which is no failure of the run', async () => {
    const { outcome, lost } = await run({ server: { afterStart: 'refuses' } });
    expect(outcome).toBeUndefined();
    expect(lost).toMatchObject({ needsSignIn: true, deleted: undefined });
    expect(lost?.reason).toContain('Sign in');
  });

  it('of which the server has lost the task tells what it has deleted by then', async () => {
    const rack = { id: 'id-lost', kind: 'LocationRack', name: 'lost' };
    const server = { afterStart: 'forgets' as const, tracked: [rack, device('a')], trackedAfter: [device('a')] };
    const { outcome, lost } = await run({ server });
    expect(outcome).toBeUndefined();
    expect(lost?.needsSignIn).toBe(false);
    expect(lost?.reason).toContain('does not know the task');
    expect(lost?.deleted?.map(({ name }) => name)).toEqual(['lost']);
  });

  it('for no target is not started', async () => {
    const { agreed, transport, server } = await plan();
    if (!agreed) throw new Error('nothing was agreed to');
    const none: AgreedRun = { ...agreed, run: { ...agreed.run, targets: [] } };
    const options = { signal: new AbortController().signal, onStart: () => undefined, onChange: () => undefined };
    await expect(carryOut({ transport, agreed: none, ...options })).rejects.toThrow('no target');
    expect(server.started).toBeUndefined();
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { chooseBranch, createPickedBranches } from '../../client/src/connection/branchChoice';
import { branchNameProblem } from '../../client/src/connection/branchName';
import { createBranchOfServer } from '../../client/src/connection/branchOfServer';
import { mappedBranch } from '../../client/src/connection/branchPattern';
import { joinedHeads, readGitHead, type CheckedOut } from '../../client/src/connection/gitHead';
import { knownServers, type Server } from '../../client/src/connection/servers';
import { readAddress } from '../../server/src/infrahub/address';
import type { Branch } from '../../server/src/infrahub/operations/branches';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import { serve } from '../infrahubApi/httpServer';
import { sendJson, type Handler } from '../infrahubApi/startServer';
import { git } from '../cli/commandLine';

const branches: Branch[] = ['main', 'feature/racks', 'dev-pods', 'picked'].map((name) => ({
  name,
  isDefault: name === 'main',
  description: '',
}));

function serverAt(address: string, insecure = false): Server {
  const [found] = knownServers({ user: [{ name: 'Lab', address, insecure }] }, {}).servers;
  if (!found) throw new Error('no server');
  return found;
}

function memory() {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
}

describe('the branch of a server', () => {
  const patterns = { 'feature/*': 'dev-${1}', master: 'main', 'gone/**': 'gone-${1}' };
  const on = (branch: string | undefined): CheckedOut => ({ isGit: true, branch });
  const choose = (branch: string | undefined, picked?: string) =>
    chooseBranch(branches, { git: on(branch), picked, patterns })?.name;

  it('is that of an equal name before that of a pattern, and the picked one before both', () => {
    expect(choose('feature/racks')).toBe('feature/racks');
    expect(choose('feature/pods')).toBe('dev-pods');
    expect(choose('master')).toBe('main');
    expect(choose('feature/racks', 'picked')).toBe('picked');
    expect(choose(undefined, 'picked')).toBe('picked');
    expect(chooseBranch(branches, { git: on('main'), picked: undefined, patterns })).toEqual({
      name: 'main',
      isDefault: true,
    });
  });

  it('is the one named with the server where there is no git', () => {
    const named = (git: CheckedOut, name: string, picked?: string) =>
      chooseBranch(branches, { git, picked, patterns, named: name })?.name;
    const none: CheckedOut = { isGit: false, branch: undefined };
    expect(named(none, 'dev-pods')).toBe('dev-pods');
    expect(named(none, 'main')).toBeUndefined();
    expect(named(none, 'dev-pods', 'picked')).toBe('picked');
    expect(named(on('picked'), 'dev-pods')).toBe('picked');
    // Nobody asked to write to another branch than that of the work at hand.
    expect(named(on('other'), 'dev-pods')).toBeUndefined();
    expect(named(on('feature/gone'), 'dev-pods')).toBeUndefined();
    // A commit without a branch, or repositories on different ones.
    expect(named(on(undefined), 'dev-pods')).toBeUndefined();
    expect(named(on(undefined), 'dev-pods', 'picked')).toBe('picked');
  });

  it('is never the default one instead of another', () => {
    expect(choose('other')).toBeUndefined();
    expect(choose(undefined)).toBeUndefined();
    expect(choose('feature/gone')).toBeUndefined();
    expect(choose('gone/deep/down')).toBeUndefined();
    // The picked one was deleted: nobody wants to write to the default branch because of that.
    expect(choose('main', 'deleted')).toBeUndefined();
  });
});

test.each([
  ['feature/a', { 'feature/*': 'dev-${1}' }, 'dev-a'],
  ['feature/a/b', { 'feature/*': 'dev-${1}' }, undefined],
  ['feature/a/b', { 'feature/**': '${branch}-x ${2}' }, 'feature/a/b-x '],
  ['a-1', { 'b*': 'no', '*-*': '${2}.${1}', '**': 'late' }, '1.a'],
  ['fix', { '{fix,mend}': 'x' }, 'x'],
  ['fix', { '': 'x', '[': 'y' }, undefined],
  ['(a+)+b', { '(a+)+$': 'x' }, undefined],
])('%s with %j is %s', (name, patterns: Record<string, string>, wanted) => {
  expect(mappedBranch(name, patterns)).toBe(wanted);
});

test('a pick is kept by server and branch of git', async () => {
  const [one, other] = [serverAt('https://one.example.com'), serverAt('https://other.example.com')];
  const kept = memory();
  const picked = createPickedBranches(kept);
  await picked.keep(one, 'work', 'a');
  await picked.keep(one, undefined, 'b');
  await picked.keep(other, 'work', 'c');
  const again = createPickedBranches(kept);
  expect([again.find(one, 'work'), again.find(one, undefined), again.find(other, 'work')]).toEqual(['a', 'b', 'c']);
  expect(again.find(one, 'main')).toBeUndefined();
  await picked.keep(one, 'work', undefined);
  expect([again.find(one, 'work'), again.find(one, undefined)]).toEqual([undefined, 'b']);
  kept.kept.set([...kept.kept.keys()][0] ?? '', 'broken');
  expect(again.find(one, 'work')).toBeUndefined();
});

test('a pick is of a server by address and certificates, and of one that an earlier version kept by its address', async () => {
  const address = 'https://one.example.com';
  const [checked, unchecked] = [serverAt(address), serverAt(address, true)];
  const kept = memory();
  const picked = createPickedBranches(kept);
  await picked.keep(checked, 'work', 'a');
  expect([picked.find(checked, 'work'), picked.find(unchecked, 'work')]).toEqual(['a', undefined]);
  await kept.update([...kept.kept.keys()][0] ?? '', { [JSON.stringify([address, 'work'])]: 'old' });
  expect([picked.find(checked, 'work'), picked.find(unchecked, 'work')]).toEqual(['old', 'old']);
  await picked.keep(checked, 'work', 'new');
  expect(picked.find(checked, 'work')).toBe('new');
  await picked.keep(checked, 'work', undefined);
  expect(picked.find(checked, 'work')).toBeUndefined();
});

describe('the name of a new branch', () => {
  it.each([
    ['ab', 'short'],
    ['a'.repeat(251), 'long'],
    ['main', 'taken'],
    ['a b..c', 'characters'],
    ['/abc', 'characters'],
    ['abc/', 'characters'],
    ['abc.lock', 'characters'],
    ['a//b', 'characters'],
    ['a~b', 'characters'],
    ['a\nb', 'characters'],
    ['feature/racks-2', undefined],
    ['Ünïcode', undefined],
  ])('%s: %s', (name, problem) => {
    expect(branchNameProblem(name, ['main'])).toBe(problem);
  });
});

describe('what git has checked out', () => {
  function folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'cascade-'));
    onTestFinished(() => rmSync(path, { recursive: true }));
    return path;
  }

  it('is read in the folder or above it, in further working trees too', async () => {
    const root = folder();
    const repository = join(root, 'repository');
    mkdirSync(join(repository, 'deep', 'down'), { recursive: true });
    expect(await readGitHead(join(repository, 'deep', 'down'))).toBeUndefined();
    git(repository, 'init', '-q', '-b', 'feature/racks');
    expect((await readGitHead(repository))?.branch).toBe('feature/racks');
    expect((await readGitHead(join(repository, 'deep', 'down')))?.branch).toBe('feature/racks');
    writeFileSync(join(repository, 'file'), '');
    git(repository, 'add', '-A');
    git(repository, 'commit', '-q', '-m', 'One');
    git(repository, 'worktree', 'add', '-q', '-b', 'other', join(root, 'tree'));
    expect((await readGitHead(join(root, 'tree')))?.branch).toBe('other');
    git(repository, 'checkout', '-q', '--detach');
    const detached = await readGitHead(repository);
    expect([detached?.branch, detached?.file]).toEqual([undefined, join(repository, '.git', 'HEAD')]);
  });

  it('is one branch only where all folders agree', () => {
    const head = (branch: string | undefined) => ({ branch });
    expect(joinedHeads([])).toEqual({ isGit: false, branch: undefined });
    expect(joinedHeads([undefined, undefined])).toEqual({ isGit: false, branch: undefined });
    expect(joinedHeads([head('a'), head('a')])).toEqual({ isGit: true, branch: 'a' });
    const unclear = { isGit: true, branch: undefined };
    expect([[head('a'), head('b')], [head('a'), undefined], [head(undefined)]].map(joinedHeads)).toEqual([
      unclear,
      unclear,
      unclear,
    ]);
  });

  it('is nothing where .git is something else', async () => {
    const root = folder();
    writeFileSync(join(root, '.git'), 'gitdir: /nowhere/at/all\n');
    expect(await readGitHead(root)).toBeUndefined();
    writeFileSync(join(root, '.git'), Buffer.alloc(100_000));
    expect(await readGitHead(root)).toBeUndefined();
  });
});

describe('finding the branch', () => {
  /** A server whose branches may change, and a finder that may look away. */
  async function setUp() {
    const state = { names: ['main', 'work'], git: 'work' as string | undefined, status: 200, changes: 0 };
    const handler: Handler = (_, response) =>
      sendJson(
        response,
        { data: { Branch: state.names.map((name) => ({ name, is_default: name === 'main' })) } },
        state.status,
      );
    const { address: text, received } = await serve(handler);
    const read = readAddress(text);
    if (!read.ok) throw new Error(read.reason);
    const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
    const picked = createPickedBranches(memory());
    const finder = createBranchOfServer({
      git: async () => ({ isGit: state.git !== undefined, branch: state.git }),
      patterns: () => ({}),
      picked,
      onChange: () => state.changes++,
    });
    const find = () => finder.find(serverAt(text), transport);
    const pick = (name: string | undefined) => picked.keep(serverAt(text), state.git, name);
    return { state, finder, find, pick, received };
  }

  it('asks once for all who ask at one time', async () => {
    const { find, finder, received } = await setUp();
    const found = await Promise.all([find(), find(), find()]);
    expect(found[2]).toEqual({ gitBranch: 'work', branch: { name: 'work', isDefault: false }, gone: undefined });
    expect(received).toHaveLength(1);
    finder.forget();
    await find();
    expect(received).toHaveLength(2);
  });

  it('tells when the branch was deleted, when it is there again, and when git moves', async () => {
    const { state, find, finder } = await setUp();
    await find();
    state.names = ['main'];
    finder.forget();
    expect((await find()).branch).toBeUndefined();
    expect(state.changes).toBe(1);
    await find();
    expect(state.changes).toBe(1);
    state.names = ['main', 'work'];
    finder.forget();
    expect((await find()).branch?.name).toBe('work');
    state.git = 'main';
    expect((await find()).branch).toEqual({ name: 'main', isDefault: true });
    expect(state.changes).toBe(3);
  });

  it('knows that the picked one is gone, whatever fits the branch of git', async () => {
    const { state, find, finder, pick } = await setUp();
    await pick('topic');
    state.names = ['main', 'work', 'topic'];
    expect(await find()).toMatchObject({ branch: { name: 'topic' }, gone: undefined });
    state.names = ['main', 'work'];
    finder.forget();
    expect(await find()).toEqual({ gitBranch: 'work', branch: undefined, gone: 'topic' });
    await pick(undefined);
    expect(await find()).toMatchObject({ branch: { name: 'work' }, gone: undefined });
  });

  it('goes by what was read last while the server fails, but not when it refuses the token', async () => {
    const { state, find, finder } = await setUp();
    state.status = 500;
    await expect(find()).rejects.toMatchObject({ problem: { kind: 'server-error' } });
    state.status = 200;
    expect((await find()).branch?.name).toBe('work');
    state.status = 500;
    finder.forget();
    expect((await find()).branch?.name).toBe('work');
    state.status = 401;
    finder.forget();
    await expect(find()).rejects.toMatchObject({ problem: { kind: 'unauthorized' } });
  });
});

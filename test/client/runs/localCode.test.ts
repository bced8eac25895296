import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compareLocalCode, type Git } from '../../../client/src/runs/localCode';

const { signal } = new AbortController();

/** A repository whose `.infrahub.yml` lies in a folder of it. */
function repository() {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'cascade-git-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const root = join(top, 'infra');
  mkdirSync(root);
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd: top,
      encoding: 'utf8',
    }).trim();
  const write = (name: string, text: string): string => {
    const path = join(root, name);
    writeFileSync(path, text);
    return path;
  };
  git('init', '-q');
  const files = [write('a.py', '1'), write('b b.gql', '1')];
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  return { root, files, git, write };
}

describe('files at hand', () => {
  it('that are what the server runs have nothing to say', async () => {
    const { root, files, git } = repository();
    const commit = git('rev-parse', 'HEAD');
    expect(await compareLocalCode({ root, files, commit, unsaved: [] }, signal)).toEqual({
      kind: 'compared',
      differing: [],
      uncommitted: [],
      unsaved: [],
    });
  });

  it('that are committed later, or not at all, are named', async () => {
    const { root, files, git, write } = repository();
    const commit = git('rev-parse', 'HEAD');
    write('b b.gql', '2');
    write('other.py', '1');
    git('commit', '-q', '-a', '-m', 'two');
    write('a.py', '3');
    const found = await compareLocalCode(
      { root, files: [...files, join(root, 'new.py')], commit, unsaved: [] },
      signal,
    );
    expect(found).toEqual({ kind: 'compared', differing: ['b b.gql'], uncommitted: ['a.py'], unsaved: [] });
  });

  it('cannot be held against a commit that is not here', async () => {
    const { root, files } = repository();
    const commit = '0123456789012345678901234567890123456789';
    expect(await compareLocalCode({ root, files, commit, unsaved: [] }, signal)).toEqual({
      kind: 'notFetched',
      uncommitted: [],
      unsaved: [],
    });
  });

  it('that editors have not saved are named, of those that decide what a run does', async () => {
    const { root, files, git } = repository();
    const commit = git('rev-parse', 'HEAD');
    const unsaved = [join(root, 'elsewhere.py'), ...files.slice(1)];
    expect(await compareLocalCode({ root, files, commit, unsaved }, signal)).toEqual({
      kind: 'compared',
      differing: [],
      uncommitted: [],
      unsaved: ['b b.gql'],
    });
    const lost = await compareLocalCode({ root, files, commit, unsaved }, signal, () => Promise.reject(new Error()));
    expect(lost).toEqual({ kind: 'unknown', why: 'noGit', unsaved: ['b b.gql'] });
  });

  it('outside of git are unknown', async () => {
    const root = mkdtempSync(join(tmpdir(), 'cascade-git-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    expect(
      await compareLocalCode({ root, files: [join(root, 'a.py')], commit: 'abcdef0', unsaved: [] }, signal),
    ).toEqual({
      kind: 'unknown',
      why: 'noGit',
      unsaved: [],
    });
  });

  it('are not compared by an option that a server sends as its commit', async () => {
    const asked: string[] = [];
    const git: Git = (_, args) => {
      asked.push(args.join(' '));
      return Promise.resolve('');
    };
    const found = await compareLocalCode(
      { root: '/r', files: ['/r/a.py'], commit: '--output=/tmp/x', unsaved: [] },
      signal,
      git,
    );
    expect(found.kind).toBe('notFetched');
    expect(asked.join('\n')).not.toContain('--output');
  });
});

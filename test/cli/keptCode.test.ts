import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useCommandLine } from './commandLine';

const { example, folderWith, run } = useCommandLine();

test('what was compiled is kept when something was checked, not when somebody only asked for help', async () => {
  const cache = join(folderWith({}), 'cache');
  const env = { NODE_COMPILE_CACHE: cache };
  const kept = (): string[] => readdirSync(cache).filter((name) => name.startsWith('checkCommand-'));
  expect(await run(['check', '--help'], { env })).toMatchObject({ code: 0, stderr: '' });
  expect(kept()).toEqual([]);
  expect(await run(['check', example()], { env })).toMatchObject({ code: 0, stderr: '' });
  expect(kept()).toHaveLength(1);
});

const nowhere = { NODE_COMPILE_CACHE: '', XDG_CACHE_HOME: '', LOCALAPPDATA: '', HOME: '', USERPROFILE: '' };

test('nothing is kept in the current folder, whatever the environment does not say', async () => {
  const cwd = folderWith({});
  expect(await run(['check', example()], { cwd, env: nowhere })).toMatchObject({ code: 0, stderr: '' });
  expect(await run(['check', example()], { cwd, env: { ...nowhere, XDG_CACHE_HOME: 'caches' } })).toMatchObject({
    code: 0,
  });
  expect(readdirSync(cwd)).toEqual([]);
});

test('a user without a home can check', async () => {
  // Only the superuser can become somebody whom the system does not know; it finds the home of anybody else.
  const uid = process.getuid?.() === 0 ? 12_345 : undefined;
  const caches = uid === undefined ? folderWith({}) : '';
  const env = { ...nowhere, XDG_CACHE_HOME: caches, NODE_COMPILE_CACHE: undefined, HOME: undefined };
  expect(await run(['check', example()], { env, uid })).toMatchObject({ code: 0, stderr: '' });
});

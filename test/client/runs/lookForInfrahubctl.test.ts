import { describe, expect, it } from 'vitest';
import { lookForInfrahubctl, type Surroundings } from '../../../client/src/runs/lookForInfrahubctl';

const lock = 'version = 1\n[[package]]\nname = "infrahub-sdk"\nversion = "1.23.2"\n';

function look(files: readonly string[], parts: Partial<Surroundings> = {}) {
  return lookForInfrahubctl({
    isWindows: false,
    folder: '/repo',
    workspace: '/repo',
    setting: [],
    interpreter: undefined,
    path: '/usr/bin:relative:/bin',
    isExecutable: (path) => Promise.resolve(files.includes(path)),
    read: (path) => Promise.resolve(files.includes(path) ? lock : undefined),
    ...parts,
  });
}

const onWindows: Partial<Surroundings> = { isWindows: true, folder: 'C:\\repo', path: 'C:\\Windows;D:\\tools' };

describe('infrahubctl', () => {
  it('is started as the setting says, before all else', async () => {
    const setting = ['docker', 'exec', 'box', 'infrahubctl'];
    expect(await look(['/repo/.venv/bin/infrahubctl'], { setting })).toEqual({
      command: 'docker',
      args: ['exec', 'box', 'infrahubctl'],
      source: 'setting',
      isOfWorkspace: false,
    });
    expect(await look([], { setting: 'infrahubctl; rm -rf /' })).toBeUndefined();
  });

  it.each([
    ['uv', '/repo/uv.lock', '/usr/bin/uv'],
    ['poetry', '/repo/poetry.lock', '/bin/poetry'],
  ])('is run by %s where its lock file has the SDK', async (source, file, command) => {
    expect(await look([file, command, '/repo/.venv/bin/infrahubctl'])).toEqual({
      command,
      args: ['run', 'infrahubctl'],
      source,
      isOfWorkspace: true,
    });
    expect((await look([command, '/repo/.venv/bin/infrahubctl']))?.source).toBe('environment');
    const read = (): Promise<string> => Promise.resolve('[[package]]\nname = "other"\n');
    expect((await look([command, '/usr/bin/infrahubctl'], { read }))?.source).toBe('path');
  });

  it('is run by a lock file above the repository, as far up as the workspace', async () => {
    const parts = { folder: '/all/mono/infra/repo', workspace: '/all/mono' };
    expect((await look(['/all/mono/uv.lock', '/usr/bin/uv'], parts))?.source).toBe('uv');
    expect((await look(['/all/mono/infra/poetry.lock', '/bin/poetry'], parts))?.source).toBe('poetry');
    const both = ['/all/mono/uv.lock', '/usr/bin/uv', '/all/mono/infra/poetry.lock', '/bin/poetry'];
    expect((await look(both, parts))?.source).toBe('poetry');
    expect(await look(['/all/uv.lock', '/uv.lock', '/usr/bin/uv'], parts)).toBeUndefined();
    expect(await look(['/all/mono/uv.lock', '/usr/bin/uv'], { ...parts, workspace: undefined })).toBeUndefined();
    expect(await look(['/elsewhere/uv.lock', '/usr/bin/uv'], { ...parts, workspace: '/elsewhere' })).toBeUndefined();
  });

  it('is looked for beside the chosen Python, in the environment of the repository, on the path', async () => {
    const beside = '/envs/x/bin/infrahubctl';
    const own = '/repo/.venv/bin/infrahubctl';
    const files = [beside, own, '/bin/infrahubctl'];
    expect(await look(files, { interpreter: '/envs/x/bin/python' })).toMatchObject({ command: beside });
    expect(await look(files, { interpreter: '/envs/x' })).toMatchObject({ command: beside, source: 'interpreter' });
    expect(await look(files)).toMatchObject({ command: own, source: 'environment' });
    expect(await look(['/bin/infrahubctl'])).toMatchObject({ command: '/bin/infrahubctl', source: 'path' });
    expect(await look([])).toBeUndefined();
  });

  it('is known to be of the workspace wherever that decides what runs', async () => {
    const isOf = async (files: readonly string[], parts: Partial<Surroundings>) =>
      (await look(files, parts))?.isOfWorkspace;
    const inRepo = { folder: '/repo/part', workspace: '/repo' };
    expect(await isOf(['/bin/infrahubctl'], inRepo)).toBe(false);
    expect(await isOf(['/repo/part/.venv/bin/infrahubctl'], inRepo)).toBe(true);
    expect(await isOf(['/envs/x/bin/infrahubctl'], { ...inRepo, interpreter: '/envs/x/bin/python' })).toBe(false);
    const inside = { interpreter: '/repo/env/bin/python' };
    expect(await isOf(['/repo/env/bin/infrahubctl'], { ...inRepo, ...inside })).toBe(true);
    expect(await isOf(['/repo/tools/infrahubctl'], { ...inRepo, path: '/repo/tools' })).toBe(true);
    expect(await isOf([], { ...inRepo, setting: ['/repo/tools/x'] })).toBe(true);
    expect(await isOf([], { ...inRepo, setting: ['./x'] })).toBe(true);
    expect(await isOf([], { ...inRepo, setting: ['/opt/x', '/repo'] })).toBe(false);
    expect(await isOf([], { ...inRepo, setting: ['uv', 'run', 'infrahubctl'] })).toBe(true);
  });

  it('is no file that a relative path would find in the workspace', async () => {
    expect(await look(['relative/infrahubctl'])).toBeUndefined();
  });

  it('has other places on Windows', async () => {
    const own = 'C:\\repo\\.venv\\Scripts\\infrahubctl.exe';
    expect(await look([own], onWindows)).toMatchObject({ command: own, source: 'environment' });
    const chosen = 'D:\\Python\\Scripts\\infrahubctl.exe';
    const interpreter = 'D:\\Python\\python.exe';
    expect(await look([chosen, own], { ...onWindows, interpreter })).toMatchObject({ command: chosen });
    const beside = 'D:\\envs\\x\\Scripts\\infrahubctl.exe';
    const inEnvironment = 'D:\\envs\\x\\Scripts\\python.exe';
    expect(await look([beside], { ...onWindows, interpreter: inEnvironment })).toMatchObject({ command: beside });
    expect(await look(['C:\\repo\\uv.lock', 'D:\\tools\\uv.exe'], onWindows)).toMatchObject({
      command: 'D:\\tools\\uv.exe',
      args: ['run', 'infrahubctl'],
    });
  });
});

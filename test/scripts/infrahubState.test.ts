import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { status } from '../../scripts/infrahub/packages.mjs';
import { end, isAlive, ourselves, start, sweep } from '../../scripts/infrahub/processes.mjs';
import { readState, removeState, writeState } from '../../scripts/infrahub/state.mjs';
import { waitFor } from '../../scripts/infrahub/waiting.mjs';

// Processes are started and ended for real, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cascade-state-'));
});

afterEach(async () => {
  await sweep({ mark: folder, argument: folder });
  rmSync(folder, { recursive: true });
});

const state = {
  mode: 'packages',
  port: 8000,
  ports: { redis: 17_900 },
  parts: [{ name: 'redis', pid: 4711, startedAt: 'once' }],
};

test('a note is read as it was written, and forgotten', () => {
  const file = join(folder, 'deep', 'state.json');
  expect(readState(file)).toBeUndefined();
  writeState(file, state);
  expect(readState(file)).toEqual(state);
  removeState(file);
  expect(readState(file)).toBeUndefined();
});

test.each([
  '',
  '{"mode":"pack',
  'null',
  '[]',
  JSON.stringify({ ...state, mode: 'other' }),
  JSON.stringify({ ...state, parts: [{ name: 'redis', pid: -1, startedAt: 'once' }] }),
  JSON.stringify({ ...state, parts: [null] }),
  JSON.stringify({ ...state, starter: { pid: 0, startedAt: '' } }),
])('a file that is no note counts as none: %s', (text) => {
  const file = join(folder, 'state.json');
  writeFileSync(file, text);
  expect(readState(file)).toBeUndefined();
});

test('the state of parts that have ended and of a start that was interrupted is told', () => {
  const running = { name: 'server', ...ourselves() };
  const interrupted = { ...state, starter: { pid: 4711, startedAt: 'once' }, parts: [...state.parts, running] };
  expect(status({ state: interrupted })).toEqual([
    { name: 'redis', isRunning: false, text: 'has ended' },
    { name: 'server', isRunning: true, text: `running (process ${process.pid})` },
    { name: 'start', isRunning: false, text: expect.stringContaining('was interrupted') },
  ]);
});

// A process with a child of its own; both ignore a polite end when told so.
const family = `
  const { spawn } = require('node:child_process');
  const stubborn = process.argv[1] === 'stubborn';
  if (stubborn) process.on('SIGTERM', () => {});
  const code = (stubborn ? 'process.on("SIGTERM", () => {});' : '') + 'console.log(process.pid); setInterval(() => {}, 1000);';
  spawn(process.execPath, ['-e', code], { stdio: 'inherit' });
`;

async function startFamily(manner: string): Promise<{ parent: { pid: number; startedAt: string }; child: number }> {
  const log = join(folder, 'family.log');
  const command = [process.execPath, '-e', family, manner];
  const parent = await start({ command, env: process.env, cwd: folder, log, mark: folder });
  const child = await waitFor(() => Number(readFileSync(log, 'utf8')), { seconds: 30, what: 'The child', every: 20 });
  return { parent, child };
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// Windows knows no process groups; there Infrahub starts with Docker only.
if (process.platform !== 'win32') {
  test.each(['polite', 'stubborn'])('a %s process ends with its children', async (manner) => {
    const { parent, child } = await startFamily(manner);
    expect(isAlive(parent)).toBe(true);
    await end([parent], { seconds: manner === 'polite' ? 30 : 0.2 });
    expect(isAlive(parent)).toBe(false);
    expect(exists(child)).toBe(false);
  });

  test('a process of the same id that started another time is left alone', async () => {
    const { parent, child } = await startFamily('polite');
    await end([{ ...parent, startedAt: 'another time' }]);
    expect(isAlive(parent)).toBe(true);
    expect(exists(child)).toBe(true);
    await end([parent]);
  });

  if (process.platform === 'linux') {
    test('what nobody noted down is found by its mark', async () => {
      const { parent, child } = await startFamily('polite');
      await sweep({ mark: folder, argument: join(folder, 'data') });
      expect(isAlive(parent)).toBe(false);
      expect(exists(child)).toBe(false);
    });
  }
}

test('a program that cannot be started is named', async () => {
  const options = { env: process.env, cwd: folder, log: join(folder, 'log'), mark: folder };
  await expect(start({ command: [join(folder, 'none')], ...options })).rejects.toThrow('none cannot be started');
});

test('waiting ends with the reason to give up, or says what did not happen', async () => {
  const never = (): boolean => false;
  await expect(waitFor(never, { seconds: 60, what: 'It', giveUp: () => 'it is gone' })).rejects.toThrow('it is gone');
  await expect(waitFor(never, { seconds: 0, what: 'It', every: 1 })).rejects.toThrow('It did not happen within 0 s.');
});

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { buildProduct } from '../../scripts/build.mjs';

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Beside the environment of the tests; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
}

const repository = resolve(import.meta.dirname, '../..');

/** The bundled command of the present sources, and temporary folders, for the tests of one file. */
export function useCommandLine() {
  // Each run is a process of its own, and some tests need several.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  let home = '';
  let count = 0;
  beforeAll(async () => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'cascade-cli-')));
    chmodSync(home, 0o755);
    await buildProduct({ outdir: relative(repository, join(home, 'bin')) });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  const folder = (): string => {
    const path = join(home, `run${++count}`);
    mkdirSync(path);
    return path;
  };
  return {
    command: (): string => join(home, 'bin/cli.js'),
    /** A new folder that holds these files, by path. */
    folderWith(files: Readonly<Record<string, string>>): string {
      const path = folder();
      for (const [name, text] of Object.entries(files)) write(join(path, name), text);
      return path;
    },
    /** A copy of the example that comes with the product, changed by `edit`. */
    example(edit: (text: string, path: string) => string = (text) => text): string {
      const path = folder();
      cpSync(join(repository, 'examples/fabric'), path, { recursive: true });
      const triggers = 'objects/90_triggers.yml';
      write(join(path, triggers), edit(readFileSync(join(path, triggers), 'utf8'), triggers));
      return path;
    },
    /** Runs the command with standard streams that are pipes. */
    run(args: readonly string[], { cwd = home, env = {}, uid }: RunOptions = {}): Promise<RunResult> {
      const owner = uid === undefined ? {} : { uid, gid: uid };
      const child = spawn(process.execPath, [join(home, 'bin/cli.js'), ...args], {
        cwd,
        env: { ...process.env, ...gitEnvironment, NO_COLOR: '', NODE_COMPILE_CACHE: join(home, 'cache'), ...env },
        ...owner,
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdin.end();
      return new Promise((done, failed) => {
        child.on('error', failed).on('close', (code) => done({ code, stdout, stderr }));
      });
    },
  };
}

/** Writes a file and the folders around it. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Independent of who runs the tests. */
const gitEnvironment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** Runs git in a folder; the environment of a git hook around the tests does not count. */
export function git(folder: string, ...args: string[]): string {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = { ...Object.fromEntries(own), ...gitEnvironment };
  return execFileSync('git', ['-c', 'init.defaultBranch=main', ...args], { cwd: folder, env, encoding: 'utf8' });
}

/** Makes the folder a git work tree with everything in one commit. */
export function commitAll(folder: string): void {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'All');
}

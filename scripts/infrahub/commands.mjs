// Programs that run to their end.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Runs a program; resolves to what it printed.
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, account?: { uid: number, gid: number }, show?: boolean }} options
 *   show: print its output as it comes
 * @throws {Error} with the end of what it printed, when it fails
 */
export function run([file, ...args], { cwd, env = process.env, account, show = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece) => {
        text += piece;
        if (show) process.stdout.write(piece);
      });
    }
    child.on('error', (error) => fail(new Error(`${file} cannot be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) done(text);
      else fail(new Error(`${file} ${args.join(' ')} failed (${signal ?? code}):\n${text.trim().slice(-2000)}`));
    });
  });
}

/** The first of some programs that is in PATH, or undefined. */
export function inPath(names, path = process.env.PATH ?? '') {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Whether a file is there and may be run. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

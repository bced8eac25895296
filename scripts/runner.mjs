import { spawn } from 'node:child_process';
import { root } from './setup.mjs';

const MINUTE = 60_000;

/**
 * Runs programs of the project one after another, at the root of the repository, with their output shown.
 * `run(command, minutes)` resolves to whether the program ended well; one that takes longer is ended, as `stop` ends the one
 * that is running. Set `environment` to what the programs are to be given.
 */
export function createRunner() {
  const runner = { environment: process.env, run, stop: () => child?.kill('SIGTERM') };
  let child;

  function run([command, ...args], minutes) {
    return new Promise((done) => {
      const env = runner.environment;
      const started = spawn(command, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
      child = started;
      const timer = setTimeout(() => {
        console.error(`${command} ${args.join(' ')} took longer than ${minutes} minutes`);
        started.kill('SIGTERM');
      }, minutes * MINUTE);
      const finish = (isWell) => {
        clearTimeout(timer);
        child = undefined;
        done(isWell);
      };
      started.on('error', (error) => {
        console.error(`${command}: ${error.message}`);
        finish(false);
      });
      started.on('exit', (code) => finish(code === 0));
    });
  }

  return runner;
}

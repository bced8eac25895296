// Processes that outlive us: started, recognised again later, and ended with everything they started themselves.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { waitFor } from './waiting.mjs';

/** Every process we start carries it, and hands it on to its own children: the folder it belongs to. */
const MARK = 'INFRAHUB_CASCADE_RUN';

/**
 * A process as it is noted down. A process id is used again after its process ended, so the time of its start
 * belongs to it.
 * @typedef {{ pid: number, startedAt: string }} Identity
 */

/**
 * Starts a process in a group of its own, detached from us, its output in a file.
 * @param {{ command: string[], env: NodeJS.ProcessEnv, cwd: string, log: string, mark: string,
 *   account?: { uid: number, gid: number } }} options
 * @returns {Promise<Identity>}
 */
export async function start({ command: [file, ...args], env, cwd, log, mark, account }) {
  const output = openSync(log, 'a');
  try {
    const child = spawn(file, args, {
      cwd,
      env: { ...env, [MARK]: mark },
      stdio: ['ignore', output, output],
      detached: true,
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
    await new Promise((done, fail) => {
      child.once('spawn', done);
      child.once('error', (error) => fail(new Error(`${file} cannot be started: ${error.message}`)));
    });
    child.unref();
    return { pid: child.pid, startedAt: startOf(child.pid) ?? 'ended at once' };
  } finally {
    closeSync(output);
  }
}

/** When a process started, in words that differ for two processes of one id; undefined when there is none. */
function startOf(pid) {
  const stat = statOf(pid);
  if (stat) return stat.state === 'Z' ? undefined : `${bootId()} ${stat.start}`;
  if (process.platform === 'linux') return undefined;
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

/** What /proc says about a process: its state, group and start. The command's name in it may hold anything. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], group: Number(fields[2]), start: fields[19] };
  } catch {
    return undefined;
  }
}

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** This process, as others can recognise it. */
export function ourselves() {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
}

/** @param {Identity} identity */
export function isAlive({ pid, startedAt }) {
  return startOf(pid) === startedAt;
}

/**
 * Ends processes with their groups: politely first, by force after a while. A process of that id that is not the one
 * noted down is left alone.
 * @param {(Identity & { signal?: NodeJS.Signals })[]} identities signal: the polite one, when it is not SIGTERM
 * @param {{ seconds?: number }} options how long to be polite
 */
export async function end(identities, { seconds = 20 } = {}) {
  const left = identities.filter(isAlive);
  for (const { pid, signal = 'SIGTERM' } of left) send(targetOf(pid), signal);
  const isOver = () => left.every(({ pid }) => !send(targetOf(pid), 0));
  await waitFor(isOver, { seconds, what: '' }).catch(() => {});
  for (const { pid } of left) send(targetOf(pid), 'SIGKILL');
  await waitFor(isOver, { seconds: 10, what: '' }).catch(() => {});
  const stubborn = left.find(isAlive);
  if (stubborn) throw new Error(`Process ${stubborn.pid} cannot be ended: end it by hand.`);
}

/** The group where a process leads one, as all that we start do. */
function targetOf(pid) {
  return send(-pid, 0) ? -pid : pid;
}

/** Sends a signal (0: none, a question); gives whether there was somebody to get it. */
function send(target, signal) {
  try {
    return process.kill(target, signal);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    if (error.code === 'EPERM') return true;
    throw error;
  }
}

/**
 * Ends what is ours although nobody noted it down: left behind by a run that was killed, or started by a part.
 * Linux only; elsewhere the groups have to do.
 * @param {{ mark: string, argument: string }} options mark: what `start` was given; argument: a word of the command line
 *   that gives PostgreSQL away, which overwrites its environment
 */
export async function sweep({ mark, argument }) {
  if (process.platform !== 'linux') return;
  const isOurs = (pid) => words(pid, 'environ').includes(`${MARK}=${mark}`) || words(pid, 'cmdline').includes(argument);
  const left = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && isOurs(name))
    .map((name) => ({ pid: Number(name), startedAt: startOf(Number(name)) }))
    .filter(({ startedAt }) => startedAt !== undefined);
  if (left.length > 0) await end(left, { seconds: 5 });
}

/** What /proc lists about a process; nothing when it is gone or not ours to look at. */
function words(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1').split('\0');
  } catch {
    return [];
  }
}

// Ports of the loopback interface.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';

/** Whether a port can be had, by taking it for a moment. */
export function isFree(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => done(true)));
  });
}

/**
 * Free ports, the lowest from `from` upwards: below the range that systems hand out to outgoing connections.
 * @param {string[]} names what they are for
 * @returns {Promise<Record<string, number>>}
 */
export async function freePorts(names, from = 17_900) {
  const found = {};
  let port = from;
  for (const name of names) {
    while (!(await isFree(port))) port++;
    if (port >= 32_000) throw new Error(`No free port from ${from} upwards.`);
    found[name] = port++;
  }
  return found;
}

/**
 * The port Infrahub itself is to listen on.
 * @param {{ wanted?: number, say: (text: string) => void }} options wanted: this one or none
 */
export async function apiPort({ wanted, say }) {
  const port = wanted ?? 8000;
  if (await isFree(port)) return port;
  if (wanted !== undefined) throw new Error(`${busyMessage(port)} End that, or choose another port.`);
  const { api } = await freePorts(['api'], port + 1);
  say(`${busyMessage(port)} Infrahub gets port ${api}.`);
  return api;
}

/** Says that a port is taken, and by whom when that can be found out. */
export function busyMessage(port, holder = findHolder(port)) {
  if (!holder) return `Port ${port} is taken by a process of somebody else.`;
  return `Port ${port} is taken by ${holder.name} (process ${holder.pid}).`;
}

function findHolder(port) {
  return (
    readSs(output('ss', ['-Hltnp', `sport = :${port}`])) ??
    readLsof(output('lsof', ['-nP', '-Fpc', `-iTCP:${port}`, '-sTCP:LISTEN']))
  );
}

/** Reads what `ss -ltnp` prints: `… users:(("node",pid=12,fd=3))`. */
export function readSs(text) {
  const [, name, pid] = /users:\(\("([^"]*)",pid=(\d+)/.exec(text) ?? [];
  return pid === undefined ? undefined : { name, pid: Number(pid) };
}

/** Reads what `lsof -Fpc` prints: lines `p12` and `cnode`. */
export function readLsof(text) {
  const [, pid] = /^p(\d+)$/m.exec(text) ?? [];
  const [, name] = /^c(.+)$/m.exec(text) ?? [];
  return pid === undefined || name === undefined ? undefined : { name, pid: Number(pid) };
}

function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

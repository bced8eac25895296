// Infrahub from package registries, as processes of this machine.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canUseApt, hasNeo4j, installDebian, installNeo4j, installPython } from './install.mjs';
import { allParts, PORTS } from './parts.mjs';
import { apiPort, freePorts } from './ports.mjs';
import { postgresData } from './services.mjs';
import { end, isAlive, ourselves, start, sweep } from './processes.mjs';
import { readState, removeState, writeState } from './state.mjs';
import { debianPackages, findTools, missingMessage, missingTools } from './tools.mjs';
import { waitFor } from './waiting.mjs';

/** Infrahub's own parts end before the services under them. */
const SERVICES = ['redis', 'epmd', 'postgres', 'neo4j', 'rabbitmq'];

/**
 * Starts everything.
 * @param {{ place: ReturnType<typeof import('./places.mjs').places>, fresh: boolean, port?: number,
 *   say: (text: string) => void }} options port: this one or none
 * @returns {Promise<number>} the port of the API server
 * @throws {Error} with a message for people; nothing is left running then
 */
export async function up({ place, fresh, port: wanted, say }) {
  if (process.platform === 'win32')
    throw new Error('On Windows Infrahub starts with Docker only: install and start it.');
  const before = readState(place.state);
  if (before?.starter && isAlive(before.starter)) {
    throw new Error(
      `Infrahub is being started by process ${before.starter.pid}: wait for it, or end it with \`down\`.`,
    );
  }
  const isWhole = before?.mode === 'packages' && !before.starter && before.parts.every(isAlive);
  if (isWhole && !fresh && (wanted === undefined || wanted === before.port)) {
    say('Infrahub runs already.');
    return before.port;
  }
  await down({ place });
  const state = { mode: 'packages', port: 0, starter: ourselves(), ports: {}, parts: [] };
  writeState(place.state, state);
  try {
    const tools = await provideTools({ place, say });
    if (fresh) for (const folder of [place.run, place.postgres]) rmSync(folder, { recursive: true, force: true });
    for (const folder of [place.run, place.logs, place.repositories]) mkdirSync(folder, { recursive: true });
    state.port = await apiPort({ wanted, say });
    state.ports = await freePorts(PORTS);
    await startAll({ place, state, parts: await allParts({ place, tools, ...state }), say });
  } catch (error) {
    await down({ place });
    throw error;
  }
  delete state.starter;
  writeState(place.state, state);
  return state.port;
}

/** Installs what is missing as far as we may. */
async function provideTools({ place, say }) {
  const missing = () => missingTools(findTools(), { hasNeo4j: hasNeo4j(place) });
  const names = missing();
  if (debianPackages(names).length > 0 && canUseApt()) await installDebian({ names, say });
  const left = missing();
  if (left.length > 0) throw new Error(missingMessage(left));
  const tools = findTools();
  const results = await Promise.allSettled(
    [installPython, installNeo4j].map((install) => install({ place, tools, say })),
  );
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return tools;
}

/** Starts each part as soon as those it needs are ready. */
async function startAll({ place, state, parts, say }) {
  const ready = new Map();
  for (const part of parts) {
    const needs = part.needs.map((name) => ready.get(name));
    const begun = Promise.all(needs).then(() => startPart({ place, state, part, say }));
    ready.set(part.name, begun);
  }
  const results = await Promise.allSettled(ready.values());
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

async function startPart({ place, state, part, say }) {
  const { name, command, env, cwd, account } = part;
  const log = logFile(place, name);
  writeFileSync(log, '');
  await part.prepare?.();
  const since = Date.now();
  const identity = await start({ command, env, cwd, log, account, mark: place.cache });
  // PostgreSQL waits for its clients to leave unless it is interrupted.
  state.parts.push({ name, ...identity, ...(name === 'postgres' ? { signal: 'SIGINT' } : {}) });
  writeState(place.state, state);
  const giveUp = () => (isAlive(identity) ? undefined : `${name} ended while starting:\n${tail(log, 25)}`);
  await waitFor(part.isReady, { seconds: part.seconds, what: `The start of ${name}`, every: 300, giveUp });
  await part.finish?.();
  say(`${name} is ready (${((Date.now() - since) / 1000).toFixed(0)} s)`);
}

/**
 * Stops everything, what a killed run left behind included.
 * @returns {Promise<boolean>} whether there was something to stop
 */
export async function down({ place }) {
  const state = readState(place.state);
  if (state?.starter && state.starter.pid !== process.pid && isAlive(state.starter)) await end([state.starter]);
  // Read again: the starter may have stopped its parts itself, or noted more.
  const parts = readState(place.state)?.parts ?? state?.parts ?? [];
  await end(parts.filter(({ name }) => !SERVICES.includes(name)));
  await end(parts.filter(({ name }) => SERVICES.includes(name)));
  await sweep({ mark: place.cache, argument: postgresData(place) });
  removeState(place.state);
  return parts.length > 0;
}

/** The state of each part. @returns {{ name: string, isRunning: boolean, text: string }[]} */
export function status({ state }) {
  const running = state.parts.map(({ name, ...identity }) => {
    const isRunning = isAlive(identity);
    return { name, isRunning, text: isRunning ? `running (process ${identity.pid})` : 'has ended' };
  });
  if (!state.starter) return running;
  const text = isAlive(state.starter) ? 'is being started' : 'was interrupted: stop it with `down`, or start it anew';
  return [...running, { name: 'start', isRunning: false, text }];
}

/** The end of the logs, of one part or of all. */
export function logs({ place, state, part, lines }) {
  const names = state?.parts.map(({ name }) => name) ?? [];
  const wanted = part === undefined ? [...new Set(names)] : [part];
  const missing = wanted.find((name) => !/^\w+$/.test(name) || !existsSync(logFile(place, name)));
  if (missing) throw new Error(`There is no log of ${missing}. Parts: ${names.join(', ') || 'none started'}.`);
  return wanted.map((name) => `━━ ${name}\n${tail(logFile(place, name), lines)}\n`).join('\n');
}

function logFile(place, name) {
  return join(place.logs, `${name}.log`);
}

function tail(file, lines) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

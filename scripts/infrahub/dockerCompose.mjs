// Infrahub by Docker Compose, where a Docker engine runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_TOKEN, AGENT_TOKEN, PASSWORD, SECRET_KEY } from './access.mjs';
import { run } from './commands.mjs';
import { here } from './places.mjs';
import { apiPort } from './ports.mjs';
import { readState, removeState, writeState } from './state.mjs';
import { INFRAHUB } from './versions.mjs';
import { answers, waitFor } from './waiting.mjs';

const PROJECT = 'infrahub-cascade';

/** Whether Docker Compose can start something here: the command alone says nothing about an engine. */
export function hasDocker() {
  const asks = [
    ['info', '--format', '{{.ServerVersion}}'],
    ['compose', 'version', '--short'],
  ];
  return asks.every((args) => {
    const { status, stdout } = spawnSync('docker', args, { encoding: 'utf8', timeout: 20_000 });
    return status === 0 && stdout.trim() !== '';
  });
}

/** Starts everything; resolves to the port of the API server. */
export async function up({ place, fresh, port: wanted, say }) {
  mkdirSync(place.repositories, { recursive: true });
  const before = readState(place.state);
  if (fresh) await compose({ place, args: ['down', '--volumes', '--remove-orphans'] });
  const keeps = before?.mode === 'docker' && !fresh && (wanted === undefined || wanted === before.port);
  if (before?.mode === 'docker' && !keeps && !fresh) await compose({ place, args: ['stop'] });
  const port = keeps ? before.port : await apiPort({ wanted, say });
  writeState(place.state, { mode: 'docker', port, ports: {}, parts: [] });
  say('starting the containers (the first time Docker fetches their images)');
  await compose({ place, port, args: ['up', '--detach', '--wait', '--wait-timeout', '900'], show: true });
  const isReady = () => answers(`http://127.0.0.1:${port}/api/config`);
  await waitFor(isReady, { seconds: 60, what: 'The answer of the API server' });
  return port;
}

/** Stops everything; the data stays. */
export async function down({ place }) {
  await compose({ place, args: ['down', '--remove-orphans'] });
  removeState(place.state);
  return true;
}

/** The state of each container. */
export async function status({ place }) {
  const containers = readContainers(await compose({ place, args: ['ps', '--all', '--format', 'json'] }));
  return containers.map(({ Service, State, Health }) => ({
    name: Service,
    isRunning: State === 'running' && (!Health || Health === 'healthy'),
    text: [State, Health].filter((text) => text).join(', '),
  }));
}

/** What `docker compose ps --format json` prints: a list, or a line for each, by its version. */
export function readContainers(text) {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (trimmed.startsWith('[')) return JSON.parse(trimmed);
  return trimmed.split('\n').map((line) => JSON.parse(line));
}

/** The end of the logs, of one part or of all. */
export function logs({ place, part, lines }) {
  return compose({ place, args: ['logs', '--no-color', '--tail', String(lines), ...(part ? [part] : [])] });
}

function compose({ place, port = 8000, args, show }) {
  const env = {
    ...process.env,
    INFRAHUB_CASCADE_VERSION: INFRAHUB,
    INFRAHUB_CASCADE_PORT: String(port),
    INFRAHUB_CASCADE_PASSWORD: PASSWORD,
    INFRAHUB_CASCADE_ADMIN_TOKEN: ADMIN_TOKEN,
    INFRAHUB_CASCADE_AGENT_TOKEN: AGENT_TOKEN,
    INFRAHUB_CASCADE_SECRET_KEY: SECRET_KEY,
    INFRAHUB_CASCADE_REPOSITORIES: place.repositories,
  };
  return run(['docker', 'compose', '--project-name', PROJECT, '--file', join(here, 'compose.yml'), ...args], {
    env,
    show,
  });
}

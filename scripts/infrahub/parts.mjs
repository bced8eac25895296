// The parts of Infrahub without Docker: the services under it, and its own three programs.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_TOKEN } from './access.mjs';
import { run } from './commands.mjs';
import { infrahubEnvironment } from './environment.mjs';
import { epmd, neo4j, postgres, rabbitmq, redis } from './services.mjs';
import { answers } from './waiting.mjs';

/** The ports that nobody but the parts themselves need to know. */
export const PORTS = [
  'redis',
  'epmd',
  'rabbitmq',
  'rabbitmqManagement',
  'rabbitmqNodes',
  'postgres',
  'neo4j',
  'prefect',
  'metrics',
];

/**
 * All parts.
 * @param {{ place: ReturnType<typeof import('./places.mjs').places>, tools: Record<string, string>,
 *   ports: Record<string, number>, port: number }} options port: of the API server
 * @returns {Promise<import('./services.mjs').Part[]>} each after those it needs
 */
export async function allParts(options) {
  for (const folder of ['git', 'storage', 'prefect']) mkdirSync(join(options.place.run, folder), { recursive: true });
  const services = [redis, epmd, postgres, neo4j, rabbitmq].map((describe) => describe(options));
  return [...services, prefect(options), await server(options), worker(options)];
}

/** The task server: Prefect with Infrahub's additions. @returns {import('./services.mjs').Part} */
function prefect({ place, ports, port }) {
  const application = 'infrahub.prefect_server.app:create_infrahub_prefect()';
  const bind = `127.0.0.1:${ports.prefect}`;
  return {
    name: 'prefect',
    needs: ['postgres'],
    command: [
      python(place),
      '-m',
      'gunicorn',
      '-k',
      'uvicorn.workers.UvicornWorker',
      '-t',
      '300',
      '-b',
      bind,
      application,
    ],
    env: infrahubEnvironment({ place, ports, port }),
    cwd: place.run,
    isReady: () => answers(`http://${bind}/api/health`),
    seconds: 400,
  };
}

/** The API server. @returns {Promise<import('./services.mjs').Part>} */
async function server({ place, ports, port }) {
  const env = infrahubEnvironment({ place, ports, port });
  const code = 'import importlib.util as u; print(u.find_spec("infrahub").submodule_search_locations[0])';
  const folder = (await run([python(place), '-c', code], { env })).trim();
  const config = ['--config', join(folder, 'serve', 'gunicorn_config.py'), '-w', '1', '-t', '300'];
  const logger = ['--logger-class', 'infrahub.serve.log.GunicornLogger'];
  return {
    name: 'server',
    needs: ['redis', 'rabbitmq', 'neo4j', 'prefect'],
    command: [python(place), '-m', 'gunicorn', ...config, ...logger, '-b', `127.0.0.1:${port}`, 'infrahub.server:app'],
    env,
    cwd: place.run,
    isReady: () => answers(`http://127.0.0.1:${port}/api/config`),
    seconds: 900,
  };
}

/** The one task worker, signed in as the account that Infrahub calls Agent. @returns {import('./services.mjs').Part} */
function worker({ place, ports, port }) {
  return {
    name: 'worker',
    needs: ['server'],
    command: [
      python(place),
      '-m',
      'prefect',
      'worker',
      'start',
      '--type',
      'infrahubasync',
      '--pool',
      'infrahub-worker',
    ],
    env: { ...infrahubEnvironment({ place, ports, port }), INFRAHUB_API_TOKEN: AGENT_TOKEN },
    cwd: place.run,
    isReady: () => hasWorker(ports.prefect),
    seconds: 900,
  };
}

async function hasWorker(port) {
  const response = await fetch(`http://127.0.0.1:${port}/api/work_pools/infrahub-worker/workers/filter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  return response.ok && (await response.json()).some((one) => one.status === 'ONLINE');
}

function python(place) {
  return join(place.venv, 'bin', 'python');
}

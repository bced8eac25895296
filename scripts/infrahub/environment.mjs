// The environment of Infrahub's own parts when they run as processes of this machine.
import { delimiter, join } from 'node:path';
import { ADMIN_TOKEN, AGENT_TOKEN, PASSWORD, SECRET_KEY } from './access.mjs';

const HOST = '127.0.0.1';

/** The environment of this process without what would configure another Infrahub, Prefect, Python or Git. */
export function cleanEnvironment(env = process.env) {
  const foreign = /^(INFRAHUB_|PREFECT_|PYTHON(PATH|HOME)$|VIRTUAL_ENV$|GIT_|RABBITMQ_|ERL_|PG)/;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name))),
    NO_PROXY: [env.NO_PROXY ?? env.no_proxy, HOST, 'localhost'].filter((text) => text).join(','),
  };
}

/**
 * What the API server, the task server and the worker need to find one another.
 * @param {{ place: ReturnType<typeof import('./places.mjs').places>, ports: Record<string, number>, port: number }} options
 */
export function infrahubEnvironment({ place, ports, port }) {
  const clean = cleanEnvironment();
  const address = `http://${HOST}:${port}`;
  return {
    ...clean,
    PATH: [join(place.venv, 'bin'), clean.PATH].join(delimiter),
    PYTHONUNBUFFERED: '1',
    INFRAHUB_DB_ADDRESS: HOST,
    INFRAHUB_DB_PORT: String(ports.neo4j),
    INFRAHUB_BROKER_ADDRESS: HOST,
    INFRAHUB_BROKER_PORT: String(ports.rabbitmq),
    INFRAHUB_BROKER_RABBITMQ_HTTP_PORT: String(ports.rabbitmqManagement),
    INFRAHUB_CACHE_ADDRESS: HOST,
    INFRAHUB_CACHE_PORT: String(ports.redis),
    INFRAHUB_WORKFLOW_ADDRESS: HOST,
    INFRAHUB_WORKFLOW_PORT: String(ports.prefect),
    INFRAHUB_WORKFLOW_DEFAULT_WORKER_TYPE: 'infrahubasync',
    INFRAHUB_INITIAL_ADMIN_PASSWORD: PASSWORD,
    INFRAHUB_INITIAL_ADMIN_TOKEN: ADMIN_TOKEN,
    INFRAHUB_INITIAL_AGENT_TOKEN: AGENT_TOKEN,
    INFRAHUB_SECURITY_SECRET_KEY: SECRET_KEY,
    INFRAHUB_ADDRESS: address,
    INFRAHUB_INTERNAL_ADDRESS: address,
    INFRAHUB_TIMEOUT: '60',
    INFRAHUB_METRICS_PORT: String(ports.metrics), // otherwise 8000
    INFRAHUB_GIT_REPOSITORIES_DIRECTORY: join(place.run, 'git'),
    INFRAHUB_GIT_GLOBAL_CONFIG_FILE: join(place.run, 'gitconfig'),
    INFRAHUB_STORAGE_LOCAL_PATH: join(place.run, 'storage'),
    INFRAHUB_PRODUCTION: 'false',
    INFRAHUB_TELEMETRY_OPTOUT: 'true',
    PREFECT_API_URL: `http://${HOST}:${ports.prefect}/api`,
    PREFECT_HOME: join(place.run, 'prefect'),
    PREFECT_API_DATABASE_CONNECTION_URL: `postgresql+asyncpg://postgres:${PASSWORD}@${HOST}:${ports.postgres}/prefect`,
    PREFECT_SERVER_API_MAX_PARAMETER_SIZE: '8388608', // a schema is one parameter of a flow
    // On a busy machine a request that is sent twice costs a scheduled flow its lease, and with it the whole worker.
    PREFECT_API_REQUEST_TIMEOUT: '300',
    // Infrahub calls a flow crashed that was silent for 180 s, which is Prefect's own interval: the worker would end in the
    // middle of a long import.
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY: '30',
    PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION: '3600',
    PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
    PREFECT_UI_ENABLED: 'false',
  };
}

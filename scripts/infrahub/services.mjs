// The services under Infrahub, private ones: their own ports, data and accounts. Each function describes one part.
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { PASSWORD } from './access.mjs';
import { run } from './commands.mjs';
import { cleanEnvironment } from './environment.mjs';
import { account } from './places.mjs';
import { findEpmd } from './tools.mjs';
import { answers } from './waiting.mjs';

const HOST = '127.0.0.1';

/**
 * @typedef {{ name: string, needs: string[], command: string[], env: NodeJS.ProcessEnv, cwd: string,
 *   account?: { uid: number, gid: number }, prepare?: () => Promise<void>, isReady: () => Promise<unknown>,
 *   finish?: () => Promise<void>, seconds: number }} Part
 *   prepare: before its start; finish: once it is ready; seconds: how long to wait for that
 */

/** @returns {Part} */
export function redis({ place, tools, ports }) {
  return {
    name: 'redis',
    needs: [],
    command: [
      tools.redis,
      '--port',
      String(ports.redis),
      '--bind',
      HOST,
      '--save',
      '',
      '--dir',
      place.run,
      '--set-proc-title',
      'no',
    ],
    env: cleanEnvironment(),
    cwd: place.run,
    isReady: () => accepts(ports.redis),
    seconds: 100,
  };
}

/** Erlang's name server. RabbitMQ would start one that outlives it, and is shared with every other Erlang program. @returns {Part} */
export function epmd({ place, ports }) {
  return {
    name: 'epmd',
    needs: [],
    command: [findEpmd(), '-port', String(ports.epmd), '-address', HOST],
    env: cleanEnvironment(),
    cwd: place.run,
    isReady: () => accepts(ports.epmd),
    seconds: 100,
  };
}

/** @returns {Part} */
export function rabbitmq({ place, tools, ports }) {
  const folder = join(place.run, 'rabbitmq');
  const config = [
    `listeners.tcp.default = ${HOST}:${ports.rabbitmq}`,
    `management.tcp.ip = ${HOST}`,
    `management.tcp.port = ${ports.rabbitmqManagement}`,
    'default_user = infrahub',
    `default_pass = ${PASSWORD}`,
    'default_user_tags.administrator = true',
    'loopback_users = none',
  ];
  return {
    name: 'rabbitmq',
    needs: ['epmd'],
    command: [tools.rabbitmq],
    env: {
      ...cleanEnvironment(),
      HOME: folder, // where the cookie is
      ERL_EPMD_PORT: String(ports.epmd),
      RABBITMQ_NODENAME: 'infrahub-cascade@localhost',
      RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'data'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      RABBITMQ_DIST_PORT: String(ports.rabbitmqNodes),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    },
    cwd: place.run,
    prepare: async () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'rabbitmq.conf'), `${config.join('\n')}\n`);
      writeFileSync(join(folder, 'plugins'), '[rabbitmq_management].\n');
    },
    isReady: () =>
      answers(`http://${HOST}:${ports.rabbitmqManagement}/api/health/checks/port-listener/${ports.rabbitmq}`, {
        headers: { authorization: `Basic ${Buffer.from(`infrahub:${PASSWORD}`).toString('base64')}` },
      }),
    seconds: 300,
  };
}

/** @returns {Part} */
export function postgres({ place, tools, ports }) {
  const owner = process.getuid?.() === 0 ? account('postgres') : undefined;
  const program = (name) => join(tools.postgres, name);
  const data = postgresData(place);
  const settings = ['listen_addresses=127.0.0.1', 'fsync=off', 'synchronous_commit=off', 'max_connections=200'];
  const options = { account: owner, cwd: place.postgres };
  return {
    name: 'postgres',
    needs: [],
    command: [
      program('postgres'),
      '-D',
      data,
      '-p',
      String(ports.postgres),
      '-k',
      '',
      ...settings.flatMap((s) => ['-c', s]),
    ],
    env: cleanEnvironment(),
    cwd: place.postgres,
    account: owner,
    prepare: async () => {
      mkdirSync(place.postgres, { recursive: true, mode: 0o700 });
      if (owner) chownSync(place.postgres, owner.uid, owner.gid);
      if (existsSync(join(data, 'PG_VERSION'))) return;
      const file = join(place.postgres, 'password');
      writeFileSync(file, PASSWORD);
      const login = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${file}`];
      await run([program('initdb'), '-D', data, '-E', 'UTF8', '--locale=C', '--no-sync', ...login], options);
    },
    isReady: () =>
      run([program('pg_isready'), '-h', HOST, '-p', String(ports.postgres), '-q'], options).then(() => true),
    finish: async () => {
      const login = ['-h', HOST, '-p', String(ports.postgres), '-U', 'postgres'];
      const env = { ...cleanEnvironment(), PGPASSWORD: PASSWORD };
      const sql = (text) => run([program('psql'), ...login, '-d', 'postgres', '-tAc', text], { ...options, env });
      const found = await sql("SELECT 1 FROM pg_database WHERE datname = 'prefect'");
      if (found.trim() === '') await sql('CREATE DATABASE prefect');
    },
    seconds: 200,
  };
}

/** The folder of PostgreSQL's data. */
export function postgresData(place) {
  return join(place.postgres, 'data');
}

/** @returns {Part} */
export function neo4j({ place, tools, ports }) {
  const opens = ['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
  const memory = ['-Xms1g', '-Xmx2g', '-XX:+UseSerialGC'];
  const classes = [join(place.neo4j, 'lib', '*'), place.neo4j].join(':');
  const data = join(place.run, 'neo4j');
  return {
    name: 'neo4j',
    needs: [],
    command: [
      join(tools.java, 'bin', 'java'),
      ...memory,
      ...opens,
      '-cp',
      classes,
      'Neo4jBolt',
      data,
      String(ports.neo4j),
    ],
    env: cleanEnvironment(),
    cwd: place.run,
    isReady: () => accepts(ports.neo4j),
    seconds: 300,
  };
}

/** Whether somebody listens there. */
function accepts(port) {
  return new Promise((done) => {
    const socket = connect({ port, host: HOST });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

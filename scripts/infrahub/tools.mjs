// The programs of this machine that Infrahub is started with, where there is no Docker.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { inPath, isExecutable } from './commands.mjs';
import { account } from './places.mjs';
import { JAVA_AT_LEAST, PYTHONS } from './versions.mjs';

/** What a person has to know about each tool: what it is, and the Debian package that has it (if one does for sure). */
const TOOLS = {
  git: { what: 'git', debian: 'git' },
  python: { what: `Python ${PYTHONS.join(' or ')} with venv (INFRAHUB_PYTHON names its executable)` },
  java: { what: `a JDK, version ${JAVA_AT_LEAST} or later (JAVA_HOME names its folder)` },
  maven: { what: 'Maven (mvn)', debian: 'maven' },
  redis: { what: 'Redis (redis-server)', debian: 'redis-server' },
  postgres: { what: 'PostgreSQL (initdb, postgres)', debian: 'postgresql' },
  rabbitmq: { what: 'RabbitMQ (rabbitmq-server, and epmd of Erlang)', debian: 'rabbitmq-server' },
};

/**
 * Looks for the tools.
 * @returns {Partial<Record<keyof typeof TOOLS, string>>} executables; of `java` the home, of `postgres` the folder of its programs
 */
export function findTools(env = process.env) {
  const postgres = findPostgres(env);
  return {
    git: inPath(['git'], env.PATH),
    python: findPython(env),
    java: findJava(env),
    maven: inPath(['mvn'], env.PATH),
    redis: inPath(['redis-server', 'valkey-server'], env.PATH),
    postgres: process.getuid?.() === 0 && !account('postgres') ? undefined : postgres,
    rabbitmq: findEpmd(env) && findRabbit(env),
  };
}

/**
 * The tools that are missing.
 * @param {Record<string, string | undefined>} found
 * @param {{ hasNeo4j?: boolean }} options Maven is needed only to fetch Neo4j
 */
export function missingTools(found, { hasNeo4j = false } = {}) {
  return Object.keys(TOOLS).filter((name) => !found[name] && !(name === 'maven' && hasNeo4j));
}

/** The Debian packages that bring tools along; those of a tool without one are left out. */
export function debianPackages(names) {
  return names.map((name) => TOOLS[name].debian).filter((name) => name !== undefined);
}

/** Says what is missing and what to do. */
export function missingMessage(names) {
  const packages = debianPackages(names);
  const lines = names.map((name) => `  ${TOOLS[name].what}`);
  const hint = packages.length > 0 ? `\nOn Debian, as root: apt-get install ${packages.join(' ')}` : '';
  return `To start Infrahub without Docker this machine lacks:\n${lines.join('\n')}${hint}\nInstall that, or Docker, and try again.`;
}

function findPython(env) {
  const pyenv = join(env.PYENV_ROOT || join(homedir(), '.pyenv'), 'versions');
  const candidates = env.INFRAHUB_PYTHON
    ? [env.INFRAHUB_PYTHON]
    : PYTHONS.flatMap((version) => [
        ...installed(pyenv, `${version}.`).map((folder) => join(folder, 'bin', 'python3')),
        inPath([`python${version}`], env.PATH),
      ]).concat(inPath(['python3'], env.PATH));
  return candidates.find((file) => file !== undefined && PYTHONS.includes(pythonVersion(file)));
}

/** `3.12`, or an empty text for something that is no Python, or one without venv and pip. */
function pythonVersion(file) {
  const code = 'import ensurepip, sys, venv; print("%d.%d" % sys.version_info[:2])';
  try {
    return execFileSync(file, ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

function findJava(env) {
  const onPath = inPath(['javac'], env.PATH);
  const homes = [
    env.JAVA_HOME,
    onPath && dirname(dirname(realpathSync(onPath))),
    ...installed('/usr/lib/jvm', ''),
    ...installed('/Library/Java/JavaVirtualMachines', '').map((folder) => join(folder, 'Contents', 'Home')),
  ];
  return homes.find((home) => home && isExecutable(join(home, 'bin', 'javac')) && javaVersion(home) >= JAVA_AT_LEAST);
}

/** The major version a Java says it has; 0 when it says nothing. */
function javaVersion(home) {
  try {
    const [, version] = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(home, 'release'), 'utf8')) ?? [];
    return Number(version ?? 0);
  } catch {
    return 0;
  }
}

/** Debian keeps the servers' programs out of PATH. */
function findPostgres(env) {
  const onPath = inPath(['initdb'], env.PATH);
  const folders = [
    ...installed('/usr/lib/postgresql', '').map((folder) => join(folder, 'bin')),
    onPath && dirname(onPath),
  ];
  return folders.find((folder) => folder && ['initdb', 'postgres'].every((name) => isExecutable(join(folder, name))));
}

/** Debian's command of this name runs as root or as its own account only; the one behind it runs as anybody. */
function findRabbit(env) {
  const behind = '/usr/lib/rabbitmq/bin/rabbitmq-server';
  return isExecutable(behind) ? behind : inPath(['rabbitmq-server'], env.PATH);
}

/** Erlang's name server: beside `erl`, or deep in its folder. */
export function findEpmd(env = process.env) {
  const folders = ['/usr/lib/erlang', '/usr/local/lib/erlang'].flatMap((folder) => installed(folder, 'erts-'));
  return inPath(['epmd'], env.PATH) ?? folders.map((folder) => join(folder, 'bin', 'epmd')).find(isExecutable);
}

/** Folders whose names begin so, the newest first. */
function installed(folder, prefix) {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(prefix))
      .toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

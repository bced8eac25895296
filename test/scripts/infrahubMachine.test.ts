import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readContainers } from '../../scripts/infrahub/dockerCompose.mjs';
import { cleanEnvironment } from '../../scripts/infrahub/environment.mjs';
import { apiPort, busyMessage, freePorts, readLsof, readSs } from '../../scripts/infrahub/ports.mjs';
import { findTools, missingMessage, missingTools } from '../../scripts/infrahub/tools.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cascade-tools-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An executable file of the test's own. */
function program(path: string, text = '#!/bin/sh\n'): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  chmodSync(join(folder, path), 0o755);
}

test('each missing tool is named, with what to install', () => {
  const missing = missingTools({ git: '/usr/bin/git', python: undefined, redis: undefined });
  expect(missing).toEqual(['python', 'java', 'maven', 'redis', 'postgres', 'rabbitmq']);
  const message = missingMessage(['python', 'redis']);
  expect(message).toMatch('Python 3.12 or 3.13 or 3.14');
  expect(message).toMatch('Redis (redis-server)');
  expect(message).toMatch('apt-get install redis-server\n');
  expect(missingMessage(['java'])).not.toMatch('apt-get');
});

test('Maven is needed to fetch Neo4j only', () => {
  const others = { git: 'x', python: 'x', java: 'x', redis: 'x', postgres: 'x', rabbitmq: 'x' };
  expect(missingTools(others)).toEqual(['maven']);
  expect(missingTools(others, { hasNeo4j: true })).toEqual([]);
});

if (process.platform !== 'win32') {
  test('tools are taken from PATH, JAVA_HOME and pyenv when they are new enough', () => {
    program('bin/mvn');
    program('bin/redis-server');
    program('jdk/bin/javac');
    writeFileSync(join(folder, 'jdk', 'release'), 'JAVA_VERSION="25.0.1"\n');
    program('pyenv/versions/3.12.1/bin/python3', '#!/bin/sh\necho 3.12\n');
    const PATH = join(folder, 'bin');
    const found = findTools({ PATH, JAVA_HOME: join(folder, 'jdk'), PYENV_ROOT: join(folder, 'pyenv') });
    expect(found.maven).toBe(join(PATH, 'mvn'));
    expect(found.redis).toBe(join(PATH, 'redis-server'));
    expect(found.java).toBe(join(folder, 'jdk'));
    expect(found.python).toBe(join(folder, 'pyenv/versions/3.12.1/bin/python3'));

    program('old/python3', '#!/bin/sh\necho 3.11\n');
    expect(findTools({ PATH, INFRAHUB_PYTHON: join(folder, 'old', 'python3') }).python).toBeUndefined();
    writeFileSync(join(folder, 'jdk', 'release'), 'JAVA_VERSION="17.0.15"\n');
    expect(findTools({ PATH, JAVA_HOME: join(folder, 'jdk') }).java).not.toBe(join(folder, 'jdk'));
  });
}

test('a busy port is passed over, or refused by name when it was asked for', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    const { one, two } = await freePorts(['one', 'two'], port > 31_000 ? 17_900 : port);
    expect(new Set([one, two, port]).size).toBe(3);
    await expect(apiPort({ wanted: port, say: () => {} })).rejects.toThrow(`Port ${port} is taken by`);
  } finally {
    await new Promise((done) => server.close(done));
  }
  await expect(apiPort({ wanted: port, say: () => {} })).resolves.toBe(port);
});

test('the holder of a port is read from ss or lsof', () => {
  const ss =
    'LISTEN 0      511    127.0.0.1:8000    0.0.0.0:*    users:(("gunicorn",pid=4711,fd=3),("gunicorn",pid=4712,fd=3))';
  expect(readSs(ss)).toEqual({ name: 'gunicorn', pid: 4711 });
  expect(readSs('LISTEN 0 511 127.0.0.1:8000 0.0.0.0:*')).toBeUndefined();
  expect(readLsof('p4711\ncnode\nf12\n')).toEqual({ name: 'node', pid: 4711 });
  expect(readLsof('')).toBeUndefined();
  expect(busyMessage(8000, { name: 'node', pid: 4711 })).toBe('Port 8000 is taken by node (process 4711).');
});

test('containers are read from both formats of Docker Compose', () => {
  const line = '{"Service":"server","State":"running","Health":"healthy"}';
  expect(readContainers(`${line}\n${line}\n`)).toHaveLength(2);
  expect(readContainers(`[${line}]`)).toEqual([{ Service: 'server', State: 'running', Health: 'healthy' }]);
  expect(readContainers('\n')).toEqual([]);
});

test('settings of another Infrahub do not get through', () => {
  const env = { PATH: '/bin', INFRAHUB_DB_ADDRESS: 'elsewhere', PREFECT_API_URL: 'http://elsewhere', NO_PROXY: 'x' };
  expect(cleanEnvironment(env)).toEqual({ PATH: '/bin', NO_PROXY: 'x,127.0.0.1,localhost' });
});

// What is fetched from package registries, once per machine and version. A folder without its stamp is half-made, and made anew.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { here } from './places.mjs';
import { debianPackages } from './tools.mjs';
import { NEO4J, PYTHON_PACKAGES } from './versions.mjs';

const STAMP = 'infrahub-cascade-ready';

/** Makes a folder unless it was made of the same things before. */
async function make(folder, content, work) {
  const stamp = createHash('sha256').update(content).digest('hex');
  const file = join(folder, STAMP);
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await work();
  writeFileSync(file, stamp);
}

/** Whether Neo4j is there already. */
export function hasNeo4j(place) {
  return existsSync(join(place.neo4j, STAMP));
}

/** Neo4j and its Bolt connector from Maven, and the little server around them. */
export async function installNeo4j({ place, tools, say }) {
  const pom = join(here, 'neo4j.pom.xml');
  const source = join(here, 'Neo4jBolt.java');
  const content = [NEO4J, readFileSync(pom, 'utf8'), readFileSync(source, 'utf8')].join('\n');
  await make(place.neo4j, content, async () => {
    say('fetching Neo4j (once, about a minute)');
    const jars = join(place.neo4j, 'lib');
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${jars}`, `-Dneo4j.version=${NEO4J}`];
    await run([tools.maven, '--batch-mode', '--quiet', '--file', pom, ...goal]);
    await run([join(tools.java, 'bin', 'javac'), '-d', place.neo4j, '-cp', join(jars, '*'), source]);
  });
}

/** Infrahub, its worker and infrahubctl in a Python environment of their own. */
export async function installPython({ place, tools, say }) {
  const constraints = join(here, 'constraints.txt');
  const content = [tools.python, ...PYTHON_PACKAGES, readFileSync(constraints, 'utf8')].join('\n');
  await make(place.venv, content, async () => {
    say('fetching Infrahub (once, two or three minutes)');
    await run([tools.python, '-m', 'venv', place.venv]);
    const pip = [join(place.venv, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await run([...pip, '--constraint', constraints, ...PYTHON_PACKAGES]);
  });
}

/** Whether packages of the distribution can be installed here. */
export function canUseApt() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/** Installs tools from Debian, without starting the services that come with them: ours have ports and data of their own. */
export async function installDebian({ names, say }) {
  const packages = debianPackages(names);
  if (packages.length === 0) return;
  say(`installing ${packages.join(', ')} from the distribution (once)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await run(['apt-get', 'update', '-q'], { env });
    await run(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

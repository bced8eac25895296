// Where things are kept: outside of the repository, so that the next clone finds them.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INFRAHUB, NEO4J } from './versions.mjs';

export const here = dirname(fileURLToPath(import.meta.url));

/**
 * The folders of a real Infrahub on this machine.
 * @param {NodeJS.ProcessEnv} env XDG_CACHE_HOME moves everything
 */
export function places(env = process.env) {
  const cache = resolve(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'infrahub-cascade');
  const run = join(cache, 'run');
  return {
    cache,
    venv: join(cache, `python-${INFRAHUB}`),
    neo4j: join(cache, `neo4j-${NEO4J}`),
    /** What the running parts write, and what `--fresh` empties. */
    run,
    logs: join(cache, 'logs'),
    state: join(cache, 'state.json'),
    /** Git repositories below this folder can be added to Infrahub by their path, with Docker too. */
    repositories: join(cache, 'repositories'),
    postgres: join(postgresHome() ?? run, 'infrahub-cascade'),
  };
}

/**
 * PostgreSQL refuses to run as root. Its own account may look into neither root's home nor root's cache, so its data
 * then lies in the home of that account.
 * @returns {string | undefined} undefined unless we are root
 */
function postgresHome() {
  return process.getuid?.() === 0 ? account('postgres')?.home : undefined;
}

/** An account of this machine, or undefined. */
export function account(name) {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`));
    if (!line) return undefined;
    const [, , uid, gid, , home] = line.split(':');
    return { uid: Number(uid), gid: Number(gid), home };
  } catch {
    return undefined;
  }
}

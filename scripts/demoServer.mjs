// The demo server of `npm start`: serves a copy of examples/fabric as an Infrahub would, and runs no Python. It is built
// for each start, outside of the repository, and is no part of a package.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** The branch of git that the copy is on; the server has one of the same name. */
const branch = 'demo';

/** Makes a folder a Git repository with one commit. Without git the folder stays as it is. */
export function makeRepository(folder) {
  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  try {
    git('init', '--quiet', `--initial-branch=${branch}`);
    git('add', '--all');
    git('-c', 'user.name=demo', '-c', 'user.email=demo@example.org', 'commit', '--quiet', '--message=Example');
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts the server on loopback, in this process.
 * @param {{ folder: string, temp: string }} places the repository, and where the bundle goes
 * @returns {Promise<{ environment: Record<string, string>, close: () => Promise<void> }>} what an editor finds it by
 */
export async function startDemo({ folder, temp }) {
  // Loaded here: it needs the packages that the set-up installs.
  const { build } = await import('esbuild');
  const bundle = join(temp, 'demoServer.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/support/infrahub/startExample.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const { startExample } = await import(pathToFileURL(bundle));
  const { address, token, close } = await startExample({ folder, branch, root });
  const environment = {
    INFRAHUB_ADDRESS: address,
    INFRAHUB_API_TOKEN: token,
    INFRAHUB_CASCADE_SERVER_NAME: 'demo server',
  };
  return { environment, close };
}

/**
 * The environment for an editor that uses another server: what the environment says of its own one, tokens and passwords
 * included, stays away from it.
 * @param {NodeJS.ProcessEnv} environment
 * @param {Record<string, string>} server its INFRAHUB_ADDRESS, and what else belongs to it
 */
export function withServer(environment, server) {
  const home = environment.INFRAHUB_ADDRESS ?? '';
  const isHome = URL.canParse(home) && new URL(home).origin === new URL(server.INFRAHUB_ADDRESS).origin;
  const kept = Object.entries(environment).filter(([name]) => isHome || !name.startsWith('INFRAHUB_'));
  return { ...Object.fromEntries(kept), ...server };
}

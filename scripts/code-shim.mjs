// Takes the place of the desktop `code` executable that @vscode/test-electron starts:
// same arguments in, same exit code and console output out, but on the server build and a headless Chromium.
import { statSync } from 'node:fs';
import { format } from 'node:util';
import { launchBrowser, serverCli, startServer, stayLocal, userSettings, workbenchUrl } from './vscode-web.mjs';

// What the workbench itself says on every run. Anything else, extension output included, is passed on.
const NOISE = [
  /^Resolv(ing|ed) connection token/,
  /^Creating a socket /,
  /^\[reconnection-grace-time\]/,
  /^(Updating|Ignoring fetching) additional builtin extensions/,
  /^Creation of workbench contribution /,
  /^Timed out waiting for authentication provider/,
  /^Aborted onWillSaveTextDocument-event/,
  /^\[(AgentHost:remote|AccountPolicyGate|Service Worker)\]/,
  // Previews that a test accepts before they are drawn.
  /^Unable to resolve resource vscode-bulkeditpreview-editor:/,
];

const one = { extensionTestsPath: '', 'user-data-dir': '', 'extensions-dir': '' };
const many = { extensionDevelopmentPath: [], 'install-extension': [], 'uninstall-extension': [] };
const paths = [];
const flags = new Set();
const argv = process.argv.slice(2);
for (let i = 0; i < argv.length; i++) {
  const m = /^--([^=]+)(?:=(.*))?$/s.exec(argv[i]);
  if (!m) {
    paths.push(argv[i]);
    continue;
  }
  const [, name, inline] = m;
  if (name in one) one[name] = inline ?? argv[++i];
  else if (name in many) many[name].push(inline ?? argv[++i]);
  else flags.add(name);
}

const limit = Number(process.env.VSCODE_WEB_TIMEOUT_MS || 300_000);
let server;
let browser;
let ending;

function end(code) {
  ending ??= (async () => {
    // The host may hang: nothing here may keep the process alive for longer than this.
    setTimeout(() => process.exit(code || 1), 10_000).unref();
    await browser?.close().catch(() => {});
    await server?.stop().catch(() => {});
    // runTests drops our pipes when it sees the exit: give it time to read what is in them.
    setTimeout(() => process.exit(code), 200);
  })();
  return ending;
}
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.on(signal, () => end(code));

async function tests() {
  const settings = one['user-data-dir'] ? userSettings(one['user-data-dir']) : {};
  let serverLog = '';
  server = await startServer({
    settings,
    extensionsDir: one['extensions-dir'] || undefined,
    isForTests: true,
    log: (s) => {
      serverLog = (serverLog + s).slice(-20_000);
      if (process.env.VSCODE_WEB_VERBOSE) process.stderr.write(s);
    },
  });
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await stayLocal(context, server);
  const page = await context.newPage();

  const finished = new Promise((done, fail) => {
    void page.exposeFunction('codeAutomationLog', (type, args) => {
      const text = format(...args);
      if (!process.env.VSCODE_WEB_VERBOSE && NOISE.some((re) => re.test(text))) return;
      (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(text + '\n');
    });
    void page.exposeFunction('codeAutomationExit', (code) => done(code));
    page.on('crash', () => fail(new Error('the page crashed')));
    page.on('pageerror', (e) => console.error('[page]', e.message));
    browser.on('disconnected', () => fail(new Error('the browser went away')));
    server.exited.then((why) => fail(new Error(`the VS Code server went away (${why})`)));
    setTimeout(() => fail(new Error(`no result after ${limit} ms (VSCODE_WEB_TIMEOUT_MS)`)), limit).unref();
  });
  // As on the command line: one folder or .code-workspace, and files to open in it.
  const isFile = (p) => statSync(p, { throwIfNoEntry: false })?.isFile() && !p.endsWith('.code-workspace');
  await page.goto(
    workbenchUrl(server, {
      workspace: paths.find((p) => !isFile(p)),
      openFile: paths.find(isFile),
      extensionDevelopmentPath: many.extensionDevelopmentPath,
      extensionTestsPath: one.extensionTestsPath,
      payload: flags.has('disable-extensions') ? [['disableExtensions', 'true']] : [],
    }),
  );
  try {
    return await finished;
  } catch (e) {
    if (!ending) {
      if (process.env.VSCODE_WEB_SHOT) await page.screenshot({ path: process.env.VSCODE_WEB_SHOT }).catch(() => {});
      console.error(serverLog);
    }
    throw e;
  }
}

async function cli() {
  const keep = one['extensions-dir'] ? [`--extensions-dir=${one['extensions-dir']}`] : [];
  const data = one['user-data-dir'] ? [`--server-data-dir=${one['user-data-dir']}`] : [];
  const wanted = ['list-extensions', 'show-versions', 'version', 'help', 'force']
    .filter((f) => flags.has(f))
    .map((f) => `--${f}`);
  const lists = ['install-extension', 'uninstall-extension'].flatMap((f) => many[f].map((v) => `--${f}=${v}`));
  return serverCli([...wanted, ...lists, ...keep, ...data]);
}

try {
  await end(one.extensionTestsPath ? await tests() : await cli());
} catch (e) {
  if (!ending) console.error(String(e?.message ?? e));
  await end(1);
}

// Runs the extension-host suites (dist/test), each in a VS Code of its own, through @vscode/test-electron:
//   VSCODE_TEST_HOST=desktop  a desktop VS Code that test-electron downloads (needs the internet and a display)
//   VSCODE_TEST_HOST=web      the server build and headless Chromium, through scripts/shim/code
//   unset or auto             desktop where there is a display and a VS Code to be had, otherwise web
// VSCODE_EXECUTABLE=/path/to/code runs on that one.
//   --packaged     installs the package that scripts/package.mjs made, and tests that copy in place of the sources
//   --suite NAME   only this one (fabric, folders, noProject, connect)
//   --grep TEXT    only tests whose name contains it
//   --result FILE  where to write { passed, failed, failures }
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
  SilentReporter,
} from '@vscode/test-electron';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    packaged: { type: 'boolean' },
    suite: { type: 'string' },
    grep: { type: 'string' },
    result: { type: 'string' },
  },
});
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = values.packaged && join(root, 'dist', 'package', `${name}-${version}.vsix`);
const wanted = process.env.VSCODE_TEST_HOST || 'auto';
const shim = join(root, 'scripts', 'shim', 'code');

async function executable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (wanted === 'web') return shim;
  const version = process.env.VSCODE_VERSION || 'stable';
  if (wanted === 'desktop') return downloadAndUnzipVSCode({ version });
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (headless) {
    console.log('VS Code host: web (no display; VSCODE_TEST_HOST=desktop under xvfb-run for the desktop one)');
    return shim;
  }
  try {
    return await downloadAndUnzipVSCode({ version, timeout: 10_000, reporter: new SilentReporter() });
  } catch (error) {
    if (process.platform !== 'linux') throw error;
    console.log(`VS Code host: web (no desktop VS Code to be had: ${error.message ?? error})`);
    return shim;
  }
}

/** What each suite finds: what its workspace is, and whether stand-ins for other extensions are installed. */
const suites = {
  fabric: { workspace: (temp) => copyExample(join(temp, 'workspace')), hasNeighbours: true },
  folders: {
    workspace(temp) {
      const folders = ['north', 'south'].map((folder) => ({ path: copyExample(join(temp, folder)) }));
      return write(join(temp, 'two.code-workspace'), JSON.stringify({ folders }));
    },
  },
  noProject: {
    workspace(temp) {
      write(join(temp, 'workspace', 'deployment.yml'), 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 2\n');
      return join(temp, 'workspace');
    },
  },
  connect: {
    workspace(temp) {
      cpSync(join(root, 'test', 'samples', 'unconnected'), join(temp, 'workspace'), { recursive: true });
      return join(temp, 'workspace');
    },
  },
};

function copyExample(folder) {
  cpSync(join(root, 'examples', 'fabric'), folder, { recursive: true });
  return folder;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Puts the stand-ins for other extensions where VS Code finds installed ones. */
function installStubs(extensions) {
  const stubs = join(root, 'test', 'e2e', 'stubs');
  for (const name of readdirSync(stubs)) cpSync(join(stubs, name), join(extensions, name), { recursive: true });
}

function installPackage(vscodeExecutablePath, dirs) {
  const [cli] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
  const shell = process.platform === 'win32';
  const installed = spawnSync(cli, ['--install-extension', vsix, ...dirs], { stdio: 'inherit', shell });
  if (installed.status !== 0) throw new Error(`${vsix} does not install`);
}

/** Runs one suite; VS Code's exit code is 0 even when the extension host dies halfway: only the suite's own counts are believed. */
async function runSuite(suite, vscodeExecutablePath) {
  const temp = mkdtempSync(join(tmpdir(), 'cascade-e2e-'));
  const extensions = join(temp, 'extensions');
  const dirs = [`--user-data-dir=${join(temp, 'user')}`, `--extensions-dir=${extensions}`];
  const result = join(temp, 'result.json');
  try {
    mkdirSync(extensions);
    if (suites[suite].hasNeighbours) installStubs(extensions);
    if (vsix) installPackage(vscodeExecutablePath, dirs);
    await runTests({
      vscodeExecutablePath,
      // With a package an empty extension is the one under development, so that the installed copy is tested.
      extensionDevelopmentPath: vsix ? join(root, 'test-driver') : root,
      extensionTestsPath: join(root, 'dist', 'test', 'index.js'),
      extensionTestsEnv: {
        TEST_SUITE: suite,
        TEST_GREP: values.grep ?? '',
        TEST_RESULT: result,
        EXPECT_INSTALLED: vsix ? '1' : '',
      },
      launchArgs: [suites[suite].workspace(temp), ...dirs],
    });
  } catch (error) {
    console.error(error.message ?? error);
  } finally {
    if (existsSync(result)) {
      const { passed, failed, failures } = JSON.parse(readFileSync(result, 'utf8'));
      counts.passed += passed;
      counts.failed += failed;
      counts.failures.push(...failures);
    } else {
      const failure = `${suite}: the extension host ended before the tests did`;
      console.error(failure);
      counts.failed += 1;
      counts.failures.push(failure);
    }
    rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
  }
}

const counts = { passed: 0, failed: 0, failures: [] };
// The package is the same code: one suite shows that it is whole.
const all = vsix ? ['fabric'] : Object.keys(suites);
const code = await executable();
for (const suite of values.suite ? [values.suite] : all) await runSuite(suite, code);
if (values.result) writeFileSync(values.result, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;

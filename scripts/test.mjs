// `npm test`: sets up what is missing, then runs every check there is. The last line is `N passed, N failed`, the sum over
// all parts; the exit code is 0 only when nothing failed.
//   --thorough       also what takes too long for every change
//   --with-corpus    also `npm run test:corpus`, when the corpus is there
//   --with-infrahub  also `npm run test:infrahub`, last
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRunner } from './runner.mjs';
import { root, setUp } from './setup.mjs';

const temp = mkdtempSync(join(tmpdir(), 'cascade-test-'));
const started = Date.now();
const runner = createRunner();

/** A tool that passes or fails as a whole. */
async function single(command) {
  const isWell = await runner.run(command, 3);
  return { passed: isWell ? 1 : 0, failed: isWell ? 0 : 1 };
}

/** A vitest project. What was skipped, or could not even be loaded, has failed. */
async function vitest(project) {
  const file = join(temp, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const isWell = await runner.run(['vitest', 'run', '--project', project, ...reporters], 7);
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
  if (skipped > 0) console.error(`${skipped} tests were skipped: that counts as failed`);
  const failed = report.numFailedTests + unloaded.length + skipped;
  return { passed: report.numPassedTests, failed: failed === 0 && !isWell ? 1 : failed };
}

/** The extension-host suite. */
async function extensionHost(...args) {
  const file = join(temp, `host-${args.length}.json`);
  await runner.run(['node', 'scripts/run-extension-tests.mjs', '--result', file, ...args], 5);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1 };
}

/** The tests on a real Infrahub, which start and stop it. A machine that cannot start it has failed. */
async function realInfrahub() {
  const file = join(temp, 'infrahub.json');
  await runner.run(['node', 'scripts/test-infrahub.mjs', '--result', file], 75);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1 };
}

function parts() {
  const last = process.argv.includes('--with-infrahub') ? [['a real Infrahub', realInfrahub]] : [];
  const list = [
    ['types', () => single(['tsc', '-p', '.'])],
    ['lint', () => single(['oxlint', '--type-aware', '--deny-warnings'])],
    ['format', () => single(['oxfmt', '--check'])],
    ['unused code', () => single(['knip'])],
    ['generated files', () => single(['node', 'scripts/manifest.mjs', '--check'])],
    ['build', () => single(['node', 'scripts/build.mjs'])],
    ['unit', () => vitest('unit')],
    ['extension host', () => extensionHost()],
    ['package', () => single(['node', 'scripts/package.mjs'])],
    ['package: command line', () => vitest('package')],
    ['package: extension', () => extensionHost('--packaged')],
  ];
  if (process.argv.includes('--thorough')) list.push(['thorough', () => vitest('thorough')]);
  if (!process.argv.includes('--with-corpus')) return [...list, ...last];
  const corpus = resolve(root, process.env.CASCADE_CORPUS || '../shared/corpus');
  if (existsSync(corpus)) return [...list, ['corpus', () => vitest('corpus')], ...last];
  console.log(`The corpus is not run: there is no folder ${corpus} (CASCADE_CORPUS names another).`);
  return [...list, ...last];
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    runner.stop();
    rmSync(temp, { recursive: true, force: true });
    process.exit(1);
  });
}

const total = { passed: 0, failed: 0 };
const summary = [];
try {
  runner.environment = setUp({ host: true, browser: true });
  for (const [name, work] of parts()) {
    console.log(`\n━━ ${name}`);
    const begun = Date.now();
    const { passed, failed } = await work();
    total.passed += passed;
    total.failed += failed;
    summary.push(`${failed > 0 ? '✘' : '✔'} ${name}: ${passed} passed, ${failed} failed (${seconds(begun)} s)`);
  }
} catch (error) {
  console.error(error.message);
  total.failed += 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
console.log(`\n${summary.join('\n')}\nAll in ${seconds(started)} s.\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0) process.exitCode = 1;

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

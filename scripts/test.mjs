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
import { readCounts } from './vitestCounts.mjs';

const temp = mkdtempSync(join(tmpdir(), 'cascade-test-'));
const started = Date.now();
const runner = createRunner();

/** A tool that passes or fails as a whole. */
async function single(command) {
  if (await runner.run(command, 3)) return { passed: 1, failed: 0, failures: [] };
  return { passed: 0, failed: 1, failures: [command.join(' ')] };
}

/** A vitest project. */
async function vitest(project) {
  const file = join(temp, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=./scripts/vitestCounts.mjs'];
  runner.environment = { ...runner.environment, CASCADE_TEST_COUNTS: file };
  const isWell = await runner.run(['vitest', 'run', '--project', project, ...reporters], 7);
  return readCounts(file, isWell);
}

/** A script that writes what its tests came to. */
async function counted(script, minutes, ...args) {
  const file = join(temp, `result-${summary.length}.json`);
  await runner.run(['node', script, '--result', file, ...args], minutes);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  return { passed: 0, failed: 1, failures: [`${script} ended without a result.`] };
}

/** The extension-host suite. */
const extensionHost = (...args) => counted('scripts/run-extension-tests.mjs', 5, ...args);

/** The tests on a real Infrahub, which start and stop it. A machine that cannot start it has failed. */
const realInfrahub = () => counted('scripts/test-infrahub.mjs', 75);

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
/** What failed, said once more at the end: of a long run often only the end is kept. */
const told = [];
try {
  runner.environment = setUp({ host: true, browser: true });
  for (const [name, work] of parts()) {
    console.log(`\n━━ ${name}`);
    const begun = Date.now();
    const { passed, failed, failures } = await work();
    total.passed += passed;
    total.failed += failed;
    told.push(...failures.map((failure) => `✘ ${name}: ${failure}\n`));
    summary.push(`${failed > 0 ? '✘' : '✔'} ${name}: ${passed} passed, ${failed} failed (${seconds(begun)} s)`);
  }
} catch (error) {
  told.push(error.message);
  total.failed += 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
if (told.length > 0) console.log(`\n━━ what failed\n${told.join('\n')}`);
console.log(`\n${summary.join('\n')}\nAll in ${seconds(started)} s.\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0) process.exitCode = 1;

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

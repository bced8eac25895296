// `npm run test:infrahub`: starts a real Infrahub with an empty database, runs test/infrahub against it, and stops it.
// The last line is `N passed, N failed`; the exit code is 0 only when nothing failed.
//   --keep         leaves Infrahub running
//   --facts        runs test/infrahub/facts instead: what our rule pages say about the server; a whole run writes
//                  result.json, a run of some files brings theirs up to date
//   --result FILE  where to write { passed, failed, failures }
//   WORD           only files whose name contains it
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { INFRAHUB, INFRAHUB_SDK } from './infrahub/versions.mjs';
import { createRunner } from './runner.mjs';
import { setUp } from './setup.mjs';
import { readCounts } from './vitestCounts.mjs';

const { values, positionals } = parseArgs({
  options: { facts: { type: 'boolean' }, keep: { type: 'boolean' }, result: { type: 'string' } },
  allowPositionals: true,
});
const temp = mkdtempSync(join(tmpdir(), 'cascade-infrahub-'));
const report = join(temp, 'report.json');
const counts = join(temp, 'counts.json');
const repeats = join(temp, 'repeats');
const runner = createRunner();
/** A start that a signal ended is not tried again. */
let isStopping = false;

const infrahub = (...args) => runner.run(['node', 'scripts/infrahub.mjs', ...args], 20);

/** A start may fail for reasons that are not ours: it is tried twice. What a test asserts is not. */
async function startServer() {
  for (let attempt = 1; attempt <= 2; attempt++) {
    if (await infrahub('up', '--fresh')) return;
    if (isStopping) break;
    console.error(`The start of Infrahub failed (attempt ${attempt} of 2).`);
  }
  throw new Error('Infrahub cannot be started here: its messages are above.');
}

/** Notes for each statement whether it holds, with the day; what a run of some files leaves out stays, of the same versions. */
function writeFacts(isWhole) {
  const file = 'test/infrahub/facts/result.json';
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const date = new Date().toISOString().slice(0, 10);
  const statements = tests
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ title, status, meta }) => ({ says: title, rules: meta.rules, holds: status === 'passed', date }));
  const head = { infrahub: INFRAHUB, sdk: INFRAHUB_SDK };
  const before = !isWhole && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const isSame = before && Object.entries(head).every(([key, value]) => before[key] === value);
  if (!isWhole && !isSame) return;
  const anew = new Map(statements.map((each) => [each.says, each]));
  const known = new Set(before?.statements.map(({ says }) => says));
  const added = statements.filter(({ says }) => !known.has(says));
  const all = isWhole ? statements : [...before.statements.map((each) => anew.get(each.says) ?? each), ...added];
  writeFileSync(file, `${JSON.stringify({ ...head, statements: all }, null, 2)}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    isStopping = true;
    runner.stop();
    void infrahub('down').then(() => {
      rmSync(temp, { recursive: true, force: true });
      process.exit(1);
    });
  });
}

let total = { passed: 0, failed: 1, failures: [] };
try {
  runner.environment = { ...setUp(), CASCADE_INFRAHUB_REPEATS: repeats, CASCADE_TEST_COUNTS: counts };
  await startServer();
  const reporters = ['verbose', './scripts/vitestCounts.mjs', 'json'].map((each) => `--reporter=${each}`);
  const project = values.facts ? 'facts' : 'infrahub';
  const isWell = await runner.run(
    ['vitest', 'run', '--project', project, ...reporters, `--outputFile.json=${report}`, ...positionals],
    65,
  );
  total = readCounts(counts, isWell);
  if (values.facts && existsSync(report)) writeFacts(positionals.length === 0);
  const missed = existsSync(repeats) ? readFileSync(repeats, 'utf8').trimEnd().split('\n') : [];
  console.log(`\nMissed triggers that were repeated: ${missed.length}${missed.map((each) => `\n  ${each}`).join('')}`);
  if (!isWell) await infrahub('logs', 'worker', '--lines', '60');
} catch (error) {
  console.error(error.message);
  total.failures = [error.message];
} finally {
  if (!values.keep && !(await infrahub('down'))) {
    total.failed += 1;
    total.failures.push('Infrahub could not be stopped.');
  }
  rmSync(temp, { recursive: true, force: true });
}
if (values.result) writeFileSync(values.result, JSON.stringify(total));
for (const failure of values.result ? [] : total.failures) console.log(`✘ ${failure}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0) process.exitCode = 1;

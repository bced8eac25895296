/// <reference types="mocha" />
// The one entry that every host loads: the desktop's VS Code and the server build.
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** Runs the suite of TEST_SUITE. The runner believes the counts it writes, not VS Code's exit code, which is 0 after a crash too. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const { TEST_GREP, TEST_RESULT, TEST_SUITE = 'fabric' } = process.env;
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 20_000, grep: TEST_GREP || undefined });
  mocha.addFile(path.join(__dirname, `${TEST_SUITE}.js`));
  const failures: string[] = [];
  const stats = await new Promise<Mocha.Stats | undefined>((done) => {
    const runner = mocha.run(() => done(runner.stats));
    runner.on('fail', (test, error: Error) => failures.push(`${test.fullTitle()}\n${error.stack ?? error.message}`));
    runner.on('pending', (test) => failures.push(`${test.fullTitle()}\nnot run: that counts as failed`));
  });
  const counts = { passed: stats?.passes ?? 0, failed: failures.length, failures };
  if (TEST_RESULT) writeFileSync(TEST_RESULT, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} test(s) failed`);
}

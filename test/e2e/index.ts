/// <reference types="mocha" />
// The one entry that every host loads: the desktop's VS Code and the server build.
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** Runs all suites. The runner believes the counts it writes, not VS Code's exit code, which is 0 after a crash too. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 20_000 });
  mocha.addFile(path.join(__dirname, 'suite.js'));
  const stats = await new Promise<Mocha.Stats | undefined>((done) => {
    const runner = mocha.run(() => done(runner.stats));
  });
  const counts = { passed: stats?.passes ?? 0, failed: (stats?.failures ?? 0) + (stats?.pending ?? 0) };
  const { TEST_RESULT } = process.env;
  if (TEST_RESULT) writeFileSync(TEST_RESULT, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} test(s) failed`);
}

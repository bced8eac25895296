import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** What is shown of one failure: enough to know what it is about. */
const SHOWN = 2000;

/**
 * A reporter of vitest that writes what a run came to into the file that CASCADE_TEST_COUNTS names:
 * `{ passed, failed, failures }`, with a text for each failure. A test that was skipped, or a file that could not be loaded,
 * has failed.
 */
export default class CountsReporter {
  onTestRunEnd(modules, unhandled) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const isPassed = (test) => test.result().state === 'passed';
    const failures = [
      ...modules.flatMap(ownFailures),
      ...tests.filter((test) => !isPassed(test)).map(failureOf),
      ...unhandled.map(textOf),
    ];
    const counts = { passed: tests.filter(isPassed).length, failed: failures.length, failures };
    writeFileSync(process.env.CASCADE_TEST_COUNTS, JSON.stringify(counts));
  }
}

/** What the reporter wrote. Without it, or when all passed and the run did not end well, the run itself has failed. */
export function readCounts(file, isWell) {
  if (!existsSync(file)) return { passed: 0, failed: 1, failures: ['The tests ended before they were counted.'] };
  const counts = JSON.parse(readFileSync(file, 'utf8'));
  if (isWell || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: ['Every test passed, and yet the run did not end well.'] };
}

/** Errors outside of any test: a file that cannot be loaded, or what runs before and after its tests. */
function ownFailures(module) {
  const suites = [module, ...module.children.allSuites()];
  return suites.flatMap((suite) => suite.errors().map((error) => `${module.relativeModuleId}\n${textOf(error)}`));
}

function failureOf(test) {
  const { state, errors = [] } = test.result();
  const told = state === 'failed' ? errors.map(textOf).join('\n') : `not run (${state}): that counts as failed`;
  return `${test.module.relativeModuleId} > ${test.fullName}\n${told}`;
}

function textOf({ message, diff, stacks = [] }) {
  const places = stacks.map(({ file, line }) => `  at ${file}:${line}`);
  return stripVTControlCharacters([message, ...(diff ? [diff] : []), ...places].join('\n')).slice(0, SHOWN);
}

import { expect, test } from 'vitest';
import { allRecorded, recordedInput, type Recorded } from '../../evidence/recorded';
import { openRepository } from '../../support/repository';

/** What is proven by use (group `repositories`) and facts 3, not by the loader, which opens no other file. */
const aboutOtherFiles: readonly string[] = [
  'config-path-not-found',
  'unknown-query',
  'class-not-found',
  'missing-query-variable',
];

async function errorsIn(files: Record<string, string>, configFile: string): Promise<string[]> {
  const contents = Object.entries(files).map(([path, text]) => [`/${path}`, text] as const);
  const repository = await openRepository(contents);
  return repository.service
    .diagnostics(repository.uri(`/${configFile}`))
    .filter((each) => each.severity === 'error')
    .map((each) => each.finding.rule.id);
}

/** What is not UTF-8 never reaches the rules as text; `yaml-syntax-error` says so. */
const asText = allRecorded('config').filter(({ base64 }) => base64 === undefined);

test.each(asText.map((entry) => [entry.name, entry] as const))(
  'the model and we agree: %s',
  async (_name, { text = '', accepted }: Recorded) => {
    const errors = await errorsIn({ '.infrahub.yml': text }, '.infrahub.yml');
    const ofModel = errors.filter((id) => !aboutOtherFiles.includes(id));
    expect(ofModel.length === 0, ofModel.join()).toBe(accepted);
  },
);

/** Recorded refusals that we do not report, with the reason. */
const silent: Readonly<Record<string, string>> = {
  'cfg09-syntax-error': 'our Python parser may be older than the worker, so a syntax error proves nothing',
};

test.each(allRecorded('repositories').map((entry) => [entry.name, entry] as const))(
  'use and we agree: %s',
  async (name, { files = {}, configFile = '', accepted }: Recorded) => {
    const errors = await errorsIn(files, configFile);
    expect(errors.length === 0, errors.join()).toBe(accepted || name in silent);
  },
);

test('the silent ones are recorded as refused', () => {
  expect(Object.keys(silent).map((name) => recordedInput('repositories', name).accepted)).toEqual([false]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type RecordedGenerator, recordedGenerator, recordedGenerators } from './generators';

const tracked = /CoreGenerator(?:Aware)?GroupUpsert/;

test('the recording covers the inputs', () => {
  const text = readFileSync(new URL('inputs/generators.yml', import.meta.url), 'utf8');
  const given = ({ name, rule, code, files, as, data, convert }: RecordedGenerator): Partial<RecordedGenerator> => {
    return { name, rule, code, files, as, data, convert };
  };
  expect(recordedGenerators.map(given)).toEqual((parse(text) as RecordedGenerator[]).map(given));
});

test('the good generators run, and what they save is tracked', () => {
  const good = recordedGenerators.filter(({ name }) => name.startsWith('good'));
  expect(good.length).toBeGreaterThan(8);
  for (const { name, error, warnings, mutations = [] } of good) {
    expect([name, error, warnings]).toEqual([name, undefined, undefined]);
    expect(mutations.length, name).toBeGreaterThan(0);
    if (name !== 'good-plain-update') expect(mutations.at(-1), name).toMatch(tracked);
  }
});

test.each([
  ['gen06-init-client-is-tracked', true],
  ['gen06-clone-is-not-tracked', false],
  ['gen06-own-client', false],
  ['gen03-run', false],
])('%s: the saved object is tracked: %s', (name, isTracked) => {
  expect(recordedGenerator(name).mutations?.some((each) => tracked.test(each))).toBe(isTracked);
});

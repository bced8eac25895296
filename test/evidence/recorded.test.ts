import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { configModel } from '../../server/src/data/configModel';
import { sdkToServerVersion } from '../../server/src/data/versions';
import { allRecorded, type Recorded, type RecordedGroup, recordedInput, recordedSdk } from './recorded';

type Input = string | Uint8Array | Record<string, string | null>;

function inputs(group: RecordedGroup): Record<string, Input> {
  const text = readFileSync(new URL(`inputs/${group}.yml`, import.meta.url), 'utf8');
  return parse(text, { merge: true, customTags: ['binary'] }) as Record<string, Input>;
}

function inputOf({ text, base64, files }: Recorded): Input | undefined {
  return base64 === undefined ? (text ?? files) : new Uint8Array(Buffer.from(base64, 'base64'));
}

function withoutMissing(input: Input): Input {
  if (typeof input === 'string') return input;
  if (input instanceof Uint8Array) return new Uint8Array(input);
  return Object.fromEntries(Object.entries(input).filter(([, text]) => text !== null));
}

test.each(['config', 'repositories', 'objects', 'menus'] as const)('the recording covers the inputs of %s', (group) => {
  const given = Object.entries(inputs(group)).map(([name, input]) => [name, withoutMissing(input)]);
  expect(allRecorded(group).map((entry) => [entry.name, inputOf(entry)])).toEqual(given);
});

test('an input is refused exactly when there are errors', () => {
  const groups = (['config', 'repositories', 'objects', 'menus'] as const).flatMap(allRecorded);
  expect(groups.filter(({ accepted, errors }) => accepted !== (errors.length === 0))).toEqual([]);
  expect(() => recordedInput('config', 'nothing-like-this')).toThrow('nothing recorded');
});

test('the good inputs are accepted', () => {
  const groups = (['config', 'repositories', 'objects', 'menus'] as const).flatMap(allRecorded);
  const good = groups.filter(({ name }) => name === 'good' || name.startsWith('good-'));
  expect(good.length).toBeGreaterThan(8);
  expect(good.filter(({ accepted }) => !accepted)).toEqual([]);
});

test('the loader and the model of its server agree on keys and on what is required', () => {
  const version = sdkToServerVersion(recordedSdk);
  expect(version).toBe('1.11');
  const sections = configModel(version ?? '1.11').rootKeys;
  for (const { name, errors } of allRecorded('config')) {
    for (const { at = '', type } of errors) {
      const [sectionName = '', , keyName = '', ...deeper] = at.split('/');
      const section = sections.find(({ key }) => key === sectionName);
      const element = section?.element ?? 'path';
      const key = element === 'path' ? undefined : element.keys.find((entry) => entry.key === keyName);
      if (deeper.length > 0) continue;
      if (type === 'missing') expect(key, name).toMatchObject({ required: true });
      if (type === 'extra_forbidden') expect(key, name).toBeUndefined();
      if (type === 'extra_forbidden' && keyName === '') expect(section, name).toBeUndefined();
      if (type === 'value_error') expect(section, name).toMatchObject({ uniqueNames: true });
    }
  }
});

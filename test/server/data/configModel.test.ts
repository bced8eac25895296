import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../scripts/data/mergeVersions.mjs';
import { type ConfigKey, configModel, type ConfigSection } from '../../../server/src/data/configModel';
import { type ServerVersion, serverVersions } from '../../../server/src/data/versions';
import digests from './digests.json' with { type: 'json' };

function sectionAt(version: ServerVersion, key: string): ConfigSection | undefined {
  return configModel(version).rootKeys.find((section) => section.key === key);
}

function keysAt(version: ServerVersion, section: string): ConfigKey[] {
  const element = sectionAt(version, section)?.element;
  return element === undefined || element === 'path' ? [] : element.keys;
}

const keyAt = (version: ServerVersion, section: string, key: string) =>
  keysAt(version, section).find((entry) => entry.key === key);

const withoutSince = ({ since: _since, ...fields }: ConfigKey) => fields;

test.each(serverVersions)('the .infrahub.yml model of %s is exactly that of the facts', (version) => {
  const model = configModel(version);
  const facts = {
    rootKeys: model.rootKeys.map(({ since: _since, element, ...fields }) => ({
      ...fields,
      ...(element === 'path' ? {} : { keys: element.keys.map(withoutSince) }),
    })),
    watchKeys: model.watchKeys.map(withoutSince),
  };
  expect(createHash('sha256').update(canonicalJson(facts)).digest('hex')).toBe(digests.configModel[version]);
});

test('objects and menus since 1.3, graphql_fragments since 1.9', () => {
  const keys = (version: ServerVersion) => configModel(version).rootKeys.map(({ key }) => key);
  expect(keys('1.2')).not.toContain('objects');
  expect(keys('1.3')).toEqual(expect.arrayContaining(['objects', 'menus']));
  expect(keys('1.8')).not.toContain('graphql_fragments');
  expect(sectionAt('1.9', 'graphql_fragments')).toMatchObject({ since: '1.9', uniqueNames: true });
  expect(sectionAt('1.11', 'objects')).toMatchObject({ since: '1.3', element: 'path', uniqueNames: false });
});

test('generator definitions: required keys, defaults and dates', () => {
  const required = keysAt('1.11', 'generator_definitions').filter((key) => key.required);
  expect(required.map(({ key }) => key)).toEqual(['name', 'file_path', 'query', 'targets']);
  expect(keyAt('1.4', 'generator_definitions', 'execute_after_merge')).toBeUndefined();
  expect(keyAt('1.5', 'generator_definitions', 'execute_after_merge')).toMatchObject({
    type: 'boolean',
    required: false,
    default: true,
    since: '1.5',
  });
  expect(keyAt('1.2', 'generator_definitions', 'class_name')).toMatchObject({ default: 'Generator' });
  expect(keyAt('1.11', 'generator_definitions', 'file_path')?.type).toBe('path');
  expect(keyAt('1.11', 'generator_definitions', 'parameters')?.type).toBe('mapping');
});

test('watch since 1.10 on transforms, since 1.11 on generators, asked for since 1.11', () => {
  const watch = (version: ServerVersion, section: string) => keyAt(version, section, 'watch');
  expect(watch('1.9', 'python_transforms')).toBeUndefined();
  expect(watch('1.10', 'python_transforms')).toMatchObject({ type: 'watch', nullable: true });
  expect(watch('1.10', 'python_transforms')?.advised).toBeUndefined();
  expect(watch('1.11', 'python_transforms')?.advised).toBe(true);
  expect(watch('1.11', 'jinja2_transforms')?.advised).toBeUndefined();
  expect(watch('1.10', 'generator_definitions')).toBeUndefined();
  expect(watch('1.11', 'generator_definitions')).toMatchObject({ advised: true, since: '1.11' });
  expect(configModel('1.9').watchKeys).toEqual([]);
  expect(configModel('1.11').watchKeys).toMatchObject([{ key: 'files', type: 'pathList', required: false }]);
});

test('queries belong to Jinja2 transforms and generators, not to checks and Python transforms', () => {
  const sections = configModel('1.11').rootKeys.map(({ key }) => key);
  const withQuery = sections.filter((section) => keyAt('1.11', section, 'query') !== undefined);
  expect(withQuery).toEqual(['jinja2_transforms', 'generator_definitions']);
});

import { expect, test } from 'vitest';
import { attributeKinds } from '../../../server/src/data/attributeKinds';
import {
  compareServerVersions,
  newestServerVersion,
  parseServerVersion,
  sdkToServerVersion,
  serverVersions,
} from '../../../server/src/data/versions';

test.each([
  ['1.11', '1.11'],
  ['1.11.9', '1.11'],
  ['v1.10.0', '1.10'],
  [' 1.2.12 ', '1.2'],
  ['1.11.0rc1', '1.11'],
  ['1.3.0b6+local.1', '1.3'],
  ['1.1', undefined],
  ['1.12.0', undefined],
  ['2.3', undefined],
  ['1', undefined],
  ['11.11', undefined],
  ['1.11; rm', undefined],
  ['', undefined],
])('reads the server version %j as %j', (text, version) => {
  expect(parseServerVersion(text)).toBe(version);
});

test.each([
  ['1.11.9', undefined],
  ['1.12.1', '1.2'],
  ['1.13.5', '1.3'],
  ['1.14.0', '1.4'],
  ['1.15.1', '1.5'],
  ['1.16.0', '1.5'],
  ['1.17.0', '1.6'],
  ['1.18.1', '1.7'],
  ['1.19.0', '1.8'],
  ['1.20.1', '1.9'],
  ['1.21.1', '1.9'],
  ['1.22.3', '1.10'],
  ['1.23.2', '1.11'],
  ['1.24.0', undefined],
  ['latest', undefined],
])('pairs the SDK %j with the server %j', (sdk, version) => {
  expect(sdkToServerVersion(sdk)).toBe(version);
});

test('orders versions by number, not by text', () => {
  expect(serverVersions.toSorted(compareServerVersions)).toEqual(serverVersions);
  expect(compareServerVersions('1.10', '1.9')).toBeGreaterThan(0);
  expect(compareServerVersions('1.2', '1.11')).toBeLessThan(0);
  expect(compareServerVersions('1.5', '1.5')).toBe(0);
  expect(serverVersions.at(-1)).toBe(newestServerVersion);
});

test('attribute kinds grow with the version', () => {
  expect(attributeKinds('1.2')).not.toContain('NumberPool');
  expect(attributeKinds('1.10')).toEqual(expect.arrayContaining(['NumberPool', 'Dropdown']));
  expect(attributeKinds('1.10')).not.toContain('IPAddress');
  expect(attributeKinds('1.11')).toContain('IPAddress');
});

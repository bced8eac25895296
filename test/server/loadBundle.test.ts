import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadBundle } from '../../server/src/loadBundle';

let temp: string;
let cache: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'cascade-bundle-'));
  cache = join(temp, 'cache');
});
afterEach(() => rmSync(temp, { recursive: true, force: true }));

/** A bundle of one function, which gives `value`. */
function bundle(value: string): string {
  const path = join(temp, 'bundle.js');
  writeFileSync(path, `exports.value = function () { return '${value}'; };\n`);
  return path;
}

/** Starts the bundle as a new process would, calls it and keeps what was compiled. */
function start(path: string, env: NodeJS.ProcessEnv = {}, user: Pick<NodeJS.Process, 'getuid'> = process): string {
  const { platform, arch, versions } = process;
  const host = { env: { NODE_COMPILE_CACHE: cache, ...env }, platform, arch, versions, getuid: user.getuid };
  const { exports, keepCompiled } = loadBundle<{ value: () => string }>(path, host);
  const value = exports.value();
  keepCompiled();
  return value;
}

/** The only file in the cache. */
function kept(): string {
  const [name = '', ...others] = readdirSync(cache);
  expect(others).toEqual([]);
  return join(cache, name);
}

/** Whether a start has no need to keep anything anew. */
function isKept(path: string, user?: Pick<NodeJS.Process, 'getuid'>): boolean {
  utimesSync(kept(), 0, 0);
  start(path, {}, user);
  return statSync(kept()).mtimeMs === 0;
}

test('what the first start compiled is kept for the second', () => {
  const path = bundle('one');
  expect(start(path)).toBe('one');
  expect(isKept(path)).toBe(true);
  expect(start(path)).toBe('one');
});

test('a bundle that changed, though not in its length, is run as it is now and kept in place of the old one', () => {
  expect(start(bundle('one'))).toBe('one');
  const path = bundle('two');
  expect(isKept(path)).toBe(false);
  expect(start(path)).toBe('two');
  expect(isKept(path)).toBe(true);
});

test.each([
  ['empty', (): Buffer => Buffer.alloc(0)],
  ['cut off', (content: Buffer) => content.subarray(0, content.length / 2)],
  ['spoilt', (content: Buffer) => content.map((byte, at) => (at % 7 === 3 ? byte ^ 0x41 : byte))],
  ['of something else', () => Buffer.from('no code at all, but longer than any digest would be')],
])('a kept file that is %s is not used, and mended', (_, spoil) => {
  const path = bundle('one');
  start(path);
  writeFileSync(kept(), spoil(readFileSync(kept())));
  expect(start(path)).toBe('one');
  expect(isKept(path)).toBe(true);
});

test('what another user owns is not run, as when the superuser starts it with the home of somebody else', () => {
  const path = bundle('one');
  start(path);
  expect(isKept(path, { getuid: () => 12_345 })).toBe(false);
  expect(isKept(path)).toBe(true);
});

test('what others may have written is not run, and replaced by what only the user may write', () => {
  const path = bundle('one');
  start(path);
  chmodSync(kept(), 0o622);
  expect(isKept(path)).toBe(false);
  expect(statSync(kept()).mode & 0o777).toBe(0o600);
  expect(statSync(cache).mode & 0o077).toBe(0);
  expect(isKept(path)).toBe(true);
});

test('a link is not followed, and what it leads to is not written', () => {
  const path = bundle('one');
  start(path);
  const other = join(temp, 'other');
  renameSync(kept(), other);
  const link = join(cache, `bundle-${process.versions.v8}-${process.arch}`);
  symlinkSync(other, link);
  utimesSync(other, 0, 0);
  expect(start(bundle('two'))).toBe('two');
  expect(statSync(other).mtimeMs).toBe(0);
  expect(lstatSync(link).isFile()).toBe(true);
});

test('where the system knows no owners what is kept is used', () => {
  const path = bundle('one');
  start(path);
  chmodSync(kept(), 0o666);
  expect(isKept(path, {})).toBe(true);
});

test('nothing is kept where that is turned off', () => {
  expect(start(bundle('one'), { NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('one');
  expect(readdirSync(temp)).toEqual(['bundle.js']);
});

test('a cache that cannot be written is no error, and nothing is left of the attempt', () => {
  writeFileSync(cache, 'a file in place of the folder');
  expect(start(bundle('one'))).toBe('one');
  rmSync(cache);
  start(bundle('one'));
  const file = kept();
  rmSync(file);
  mkdirSync(file);
  expect(start(bundle('one'))).toBe('one');
  expect(kept()).toBe(file);
});

test('the bundle loads modules beside itself and of Node', () => {
  const path = join(temp, 'bundle.js');
  writeFileSync(join(temp, 'other.js'), `exports.name = 'other';`);
  writeFileSync(
    path,
    `const { basename } = require('node:path'); exports.value = () => require('./other').name + basename(__filename) + (module.exports === exports);`,
  );
  expect(start(path)).toBe('otherbundle.jstrue');
});

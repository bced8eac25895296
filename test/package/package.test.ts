import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const out = join(root, 'dist', 'package');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'cascade-package-'));
  execFileSync('tar', ['-xzf', join(out, `infrahub-cascade-${version}.tgz`), '-C', temp]);
  cpSync(join(root, 'examples', 'fabric'), join(temp, 'fabric'), { recursive: true });
});

afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Runs the unpacked command line in the empty folder. */
function cli(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const bin = join(temp, 'package', 'dist', 'cli.js');
  const env = { ...process.env, NODE_COMPILE_CACHE: join(temp, 'cache') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: temp, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('the command line, unpacked', () => {
  it('needs nothing beside it', () => {
    const manifest = JSON.parse(readFileSync(join(temp, 'package', 'package.json'), 'utf8'));
    expect(Object.keys(manifest)).not.toContain('scripts');
    expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
    expect(existsSync(join(temp, 'package', 'node_modules'))).toBe(false);
  });

  it('is executable by its name', () => {
    const bin = readFileSync(join(temp, 'package', 'dist', 'cli.js'), 'utf8');
    expect(bin.startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  it('finds nothing in the example', () => {
    expect(cli('check', 'fabric')).toMatchObject({ code: 0 });
  });

  it('finds a mistake', () => {
    const file = join(temp, 'fabric', 'objects', '90_triggers.yml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('mutation_action: updated', 'mutation_action: updatd'));
    const { code, stdout } = cli('check', 'fabric');
    writeFileSync(file, text);
    expect(code).toBe(1);
    expect(stdout).toContain('invalid-mutation-action');
  });

  it('refuses an unknown option', () => {
    const { code, stderr } = cli('check', '--no-such-option');
    expect(stderr).toMatch(/^infrahub-cascade: Unknown option '--no-such-option'/);
    expect(code).toBe(2);
  });

  it('brings along the command that talks to a server', () => {
    const { code, stderr } = cli('untrack');
    expect(stderr).toBe('infrahub-cascade: Name a branch with --branch, or say --all-branches.\n');
    expect(code).toBe(2);
  });
});

describe('the extension, staged', () => {
  const folder = join(out, 'extension');

  it('holds bundles, texts and media only', () => {
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['extension.js', 'languageServer.js', 'server.js']);
    const known = [
      '.vscodeignore',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'ThirdPartyNotices.txt',
      'dist',
      'l10n',
      'media',
      'package.json',
      'package.nls.json',
      'syntaxes',
    ];
    expect(readdirSync(folder).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('has no path of the machine that built it', () => {
    for (const name of ['extension.js', 'languageServer.js', 'server.js']) {
      expect(readFileSync(join(folder, 'dist', name), 'utf8').includes(root), name).toBe(false);
    }
  });

  it('has every file that its manifest names', () => {
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
    const paths = [...manifest.matchAll(/"(\.\/[^"]+|media\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(paths.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });

  it('has a text for every placeholder of its manifest', () => {
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
    const texts = JSON.parse(readFileSync(join(folder, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    expect(used.filter((key) => !(key in texts))).toEqual([]);
    expect(Object.keys(texts).filter((key) => !used.includes(key))).toEqual([]);
  });
});

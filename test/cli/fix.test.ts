import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useCommandLine } from './commandLine';

const { folderWith, run } = useCommandLine();

const config = 'objects: [objects]\n';
const group = (id: string): string =>
  `kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    # cascade-disable-next-line ${id}\n    - name: ${id}\n`;
const trigger = 'kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - mutation_action: update\n';
const before = group('unknown-actoin');
const after = before.replace('line unknown-actoin', 'line unknown-action');

/** The bytes of a file after `check --fix`. */
async function fixed(text: string | Buffer): Promise<Buffer> {
  const folder = folderWith({ '.infrahub.yml': config, 'objects/a.yml': '' });
  const file = join(folder, 'objects/a.yml');
  writeFileSync(file, text);
  const { stderr } = await run(['check', '--fix', folder]);
  expect(stderr).toBe('');
  expect(readdirSync(join(folder, 'objects'))).toEqual(['a.yml']);
  return readFileSync(file);
}

test('safe fixes are written and counted; what is left is reported', async () => {
  const folder = folderWith({ '.infrahub.yml': config, 'objects/a.yml': before, 'objects/b.yml': after });
  const written = await run(['check', '--fix', folder]);
  expect(written).toMatchObject({ code: 0, stdout: 'No findings in 3 files. 1 file fixed.\n' });
  expect(readFileSync(join(folder, 'objects/a.yml'), 'utf8')).toBe(after);
});

test('an unsafe fix is not made', async () => {
  expect((await fixed(trigger)).toString()).toBe(trigger);
});

test('all fixes of a file are made, and a file of several documents gets its leading marker', async () => {
  const one = `${before}---\n${before.replace('name: ', 'name: other-')}`;
  expect((await fixed(one)).toString()).toBe(`---\n${after}---\n${after.replace('name: ', 'name: other-')}`);
  const marked = `---\n${one}`;
  expect((await fixed(marked)).toString()).toBe(`---\n${after}---\n${after.replace('name: ', 'name: other-')}`);
});

test('byte order mark and line breaks stay', async () => {
  const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
  const two = (text: string): string => `${text}---\n${text.replace('name: ', 'name: other-')}`;
  expect((await fixed(windows(before))).equals(Buffer.from(windows(after)))).toBe(true);
  expect((await fixed(windows(two(before)))).toString()).toBe(windows(`---\n${two(after)}`));
});

test('a file that is no UTF-8 is left alone', async () => {
  const bytes = Buffer.from(`# caf\u00E9\n${before}`, 'latin1');
  expect((await fixed(bytes)).equals(bytes)).toBe(true);
});

test('a link stays a link, and its file keeps its mode', async () => {
  const folder = folderWith({ '.infrahub.yml': config, 'hidden/a.txt': before, 'objects/b.yml': after });
  const target = join(folder, 'hidden/a.txt');
  chmodSync(target, 0o640);
  const link = join(folder, 'objects/a.yml');
  symlinkSync(target, link);
  expect((await run(['check', '--fix', folder])).stderr).toBe('');
  expect(readFileSync(target, 'utf8')).toBe(after);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync(target).mode & 0o777).toBe(0o640);
});

test('a file that cannot be written: a sentence, and nothing half-written', async () => {
  const folder = folderWith({ '.infrahub.yml': config, 'objects/a.yml': before });
  const file = join(folder, 'objects/a.yml');
  chmodSync(file, 0o444);
  // The superuser may write everything, so it steps back; anybody else is that already.
  const uid = process.getuid?.() === 0 ? 65_534 : undefined;
  const { code, stdout, stderr } = await run(['check', '--fix', folder], { uid });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(`infrahub-cascade: ${file} cannot be written (EACCES).\n`);
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(readdirSync(join(folder, 'objects'))).toEqual(['a.yml']);
});

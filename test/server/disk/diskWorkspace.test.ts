import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createDiskWorkspace } from '../../../server/src/disk/diskWorkspace';
import { walk } from '../../../server/src/disk/walk';
import { createService } from '../../../server/src/service';
import { settingsSchema } from '../../../server/src/settings';
import { readFolder } from '../../support/repository';

function temporary(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cascade-disk-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function listing(folder: string, exclude: readonly string[] = []) {
  const workspace = createDiskWorkspace({ maxFileSize: () => 1000, exclude: () => exclude });
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  const { files, unread } = await workspace.list(pathToFileURL(folder).href);
  const relative = (uris: readonly string[]): string[] =>
    uris.map((each) => decodeURIComponent(each.slice(pathToFileURL(folder).href.length + 1))).toSorted();
  const listed = relative(files);
  // What is listed is included, and nothing else.
  for (const path of listed) expect(workspace.includes(uri(path)), path).toBe(true);
  return { workspace, uri, files: listed, unread: relative(unread), relative };
}

test('tools, caches, virtual environments and what git ignores are left out', async () => {
  const folder = temporary({
    '.git/HEAD': '',
    '.gitignore': '*.log\n/build/\n!keep.log\ndeep/*/x.yml\n',
    'a.yml': '',
    'a.log': '',
    'keep.log': '',
    'build/a.yml': '',
    'sub/build/a.yml': '',
    'sub/.gitignore': '!a.log\nlocal/\n',
    'sub/a.log': '',
    'sub/local/a.yml': '',
    'deep/er/x.yml': '',
    'deep/er/y.yml': '',
    'node_modules/p/a.yml': '',
    '__pycache__/a.py': '',
    'env/pyvenv.cfg': '',
    'env/lib/a.py': '',
  });
  const { files, workspace, uri } = await listing(folder);
  const shown = ['.gitignore', 'a.yml', 'deep/er/y.yml', 'keep.log', 'sub/.gitignore', 'sub/a.log', 'sub/build/a.yml'];
  expect(files).toEqual(shown);
  for (const path of ['a.log', 'build/a.yml', 'build/deep/a.yml', 'sub/local/a.yml', 'env/lib/a.py', '.git/HEAD']) {
    expect(workspace.includes(uri(path)), path).toBe(false);
  }
  for (const path of ['new.yml', 'sub/new/b.yml']) expect(workspace.includes(uri(path)), path).toBe(true);
});

test('rules of git above the folder count; a folder that is ignored and opened itself is shown', async () => {
  const folder = temporary({
    '.git/HEAD': '',
    '.gitignore': 'secret.yml\nout/\n',
    'repo/a.yml': '',
    'repo/secret.yml': '',
    'out/b.yml': '',
  });
  expect((await listing(join(folder, 'repo'))).files).toEqual(['a.yml']);
  expect((await listing(join(folder, 'out'))).files).toEqual(['b.yml']);
});

test.each([
  [['sub'], ['a.yml', 'other/sub/d.yml']],
  [['sub/**'], ['a.yml', 'other/sub/d.yml']],
  [['**/sub/**'], ['a.yml']],
  [['sub/*'], ['a.yml', 'other/sub/d.yml']],
  [['sub/*.yml'], ['a.yml', 'other/sub/d.yml', 'sub/deep/c.yml']],
  [['**/*.yml'], []],
  [['sub/x'], ['a.yml', 'other/sub/d.yml', 'sub/b.yml', 'sub/deep/c.yml']],
])('exclude %j leaves out what it names', async (exclude, shown) => {
  const files = { 'a.yml': '', 'sub/b.yml': '', 'sub/deep/c.yml': '', 'other/sub/d.yml': '' };
  expect((await listing(temporary(files), exclude)).files).toEqual(shown);
});

test('what git ignores is listed when asked for, what the user excludes and tools keep is not', async () => {
  const folder = temporary({
    '.gitignore': 'generated/\n',
    'generated/a.yml': '',
    'generated/node_modules/b.yml': '',
    'generated/not/c.yml': '',
  });
  const { workspace, uri, relative } = await listing(folder, ['generated/not']);
  const { files, unread } = await workspace.listIgnored(uri('generated'));
  expect([relative(files), unread]).toEqual([['generated/a.yml'], []]);
  expect(workspace.includes(uri('generated/a.yml'))).toBe(false);
  expect(workspace.includes(uri('generated/a.yml'), 'named')).toBe(true);
  expect(workspace.includes(uri('generated/not/c.yml'), 'named')).toBe(false);
  expect(await workspace.listIgnored(uri('generated/not'))).toEqual({ files: [], unread: [uri('generated/not')] });
});

test('links: inside once, never outside, loops end', async () => {
  const outside = temporary({ 'secret.yml': '' });
  const folder = temporary({ 'zz/real/a.yml': '', '.gitignore': 'hidden\n', 'hidden/h.yml': '' });
  const link = (target: string, path: string): void => symlinkSync(target, join(folder, path));
  link('zz/real', 'aa');
  link('zz/real/a.yml', 'a-link.yml');
  link('zz/real/a.yml', 'parked.yml.save');
  link('hidden', 'shown');
  link('..', 'zz/real/loop');
  link('self', 'self');
  link('nowhere', 'broken.yml');
  link(outside, 'out');
  link(join(outside, 'secret.yml'), 'secret.yml');
  const { files, workspace, uri } = await listing(folder);
  // Every file has one path, its own where it has one that counts; another ending makes it another file.
  expect(files).toEqual(['.gitignore', 'parked.yml.save', 'shown/h.yml', 'zz/real/a.yml']);
  expect(await workspace.listIgnored(uri('out'))).toEqual({ files: [], unread: [uri('out')] });
  expect(workspace.includes(uri('secret.yml'), 'named')).toBe(false);
  expect(await workspace.stat(uri('self'))).toBeUndefined();
});

/** What is found in the files of a folder on disk, by path. */
async function findingsIn(folder: string, exclude: readonly string[] = []): Promise<string[]> {
  const root = pathToFileURL(folder).href;
  const workspace = createDiskWorkspace({ maxFileSize: () => 1_000_000, exclude: () => exclude });
  const service = createService({ workspace, now: () => 0, log: (message) => expect.fail(message) });
  service.configure(settingsSchema.parse({ profile: 'all' }));
  await service.index([root]);
  return service
    .projects()
    .flatMap((project) => [...project.allFiles()])
    .flatMap(({ uri, path }) => service.diagnostics(uri).map(({ finding }) => `${path}: ${finding.rule.id}`));
}

const example = Object.fromEntries(readFolder('examples/fabric').map(([path, text]) => [path.slice(1), text]));

test('a listed link that leads into a loop is there, and shows every file once', async () => {
  const config = (example['.infrahub.yml'] ?? '').replace(/^objects:\n/m, 'objects:\n  - objects/loop\n');
  const folder = temporary({ ...example, '.infrahub.yml': config });
  symlinkSync('..', join(folder, 'objects/loop'));
  expect(await findingsIn(folder)).toEqual([]);
});

test.each([['objects/90_triggers.yml'], ['objects'], ['**/9*'], ['objects/**']])(
  'nothing is said to be missing that may stand in files that the user excludes: %s',
  async (glob) => {
    expect(await findingsIn(temporary(example), [glob])).toEqual([]);
    // The same by the file of the repository.
    expect(await findingsIn(temporary({ ...example, '.infrahub-cascade.yml': `ignore: ['${glob}']\n` }))).toEqual([]);
  },
);

test.each(['.', './', './.', './/', 'objects/.', 'objects/./'])(
  'nothing is said to be missing that may stand in an excluded folder of a listed one: %s',
  async (listed) => {
    const config = (example['.infrahub.yml'] ?? '').replace(/^objects:\n(?: +- .*\n)+/m, `objects: [${listed}]\n`);
    expect(config).toContain(`[${listed}]`);
    const files = { ...example, '.infrahub.yml': config };
    expect(await findingsIn(temporary(files))).toEqual([]);
    expect(await findingsIn(temporary(files), ['objects'])).toEqual([]);
  },
);

test('a configuration that names links finds what is inside and doubts what is outside', async () => {
  const schema = 'version: "1.0"\nnodes: [{namespace: My, name: Thing}]\n';
  const outside = temporary({ 'b.yml': schema.replace('Thing', 'Other') });
  const folder = temporary({ '.infrahub.yml': 'schemas: [linked, out]\n', 'real/a.yml': schema });
  symlinkSync('real', join(folder, 'linked'));
  const workspace = createDiskWorkspace({ maxFileSize: () => 1000, exclude: () => [] });
  const service = createService({ workspace, now: () => performance.now(), log: () => undefined });
  const root = pathToFileURL(folder).href;
  await service.index([root]);
  expect(service.projects()[0]?.kinds.get('MyThing')?.origin).toBe('schema');
  symlinkSync(outside, join(folder, 'out'));
  await service.index([root]);
  const [project] = service.projects();
  expect(project?.schemasComplete).toBe(false);
  expect(project?.kinds.get('MyOther')).toBeUndefined();
  const messages = service.diagnostics(`${root}/.infrahub.yml`).map(({ message }) => message);
  expect(messages.filter((message) => message.includes('There is no'))).toEqual([]);
});

test('reading: text without its mark, too large, binary, a folder, nothing, below a file', async () => {
  const folder = temporary({
    'a.yml': '\uFEFFa: ä\r\n',
    'large.yml': 'x'.repeat(1001),
    'binary.yml': 'a\0b',
    'd/x': '',
  });
  const { workspace, uri } = await listing(folder);
  expect(await workspace.read(uri('a.yml'))).toEqual({ kind: 'text', text: 'a: ä\r\n' });
  expect(await workspace.read(uri('large.yml'))).toEqual({ kind: 'tooLarge', size: 1001 });
  expect(await workspace.read(uri('binary.yml'))).toEqual({ kind: 'binary' });
  expect(await workspace.read(uri('d'))).toEqual({ kind: 'unreadable', reason: 'EISDIR' });
  for (const path of ['nothing.yml', 'a.yml/x.yml']) {
    expect(await workspace.read(uri(path))).toEqual({ kind: 'unreadable', reason: 'ENOENT' });
  }
  for (const address of ['untitled:Untitled-1', `${uri('a')}%00b`, 'file:///%', 'vscode-remote://host/a']) {
    expect((await workspace.read(address)).kind).toBe('unreadable');
    expect(await workspace.stat(address)).toBeUndefined();
  }
});

const unused = { isSkippedFolder: () => false, isSkippedFile: () => false, isExcluded: () => false };

test('folders that are too deep, or files that are too many, are said to be unread', async () => {
  const deep = join(...Array.from({ length: 60 }, () => 'd'));
  const folder = temporary({ 'a.yml': '', [join(deep, 'b.yml')]: '', 'sub/c.yml': '' });
  const all = await walk(folder, { rules: unused, limit: 100 });
  expect(all.files.map((file) => file.slice(folder.length + 1)).toSorted()).toEqual(['a.yml', 'sub/c.yml']);
  expect(all.unread).toHaveLength(1);
  expect(all.unread[0]).toContain('/d/d/d/');
  expect(await walk(folder, { rules: unused, limit: 1 })).toMatchObject({
    files: [expect.any(String)],
    unread: [folder],
  });
  const missing = join(folder, 'missing');
  expect(await walk(missing, { rules: unused, limit: 1 })).toMatchObject({ files: [], unread: [missing] });
});

test('a folder that cannot be read is said to be unread, a file that cannot be read says why', async () => {
  const folder = temporary({ 'a.yml': '', 'closed/b.yml': '', 'closed.yml': '' });
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'closed'), 0);
  chmodSync(join(folder, 'closed.yml'), 0);
  const steppedBack = process.geteuid?.() === 0;
  // The superuser may read everything, so it steps back; anybody else is that already.
  if (steppedBack) process.seteuid?.(65_534);
  try {
    const { files, unread, workspace, uri } = await listing(folder);
    expect([files, unread]).toEqual([['a.yml', 'closed.yml'], ['closed']]);
    expect(await workspace.read(uri('closed.yml'))).toEqual({ kind: 'unreadable', reason: 'EACCES' });
    expect(await workspace.stat(uri('closed.yml'))).toBe('file');
    expect(await workspace.stat(uri('closed/b.yml'))).toBe('unreadable');
  } finally {
    if (steppedBack) process.seteuid?.(0);
    chmodSync(join(folder, 'closed'), 0o755);
  }
});

test('20,000 files are listed with rests in between', { timeout: 60_000 }, async () => {
  const folder = temporary({ '.gitignore': '*.log\nbuild/\n**/tmp/**\n' });
  for (let at = 0; at < 20_000; at++) {
    const path = join(folder, `f${at % 4}/file${at}.yml`);
    if (at < 4) mkdirSync(dirname(path));
    writeFileSync(path, '');
  }
  let longest = 0;
  let last = performance.now();
  let ended = false;
  const watch = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!ended) setImmediate(watch);
  };
  setImmediate(watch);
  const workspace = createDiskWorkspace({ maxFileSize: () => 1000, exclude: () => [] });
  const { files } = await workspace.list(pathToFileURL(folder).href);
  ended = true;
  expect(files).toHaveLength(20_001);
  // Far above the 15 ms between two rests: other tests share the processor.
  expect(longest).toBeLessThan(250);
});

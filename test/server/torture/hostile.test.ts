import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pathToFileURL } from 'node:url';
import { createDiskWorkspace } from '../../../server/src/disk/diskWorkspace';
import { createService } from '../../../server/src/service';
import { openRepository } from '../../support/repository';

/** Generous: it is there to catch what never ends. */
const limit = 10_000;
const items = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => item(index)).join('');

const head = 'kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n';

const hostile: Record<string, () => string> = {
  'alias bomb': () =>
    `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${items(30, (at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(10)}]\n`)}`,
  'alias bomb in settings': () =>
    `rules: &a0 {x: y}\n${items(12, (at) => `k${at}: &a${at + 1} [${`*a${at}, `.repeat(10)}]\n`)}profile: *a12\n`,
  'merge bomb': () =>
    `a0: &a0 {x: 1}\n${items(30, (at) => `a${at + 1}: &a${at + 1} {<<: [${`*a${at}, `.repeat(10)}]}\n`)}spec: *a30\n`,
  'alias of itself': () =>
    'spec: &a\n  kind: A\n  data: [*a]\n  attributes: [*a]\nnodes: [&b {attributes: [*b], choices: *b}]\n',
  'merge keys in a circle': () => 'kind: Object\nspec: &a\n  <<: *a\n  data:\n    - &b {<<: [*a, *b]}\n',
  'deep lists': () => `${head}    ${'- '.repeat(10_000)}x\n`,
  'deep brackets': () => `${head}    - ${'['.repeat(10_000)}\n`,
  'deep braces': () => `${head}    - ${'{a: '.repeat(10_000)}\n`,
  'deep indentation': () => items(2_000, (at) => `${' '.repeat(at)}a:\n`),
  'deep nesting of objects': () => {
    const block = (at: number): string => ' '.repeat(6 + at * 4);
    return `${head}    - name: x\n${items(200, (at) => `${block(at)}action:\n${block(at)}  data:\n${block(at)}    name: x\n`)}`;
  },
  'one long line': () => `${head}    - name: ${'x'.repeat(1_000_000)}\n`,
  'quotes without end': () => `${head}${items(5000, (at) => `    - name: "${at}\n`)}`,
  'brackets without end': () => `${head}${items(5000, (at) => `    - name: [${at}\n`)}`,
  'quotes at the margin': () => items(1000, (at) => `k${at}: "a\nb"\n`),
  'many documents': () => '---\nkind: Object\n'.repeat(5000),
  'many empty documents': () => '---\n'.repeat(10_000),
  'many duplicates': () => items(30_000, () => `a: 1\n`),
  'many duplicate sections': () => items(5000, () => `objects: [objects]\n`),
  'many unknown keys': () => items(30_000, (at) => `key${at}: 1\n`),
  'many queries of one name': () => `queries:\n${items(4000, () => `  - {name: a, file_path: b}\n`)}`,
  'many wrong items': () => `${head}${'    - x\n'.repeat(10_000)}`,
  'many rules': () => `${head}${items(5000, (at) => `    - name: r${at}\n      action: a\n      nope: 1\n`)}`,
  'many suppressions': () => items(5000, (at) => `# cascade-disable-next-line x${at}\n`),
  'many tabs': () => `kind: Object\n${'\t\n'.repeat(50_000)}`,
  'many control characters': () => '\u{1}'.repeat(200_000),
  'many good rules': () =>
    `${head}${items(4000, (at) => `    - name: r${at}\n      node_kind: NetworkPod\n      mutation_action: updated\n`)}`,
};

test.each(Object.keys(hostile))('%s ends soon, as any kind of file', { timeout: 60_000 }, async (name) => {
  const text = hostile[name]?.() ?? '';
  for (const path of ['/objects/a.yml', '/schemas/a.yml', '/.infrahub-cascade.yml', '/.infrahub.yml']) {
    const config = 'schemas: [schemas]\nobjects: [objects]\nmenus: [menus]\n';
    const repository = await openRepository(new Map([['/.infrahub.yml', config]]));
    const before = performance.now();
    repository.service.updateDocument(repository.uri(path), text);
    const outside = repository.service
      .diagnostics(repository.uri(path))
      .filter(({ range }) => !(0 <= range.start && range.start <= range.end && range.end <= text.length));
    expect(outside).toEqual([]);
    expect(performance.now() - before, path).toBeLessThan(limit);
  }
});

test('on disk: links in circles, folders named .yml, files that are no text or cannot be read', async () => {
  const root = await mkdtemp(join(tmpdir(), 'cascade-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const objects = join(root, 'objects');
  await mkdir(join(objects, 'folder.yml'), { recursive: true });
  await writeFile(join(root, '.infrahub.yml'), 'objects: [objects]\n');
  await writeFile(join(objects, 'binary.yml'), Buffer.from([0x89, 0x50, 0, 1, 2, 0xff]));
  await writeFile(
    join(objects, 'latin.yml'),
    Buffer.from('kind: Object\nspec: {kind: A, data: []} # caf\xe9\n', 'latin1'),
  );
  await writeFile(join(objects, 'large.yml'), 'a: b\n'.repeat(1000));
  await symlink(root, join(objects, 'up'));
  await symlink('itself', join(objects, 'itself.yml'));
  await symlink(objects, join(objects, 'folder.yml', 'back'));
  await symlink(join(root, 'nowhere.yml'), join(objects, 'dangling.yml'));
  const workspace = createDiskWorkspace({ maxFileSize: () => 2000, exclude: () => [] });
  const service = createService({
    workspace,
    now: () => performance.now(),
    log: (message) => {
      throw new Error(message);
    },
  });
  await service.index([pathToFileURL(root).toString()]);
  const found = (service.projects()[0]?.allFiles() ?? []) as Iterable<{ path: string; uri: string }>;
  const findings = [...found].flatMap(({ path, uri }) =>
    service.diagnostics(uri).map(({ finding, message }) => `${path} ${finding.rule.id} ${message}`),
  );
  expect(findings.sort()).toEqual([
    'objects/binary.yml yaml-syntax-error Infrahub cannot read this file: it is not UTF-8 text. Save it as UTF-8.',
    'objects/large.yml file-too-large This file is not checked: with 5 kB it is larger than the setting infrahubCascade.maxFileSizeKb allows.',
    'objects/latin.yml yaml-syntax-error Infrahub cannot read this file: it is not UTF-8 text. Save it as UTF-8.',
  ]);
});

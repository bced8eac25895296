import { expect, test } from 'vitest';
import { createService } from '../../../server/src/service';
import { gatedWorkspace } from '../../support/gatedWorkspace';
import { at, config, open, root, rule, schema, small } from './heldRepository';

test('a schema that is new to a later index makes no kind unknown before it was read', async () => {
  const opened = open({ ...small, 'schemas/a.yml': schema('Thing') });
  const { workspace, service, index, write } = opened;
  await index();
  const [project] = service.projects();
  expect(project?.schemasComplete).toBe(true);
  write('schemas/b.yml', schema('Other'));
  workspace.held.add(at('schemas/b.yml'));
  const indexed = index();
  await workspace.reading(at('schemas/b.yml'));
  expect(project?.schemasComplete).toBe(false);
  workspace.release(at('schemas/b.yml'));
  await indexed;
  expect(project?.schemasComplete).toBe(true);
});

test('a folder that git ignores is read when .infrahub.yml lists it, and its new files too', async () => {
  const workspace = gatedWorkspace({
    '.infrahub.yml': 'schemas: [generated]\nobjects: [objects]\n',
    'objects/a.yml': rule('updated', 'MyThing'),
    'generated/a.yml': schema('Thing'),
    'ignored/x.yml': rule('nope'),
  });
  workspace.ignored.add(at('generated')).add(at('ignored'));
  const { service, index, event, rules, text, write } = open(workspace);
  await index();
  expect(rules('objects/a.yml')).not.toContain('unknown-node-kind');
  expect(service.projects()[0]?.schemasComplete).toBe(true);
  write('generated/b.yml', schema('Other'));
  await event('generated/b.yml', 'created');
  expect(service.projects()[0]?.kinds.get('MyOther')?.origin).toBe('schema');
  workspace.held.add(at('generated/b.yml'));
  const again = index();
  await workspace.reading(at('generated/b.yml'));
  expect(service.projects()[0]?.kinds.get('MyOther')?.origin).toBe('schema');
  workspace.files.delete(at('generated/a.yml'));
  workspace.release(at('generated/b.yml'));
  await again;
  await index();
  expect(service.projects()[0]?.kinds.get('MyOther')?.origin).toBe('schema');
  expect(service.projects()[0]?.kinds.get('MyThing')).toBeUndefined();
  expect(text('ignored/x.yml')).toBeUndefined();
});

test('a folder that git ignores is looked for when .infrahub.yml begins to list it', async () => {
  const workspace = gatedWorkspace({
    '.infrahub.yml': 'objects: [objects]\n',
    'objects/a.yml': rule('updated'),
    'generated/a.yml': schema('Thing'),
  });
  workspace.ignored.add(at('generated'));
  const { service, index, event, write, rules } = open(workspace);
  await index();
  const listed = 'schemas: [generated]\nobjects: [objects]\n';
  service.updateDocument(at('.infrahub.yml'), listed);
  write('.infrahub.yml', listed);
  expect(await event('.infrahub.yml')).toBe(true);
  expect(rules('.infrahub.yml')).not.toContain('config-path-not-found');
  expect(service.projects()[0]?.kinds.get('MyThing')).toBeDefined();
});

test('files and folders that git ignores and an entry watches are there', async () => {
  const workspace = gatedWorkspace({
    '.infrahub.yml': `generator_definitions:
  - {name: a, file_path: a.py, query: q, targets: t, watch: {files: [generated/roles.py, built, generated/none.py]}}
`,
    'generated/roles.py': '',
    'built/a.py': '',
  });
  workspace.ignored.add(at('generated')).add(at('built'));
  const { service, index } = open(workspace);
  await index();
  const found = service.diagnostics(at('.infrahub.yml')).map(({ message }) => message);
  expect(found.filter((message) => message.includes('watching'))).toEqual([
    'There is no generated/none.py: watching it has no effect. Did you mean generated/roles.py?',
  ]);
});

test('what the user excludes enters neither by events nor by opening, and is no complete source', async () => {
  const workspace = gatedWorkspace({ ...small, 'schemas/a.yml': schema('Thing'), 'excluded/a.yml': rule('nope') });
  workspace.excluded.add(at('excluded')).add(at('schemas'));
  const { service, index, event, text } = open(workspace);
  await index();
  await event('excluded/a.yml', 'created');
  await event('excluded', 'created');
  await event('schemas/a.yml');
  service.updateDocument(at('excluded/b.yml'), rule('nope'));
  expect(text('excluded/a.yml')).toBeUndefined();
  expect(text('excluded/b.yml')).toBeUndefined();
  expect(text('schemas/a.yml')).toBeUndefined();
  expect(service.projects()[0]?.schemasComplete).toBe(false);
  expect(service.diagnostics(at('.infrahub.yml')).map(({ message }) => message)).toEqual([]);
});

test.each([
  ['a path that leads out', 'schemas: [schemas, ../other]\n', []],
  ['an absolute path', 'schemas: [schemas, /etc]\n', []],
  ['a path that is not there', 'schemas: [schemas, missing]\n', []],
  ['a folder that was not read whole', config, [at('schemas/deep')]],
  ['a listing that was cut', config, [root]],
])('%s makes the schemas incomplete', async (_, text, unread) => {
  const opened = open({ '.infrahub.yml': text, 'schemas/a.yml': schema('Thing') });
  opened.workspace.unread = [...unread];
  await opened.index();
  expect(opened.service.projects()[0]?.schemasComplete).toBe(false);
});

test('nobody says that a path below a closed folder is not there', async () => {
  const named =
    'schemas: [schemas]\nobjects: [closed/deep/a.yml, objects/nope.yml]\nqueries: [{name: a, file_path: closed/a.gql}]\n';
  const opened = open({ '.infrahub.yml': named, 'schemas/a.yml': schema('Thing'), 'closed/a.gql': '' });
  opened.workspace.closed.add(at('closed'));
  // What is behind no closed folder can be told to be missing, also when the listing was cut.
  for (const unread of [[], [root]]) {
    opened.workspace.unread = unread;
    await opened.index();
    const found = opened.service.diagnostics(at('.infrahub.yml')).map(({ message }) => message);
    expect(found.filter((each) => each.includes('There is no'))).toEqual([
      expect.stringContaining('There is no objects/nope.yml'),
    ]);
  }
});

test('a folder elsewhere that was not read whole does no harm', async () => {
  const opened = open({ '.infrahub.yml': config, 'schemas/a.yml': schema('Thing') });
  opened.workspace.unread = [at('volumes')];
  await opened.index();
  expect(opened.service.projects()[0]?.schemasComplete).toBe(true);
});

test('folders that come, move and go', async () => {
  const { workspace, service, index, event, write, paths } = open(small);
  await index();
  write('objects/deep/b.yml', rule('updated'));
  write('objects/deep/readme.txt', '');
  expect(await event('objects/deep', 'created')).toBe(true);
  expect(paths()).toEqual(expect.arrayContaining([at('objects/deep/b.yml'), at('objects/deep/readme.txt')]));
  for (const name of ['b.yml', 'readme.txt']) {
    write(`objects/moved/${name}`, name);
    workspace.files.delete(at(`objects/deep/${name}`));
  }
  await service.filesChanged([
    { uri: at('objects/deep'), type: 'deleted' },
    { uri: at('objects/moved'), type: 'created' },
  ]);
  expect(paths().toSorted()).toEqual(
    ['.infrahub.yml', 'objects/a.yml', 'objects/moved/b.yml', 'objects/moved/readme.txt'].map(at),
  );
  expect(await event('objects/nowhere', 'deleted')).toBe(false);
});

test('of nested repositories the innermost has a file; without its .infrahub.yml the outer one', async () => {
  const { workspace, service, index, event, owner, write } = open({
    ...small,
    'inner/.infrahub.yaml': config,
    'inner/objects/b.yml': rule('updated'),
    'inner-not/c.yml': rule('updated'),
  });
  await index();
  expect([owner('inner/objects/b.yml'), owner('inner-not/c.yml')]).toEqual([at('inner'), root]);
  expect(service.projects()[0]?.allPaths().has('inner/objects/b.yml')).toBe(false);
  workspace.files.delete(at('inner/.infrahub.yaml'));
  await event('inner/.infrahub.yaml', 'deleted');
  expect(owner('inner/objects/b.yml')).toBe(root);
  write('inner/.infrahub.yml', config);
  await event('inner/.infrahub.yml', 'created');
  expect(owner('inner/objects/b.yml')).toBe(at('inner'));
});

test('an open file of an inner repository stays there when a folder around is reported deleted', async () => {
  const { service, index, event, paths } = open({
    ...small,
    'sub/inner/.infrahub.yml': config,
    'sub/inner/objects/b.yml': rule('updated'),
  });
  await index();
  service.updateDocument(at('sub/inner/objects/b.yml'), rule('buffer'));
  await event('sub', 'deleted');
  expect(paths().filter((path) => path === at('sub/inner/objects/b.yml'))).toHaveLength(1);
});

test('a repository ends when its open .infrahub.yml was deleted and is closed', async () => {
  const { workspace, service, index, event } = open(small);
  await index();
  service.updateDocument(at('.infrahub.yml'), config);
  workspace.files.delete(at('.infrahub.yml'));
  await event('.infrahub.yml', 'deleted');
  expect(service.projects()).toHaveLength(1);
  await service.closeDocument(at('.infrahub.yml'));
  expect(service.projects()).toHaveLength(0);
});

test('a .infrahub.yml outside of the folders makes no repository', async () => {
  const { service, index } = open(small);
  service.updateDocument('file:///elsewhere/.infrahub.yml', 'schemas: [missing]\n');
  await index();
  expect(service.projects().map((project) => project.root)).toEqual([root]);
  expect(service.diagnostics('file:///elsewhere/.infrahub.yml')).toEqual([]);
});

test('the spellings of an address are one file', async () => {
  const windows = 'file:///c%3A/my%20repo';
  const workspace = gatedWorkspace({ '.infrahub.yml': config, 'objects/ä#1.yml': '' }, windows);
  const service = open(workspace).service;
  const file = `${windows}/objects/${encodeURIComponent('ä#1.yml')}`;
  workspace.files.set(file, rule('wrong'));
  await service.index(['file:///C:/my repo']);
  const spellings = ['file:///C:/my%20repo', 'file:///c:/my repo', 'file:///C%3A/my%20repo', windows];
  for (const spelling of spellings) {
    const uri = `${spelling}/objects/${encodeURIComponent('ä#1.yml')}`;
    expect(service.target(uri)?.file.uri).toBe(file);
    service.updateDocument(uri, rule(spelling));
    expect(service.target(file)?.file.text).toBe(rule(spelling));
    await service.closeDocument(uri);
    expect(service.target(file)?.file.text).toBe(rule('wrong'));
  }
});

test('a half-typed schema keeps its kinds and creates no finding elsewhere', async () => {
  const { service, index, rules } = open({
    ...small,
    'objects/a.yml': rule('updated', 'MyThing'),
    'schemas/a.yml': schema('Thing', 'Other'),
  });
  await index();
  const before = rules('objects/a.yml');
  const whole = schema('Thing', 'Other');
  let checked = 0;
  for (let end = 0; end < whole.length; end++) {
    const broken = `${whole.slice(0, end)}{"\n${whole.slice(end)}`;
    service.updateDocument(at('schemas/a.yml'), whole);
    service.updateDocument(at('schemas/a.yml'), broken);
    // Some of these texts are right.
    if (service.target(at('schemas/a.yml'))?.file.lastGood) checked++;
    else continue;
    expect({ broken, rules: rules('objects/a.yml') }).toEqual({ broken, rules: before });
  }
  expect(checked).toBeGreaterThan(50);
});

test('a half-typed .infrahub.yml creates no finding in other files', async () => {
  const { service, index, rules } = open({
    ...small,
    'objects/a.yml': rule('updated', 'MyThing'),
    'schemas/a.yml': schema('Thing', 'Other'),
  });
  await index();
  const before = rules('objects/a.yml');
  let checked = 0;
  for (let end = 0; end < config.length; end++) {
    const broken = `${config.slice(0, end)}{"\n${config.slice(end)}`;
    service.updateDocument(at('.infrahub.yml'), config);
    service.updateDocument(at('.infrahub.yml'), broken);
    if (service.target(at('.infrahub.yml'))?.file.lastGood) checked++;
    else continue;
    const fresh = rules('objects/a.yml').filter((id) => !before.includes(id));
    expect({ broken, fresh }).toEqual({ broken, fresh: [] });
  }
  expect(checked).toBeGreaterThan(20);
});

test('reading 20,000 files rests at least every 25 ms', async () => {
  const names = Array.from(
    { length: 20_000 },
    (_, at) => `folder${at % 100}/file${at}.${at % 10 === 0 ? 'yml' : 'txt'}`,
  );
  const workspace = gatedWorkspace({ ...small, ...Object.fromEntries(names.map((name) => [name, 'a: b\n'])) });
  // A clock that says more than 15 ms at each look makes every place that may rest do so; between two rests one step.
  let looks = 0;
  const service = createService({ workspace, now: () => (looks += 20), log: () => undefined });
  // Time of this thread, so that what else the machine does is not counted.
  const now = (): number => process.threadCpuUsage().user / 1000;
  let longest = 0;
  let last = now();
  let ended = false;
  const watch = (): void => {
    longest = Math.max(longest, now() - last);
    last = now();
    if (!ended) setImmediate(watch);
  };
  setImmediate(watch);
  await service.index([root]);
  ended = true;
  expect(service.projects()[0]?.allPaths().size).toBe(20_002);
  expect(looks / 20).toBeGreaterThan(20_000);
  expect(longest).toBeLessThan(250);
});

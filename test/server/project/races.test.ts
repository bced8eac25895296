import { expect, test } from 'vitest';
import { CancelledError } from '../../../server/src/base/cancellation';
import { at, open, rule, schema, small } from './heldRepository';

test('an edit that arrives while the file is read wins', async () => {
  const { workspace, service, index, text } = open(small);
  workspace.held.add(at('objects/a.yml'));
  const indexed = index();
  await workspace.reading(at('objects/a.yml'));
  service.updateDocument(at('objects/a.yml'), rule('buffer'));
  workspace.release(at('objects/a.yml'));
  await indexed;
  expect(text('objects/a.yml')).toBe(rule('buffer'));
});

test('a change on disk during the index is read after it', async () => {
  const { workspace, index, event, write, text } = open(small);
  workspace.held.add(at('objects/a.yml'));
  const indexed = index();
  await workspace.reading(at('objects/a.yml'));
  write('objects/a.yml', rule('later'));
  const changed = event('objects/a.yml');
  workspace.release(at('objects/a.yml'));
  await indexed;
  expect(await changed).toBe(true);
  expect(text('objects/a.yml')).toBe(rule('later'));
});

test('a document opened while the disk is read for a change wins', async () => {
  const { workspace, service, index, event, write, text } = open(small);
  await index();
  workspace.held.add(at('objects/a.yml'));
  write('objects/a.yml', rule('disk'));
  const changed = event('objects/a.yml');
  await workspace.reading(at('objects/a.yml'));
  service.updateDocument(at('objects/a.yml'), rule('buffer'));
  workspace.release(at('objects/a.yml'));
  await changed;
  expect(text('objects/a.yml')).toBe(rule('buffer'));
});

test('a document closed and opened again while the disk is read keeps its text', async () => {
  const { workspace, service, index, text } = open(small);
  await index();
  service.updateDocument(at('objects/a.yml'), rule('one'));
  workspace.held.add(at('objects/a.yml'));
  const closed = service.closeDocument(at('objects/a.yml'));
  await workspace.reading(at('objects/a.yml'));
  service.updateDocument(at('objects/a.yml'), rule('two'));
  workspace.release(at('objects/a.yml'));
  await closed;
  expect(text('objects/a.yml')).toBe(rule('two'));
});

test('a closed document is what the disk says; a new one that was never saved is gone', async () => {
  const { service, index, text } = open(small);
  await index();
  service.updateDocument(at('objects/a.yml'), rule('edited'));
  service.updateDocument(at('objects/new.yml'), rule('edited'));
  expect(text('objects/new.yml')).toBe(rule('edited'));
  await service.closeDocument(at('objects/a.yml'));
  await service.closeDocument(at('objects/new.yml'));
  expect(text('objects/a.yml')).toBe(small['objects/a.yml']);
  expect(text('objects/new.yml')).toBeUndefined();
});

test('events for an open document change nothing, not even its deletion', async () => {
  const { workspace, service, index, event, text, write } = open(small);
  await index();
  service.updateDocument(at('objects/a.yml'), rule('buffer'));
  write('objects/a.yml', rule('disk'));
  await event('objects/a.yml');
  expect(text('objects/a.yml')).toBe(rule('buffer'));
  workspace.files.delete(at('objects/a.yml'));
  await event('objects', 'deleted');
  expect(text('objects/a.yml')).toBe(rule('buffer'));
  await service.closeDocument(at('objects/a.yml'));
  expect(text('objects/a.yml')).toBeUndefined();
});

test('a new index ends the one that runs', async () => {
  const { workspace, service, index } = open(small);
  workspace.held.add(at('objects/a.yml'));
  const first = index();
  const rejected = expect(first).rejects.toBeInstanceOf(CancelledError);
  await workspace.reading(at('objects/a.yml'));
  const second = index();
  workspace.release(at('objects/a.yml'));
  await rejected;
  await second;
  expect(service.projects().map(({ indexed }) => indexed)).toEqual([true]);
});

test('nothing that needs other files is said before the first index is complete', async () => {
  const opened = open({ ...small, 'objects/a.yml': rule('updated', 'MyThing'), 'schemas/a.yml': schema('Thing') });
  const { workspace, service, index, rules } = opened;
  workspace.held.add(at('schemas/a.yml'));
  const indexed = index();
  await workspace.reading(at('schemas/a.yml'));
  service.updateDocument(at('objects/a.yml'), rule('wrong', 'MyThing'));
  expect(rules('objects/a.yml')).toContain('invalid-mutation-action');
  expect(rules('objects/a.yml')).not.toContain('unknown-node-kind');
  workspace.release(at('schemas/a.yml'));
  await indexed;
  expect(rules('objects/a.yml')).not.toContain('unknown-node-kind');
});

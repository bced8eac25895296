import { describe, expect, it } from 'vitest';
import { fullCapabilities, startClient, type ProtocolClient } from '../support/protocolClient';
import { config, configUri, repo, repository, triggers, triggersUri } from './samples';

const wrong = 'invalid-mutation-action';
const other = `${repo}/objects/other.yml`;
const isWrong = (client: ProtocolClient, uri: string) => () => client.shown(uri)?.includes(wrong) === true;
const isClear = (client: ProtocolClient, uri: string) => () => client.shown(uri)?.length === 0;

describe('files on disk', () => {
  it('are watched, and what appears, changes or goes is published', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    expect(client.registered).toContain('workspace/didChangeWatchedFiles');
    client.files.set(other, triggers('changed', 'rule-two'));
    client.watcher({ uri: other, type: 1 });
    await client.until(isWrong(client, other));
    client.files.set(other, triggers('updated', 'rule-two'));
    client.watcher({ uri: other, type: 2 });
    await client.until(() => !isWrong(client, other)());
    client.files.set(other, triggers('changed', 'rule-two'));
    client.watcher({ uri: other, type: 2 });
    await client.until(isWrong(client, other));
    client.files.delete(other);
    client.watcher({ uri: other, type: 3 });
    await client.until(isClear(client, other));
  });

  it('are followed when folders come, move and go', async () => {
    const client = await startClient({ files: repository('changed') });
    await client.idle();
    const moved = `${repo}/objects/deep/down/triggers.yml`;
    client.files.delete(triggersUri);
    client.files.set(moved, triggers('changed'));
    client.watcher({ uri: triggersUri, type: 3 }, { uri: `${repo}/objects/deep`, type: 1 });
    await client.until(() => isWrong(client, moved)() && isClear(client, triggersUri)());
    client.files.delete(moved);
    client.watcher({ uri: `${repo}/objects`, type: 3 });
    await client.until(isClear(client, moved));
  });

  it('makes a repository of a folder that gets a .infrahub.yml, and forgets one that loses it', async () => {
    const inner = `${repo}/inner`;
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    client.files.set(`${inner}/.infrahub.yml`, config);
    client.files.set(`${inner}/objects/triggers.yml`, triggers('changed'));
    client.watcher({ uri: inner, type: 1 });
    await client.until(() => isWrong(client, `${inner}/objects/triggers.yml`)() && client.status()?.projects === 2);
    client.files.clear();
    for (const [uri, text] of repository('updated')) client.files.set(uri, text);
    client.watcher({ uri: inner, type: 3 });
    await client.until(() => isClear(client, `${inner}/objects/triggers.yml`)() && client.status()?.projects === 1);
    client.files.delete(configUri);
    client.watcher({ uri: configUri, type: 3 });
    await client.until(() => client.status()?.projects === 0);
  });

  it('tells the version of each repository where they differ', async () => {
    const inner = `${repo}/inner`;
    const compose = (version: string): string =>
      `services: {a: {image: "registry.example.com/infrahub:${version}.1"}}\n`;
    const files = repository('updated');
    files.set(`${inner}/.infrahub.yml`, config);
    files.set(`${inner}/compose.yml`, compose('1.8'));
    const client = await startClient({ files });
    await client.idle();
    expect(client.status()?.versions).toEqual([
      { root: repo, version: '1.11', source: 'newest known' },
      { root: inner, version: '1.8', source: 'compose.yml' },
    ]);
    client.files.delete(`${inner}/compose.yml`);
    client.watcher({ uri: `${inner}/compose.yml`, type: 3 });
    await client.until(() => client.status()?.versions.length === 1);
    expect(client.status()?.versions).toEqual([{ root: repo, version: '1.11', source: 'newest known' }]);
  });

  it('keeps nested repositories and several folders apart', async () => {
    const files = repository('updated');
    files.set(`${repo}/inner/.infrahub.yml`, config);
    files.set(`${repo}/inner/objects/a.yml`, triggers('changed'));
    files.set('file:///second/.infrahub.yml', config);
    files.set('file:///second/objects/b.yml', triggers('changed'));
    const workspaceFolders = [
      { uri: repo, name: 'repo' },
      { uri: 'file:///second', name: 'second' },
    ];
    const client = await startClient({ files, root: { workspaceFolders } });
    await client.idle();
    expect(client.shown(triggersUri) ?? []).not.toContain('duplicate-name');
    expect(client.shown(`${repo}/inner/objects/a.yml`)).toContain(wrong);
    expect(client.shown('file:///second/objects/b.yml')).toContain(wrong);
    expect(client.published.some(({ diagnostics }) => diagnostics.some(({ code }) => code === 'duplicate-name'))).toBe(
      false,
    );
  });

  it('follows workspace folders that are added and removed, open documents included', async () => {
    const files = repository('updated');
    const second = 'file:///second/objects/b.yml';
    files.set('file:///second/.infrahub.yml', config);
    files.set(second, triggers('changed'));
    const client = await startClient({ files });
    await client.idle();
    expect(client.shown(second)).toBeUndefined();
    const folder = { uri: 'file:///second', name: 'second' };
    const change = (added: object[], removed: object[]): void =>
      void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
    client.open('file:///second/.infrahub.yml', config);
    change([folder], []);
    await client.until(isWrong(client, second));
    change([], [folder]);
    await client.until(() => isClear(client, second)() && client.status()?.projects === 1);
  });

  it('reads anew on open, save and command where the client cannot watch', async () => {
    const client = await startClient({
      files: repository('updated'),
      capabilities: { ...fullCapabilities, workspace: { workspaceFolders: true } },
    });
    await client.idle();
    expect(client.registered).toEqual([]);
    const published = (): string[] => client.published.map(({ uri }) => uri);
    client.files.set(other, triggers('changed', 'rule-two'));
    client.open(triggersUri, triggers('updated'));
    await client.until(isWrong(client, other));
    client.files.set(other, triggers('updated', 'rule-two'));
    client.save(triggersUri);
    await client.until(() => !isWrong(client, other)());
    client.files.set(other, triggers('changed', 'rule-two'));
    await client.connection.sendRequest('infrahubCascade/refresh');
    expect(isWrong(client, other)()).toBe(true);
    expect(published()).toContain(other);
  });

  it('is told by the editor what it did to files', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    expect(client.initialized.capabilities.workspace?.fileOperations).toHaveProperty('willRename');
    const moved = `${repo}/objects/moved.yml`;
    client.files.set(other, triggers('changed', 'rule-two'));
    await client.connection.sendNotification('workspace/didCreateFiles', { files: [{ uri: other }] });
    await client.until(isWrong(client, other));
    client.files.delete(other);
    client.files.set(moved, triggers('changed', 'rule-two'));
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: other, newUri: moved }],
    });
    await client.until(() => isClear(client, other)() && isWrong(client, moved)());
    client.files.delete(moved);
    await client.connection.sendNotification('workspace/didDeleteFiles', { files: [{ uri: moved }] });
    await client.until(isClear(client, moved));
  });
});

describe('addresses', () => {
  it.each([
    ['file:///C:/repo', 'file:///C:/repo'],
    ['file:///c%3A/repo', 'file:///c:/repo'],
  ])('of Windows drives are one file in every spelling (%s)', async (folder, spelled) => {
    const files = new Map([
      ['file:///c%3A/repo/.infrahub.yml', config],
      ['file:///c%3A/repo/objects/triggers.yml', triggers('changed')],
    ]);
    const client = await startClient({ files, root: { workspaceFolders: [{ uri: folder, name: 'repo' }] } });
    await client.idle();
    const known = 'file:///c%3A/repo/objects/triggers.yml';
    expect(client.shown(known)).toContain(wrong);
    const uri = `${spelled}/objects/triggers.yml`;
    client.open(uri, triggers('changed'), 3);
    await client.until(() => client.published.some((each) => each.uri === uri && each.version === 3));
    expect(client.shown(uri)).toContain(wrong);
    expect(client.shown(known)).toEqual([]);
    client.change(uri, 4, { text: triggers('updated') });
    await client.until(() => !isWrong(client, uri)());
    client.close(uri);
    await client.until(isWrong(client, known));
    expect(client.shown(uri)).toEqual([]);
  });

  it.each([['C:\\repo'], ['c:/repo']])('are made of a Windows root path (%s)', async (rootPath) => {
    const files = new Map([
      ['file:///c%3A/repo/.infrahub.yml', config],
      ['file:///c%3A/repo/objects/triggers.yml', triggers('changed')],
    ]);
    const client = await startClient({ files, capabilities: {}, root: { rootPath } });
    await client.idle();
    expect(client.shown('file:///c%3A/repo/objects/triggers.yml')).toContain(wrong);
  });

  it('of a client with a root only are enough', async () => {
    const client = await startClient({ files: repository('changed'), capabilities: {}, root: { rootUri: repo } });
    await client.idle();
    expect(client.shown(triggersUri)).toContain(wrong);
  });
});

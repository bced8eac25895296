import { describe, expect, it } from 'vitest';
import { startClient } from '../support/protocolClient';
import { repository, triggers, triggersUri } from './samples';

const wrong = 'invalid-mutation-action';

describe('documents', () => {
  it('publishes findings of files that nobody opened', async () => {
    const client = await startClient({ files: repository('changed') });
    await client.idle();
    expect(client.shown(triggersUri)).toContain(wrong);
    expect(client.errors).toEqual([]);
  });

  it('answers each version of an open document with that version', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    client.open(triggersUri, triggers('changed'), 7);
    await client.until(() => client.shown(triggersUri)?.includes(wrong) === true);
    expect(client.published.findLast(({ uri }) => uri === triggersUri)?.version).toBe(7);
    client.change(triggersUri, 8, { text: triggers('created') });
    await client.until(() => client.published.some(({ version }) => version === 8));
    expect(client.shown(triggersUri)).toEqual([]);
  });

  it('applies incremental edits behind characters of two UTF-16 units', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    const item = '    - {name: 🚀🚀, node_kind: CoreStandardGroup, mutation_action: updated, action: add-to-group}';
    const text = triggers('updated').replace(/ {4}- name: rule-one[^]*/, `${item}\n`);
    const line = text.split('\n').indexOf(item);
    const position = (part: string) => ({ line, character: item.indexOf(part) });
    client.open(triggersUri, text);
    client.change(
      triggersUri,
      2,
      { range: { start: position('updated'), end: position(', action') }, text: 'changed' },
      { range: { start: position('🚀, node'), end: position(', node') }, text: '🚀🚀🚀' },
    );
    await client.until(() => client.published.some(({ version }) => version === 2));
    const found = client.published.findLast(({ version }) => version === 2)?.diagnostics;
    const { character } = position('updated');
    expect(found?.find(({ code }) => code === wrong)?.range).toEqual({
      start: { line, character: character + 4 },
      end: { line, character: character + 11 },
    });
  });

  it('says how many findings there are after an edit', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    expect(client.status()?.findings.error).toBe(0);
    client.open(triggersUri, triggers('changed'));
    await client.until(() => client.status()?.findings.error === 1);
    client.change(triggersUri, 2, { text: triggers('updated') });
    await client.until(() => client.status()?.findings.error === 0);
  });

  it('never publishes an older version behind a newer one, nor findings of another text', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    client.open(triggersUri, triggers('updated'), 1);
    for (let version = 2; version <= 40; version++) {
      client.change(triggersUri, version, { text: triggers(version % 2 ? 'updated' : 'changed') });
    }
    await client.until(() => client.published.some(({ version }) => version === 40));
    const versions = client.published.flatMap(({ version }) => version ?? []);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    for (const { version, diagnostics } of client.published.filter(({ version }) => version !== undefined)) {
      const isWrong = diagnostics.some(({ code }) => code === wrong);
      expect(isWrong, `version ${version}`).toBe((version ?? 0) % 2 === 0);
    }
  });

  it('prefers the open text to the disk, and goes back to the disk when closed', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    client.open(triggersUri, triggers('updated'));
    await client.until(() => client.published.some(({ version }) => version === 1));
    client.files.set(triggersUri, triggers('changed'));
    client.watcher({ uri: triggersUri, type: 2 });
    client.change(triggersUri, 2, { text: triggers('created') });
    await client.until(() => client.published.some(({ version }) => version === 2));
    expect(client.shown(triggersUri)).toEqual([]);
    client.close(triggersUri);
    await client.until(() => client.shown(triggersUri)?.includes(wrong) === true);
    expect(client.published.at(-1)?.version).toBeUndefined();
  });

  it('takes back the findings of a document that was never saved', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    const uri = 'file:///repo/objects/new.yml';
    client.open(uri, triggers('changed', 'rule-two'));
    await client.until(() => client.shown(uri)?.includes(wrong) === true);
    client.close(uri);
    await client.until(() => client.shown(uri)?.length === 0);
  });
});

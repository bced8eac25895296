import type { CodeLens, FoldingRange, InlayHint, SelectionRange, SemanticTokens } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { fullCapabilities, startClient, type ProtocolClient } from '../support/protocolClient';
import { configUri, repo, repository, triggers, triggersUri } from './samples';

const textDocument = { uri: triggersUri };

async function lens(client: ProtocolClient): Promise<CodeLens> {
  const [first] = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
  if (!first) throw new Error('no lens');
  expect(first.command).toBeUndefined();
  return client.connection.sendRequest<CodeLens>('codeLens/resolve', first);
}

describe('code lenses', () => {
  it('lead to places where the client announces the command for that', async () => {
    const client = await startClient({
      files: repository('updated'),
      initializationOptions: { commands: ['infrahubCascade.showReferences'] },
    });
    await client.idle();
    const { command, range } = await lens(client);
    expect(command?.title).toBe('1 rule · adds to some-group');
    expect(command?.command).toBe('infrahubCascade.showReferences');
    expect(command?.arguments).toEqual([
      triggersUri,
      range.start,
      [{ uri: triggersUri, range: { start: { line: 21, character: 12 }, end: { line: 21, character: 20 } } }],
    ]);
  });

  it('are text elsewhere, and none when switched off, as inlay hints are', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    expect((await lens(client)).command).toEqual({ title: '1 rule · adds to some-group', command: '' });
    client.settings = { codeLens: { enabled: false }, inlayHints: { enabled: false } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    client.open(triggersUri, triggers('updated'));
    await client.until(() => client.published.some(({ version }) => version === 1));
    expect(await client.connection.sendRequest('textDocument/codeLens', { textDocument })).toBeNull();
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    expect(await client.connection.sendRequest('textDocument/inlayHint', { textDocument, range })).toBeNull();
  });

  it('run a generator where the client announces the command for that', async () => {
    const files = new Map([
      [
        configUri,
        `generator_definitions:
  - name: make-one
    file_path: one.py
    query: one
    targets: some-group
    class_name: One
  - name: make-other
    file_path: one.py
    query: one
    targets: some-group
    class_name: One
queries: [{ name: one, file_path: one.gql }]
`,
      ],
      [
        `${repo}/one.py`,
        'from infrahub_sdk.generator import InfrahubGenerator\n\n\nclass One(InfrahubGenerator):\n    pass\n',
      ],
    ]);
    const runs = async (uri: string, commands: readonly string[]) => {
      const client = await startClient({ files, initializationOptions: { commands } });
      await client.idle();
      const all = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
      const resolved = await Promise.all(
        all.map((each) => client.connection.sendRequest<CodeLens>('codeLens/resolve', each)),
      );
      return resolved.flatMap(({ command }) => (command?.title === 'Run…' ? [command.arguments] : []));
    };
    const announced = ['infrahubCascade.runGenerator'];
    expect(await runs(configUri, announced)).toEqual([[{ generator: 'make-one' }], [{ generator: 'make-other' }]]);
    // A class of two generators leaves the choice to the person.
    expect(await runs(`${repo}/one.py`, announced)).toEqual([[{}]]);
    expect(await runs(configUri, [])).toEqual([]);
  });

  it('are asked for again when something changed elsewhere, where the client can', async () => {
    const workspace = { ...fullCapabilities.workspace, codeLens: { refreshSupport: true } };
    const client = await startClient({
      files: repository('updated'),
      capabilities: { ...fullCapabilities, workspace },
    });
    let refreshed = 0;
    client.connection.onRequest('workspace/codeLens/refresh', () => {
      refreshed++;
      return null;
    });
    client.connection.onRequest('workspace/inlayHint/refresh', () => {
      throw new Error('this client cannot');
    });
    await client.idle();
    const before = refreshed;
    client.open(triggersUri, triggers('changed'));
    await client.until(() => client.shown(triggersUri)?.includes('invalid-mutation-action') === true);
    const other = 'file:///repo/objects/other.yml';
    client.files.set(other, triggers('changed', 'rule-two'));
    client.watcher({ uri: other, type: 1 });
    await client.until(() => client.shown(other) !== undefined);
    await client.connection.sendRequest('textDocument/codeLens', { textDocument });
    expect(refreshed).toBeGreaterThan(before);
  });
});

describe('hints, tokens, folds and selections', () => {
  it('are answered in positions of the client', async () => {
    const files = new Map(
      [...repository('updated')].map(([uri, text]) => [uri, text.replace(/ +branch_scope.*\n/, '')]),
    );
    const client = await startClient({ files });
    await client.idle();
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
    expect(hints).toMatchObject([{ position: { line: 21, character: 20 }, label: 'branch_scope: default_branch' }]);
    const all = await client.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument,
    });
    const part = await client.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument,
      range: { start: { line: 4, character: 0 }, end: { line: 4, character: 99 } },
    });
    expect(part.data).toEqual([4, 8, 'CoreGroupAction'.length, 0, 0]);
    expect(all.data.slice(0, 5)).toEqual(part.data);
    const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    expect(folds[0]).toMatchObject({ startLine: 0, startCharacter: 3, endLine: 7 });
    const [selection] = await client.connection.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
      textDocument,
      positions: [{ line: 6, character: 14 }],
    });
    expect(selection?.range).toEqual({ start: { line: 6, character: 12 }, end: { line: 6, character: 24 } });
    expect(selection?.parent?.range.start).toEqual({ line: 6, character: 6 });
  });

  it('of a large file are given in parts, and not at all when it changes meanwhile', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    const large = triggers('updated').repeat(100);
    client.open(triggersUri, large);
    await client.until(() => client.published.some(({ version }) => version === 1));
    const ask = () =>
      client.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    const { data } = await ask();
    const isAction = (length: number, index: number): boolean =>
      index % 5 === 2 && length === 'CoreGroupAction'.length && data[index + 1] === 0;
    expect(data.filter(isAction)).toHaveLength(100);
    const changed = ask();
    client.change(triggersUri, 2, { text: triggers('updated') });
    await expect(changed).rejects.toThrow('changed');
  });

  it('are folded by whole lines, and not more than the client takes', async () => {
    const foldingRange = { lineFoldingOnly: true, rangeLimit: 2 };
    const capabilities = { ...fullCapabilities, textDocument: { ...fullCapabilities.textDocument, foldingRange } };
    const client = await startClient({ files: repository('updated'), capabilities });
    await client.idle();
    const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    expect(folds).toEqual([
      { startLine: 0, endLine: 7 },
      { startLine: 3, endLine: 7 },
    ]);
  });
});

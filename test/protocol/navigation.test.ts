import { describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  Hover,
  Location,
  LocationLink,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver';
import { fullCapabilities, startClient, type ProtocolClient } from '../support/protocolClient';
import { configUri, repository, triggers, triggersUri } from './samples';

/** Line and columns of `add-to-group` behind `action:`, the last line of the sample. */
const line = 25;
const reference = { start: { line, character: 14 }, end: { line, character: 26 } };
const declaration = { start: { line: 6, character: 12 }, end: { line: 6, character: 24 } };
const position = { line, character: 16 };

async function client(textDocument: ClientCapabilities['textDocument']): Promise<ProtocolClient> {
  const files = repository('updated');
  files.set(configUri, 'objects: [objects/triggers.yml]\n');
  const started = await startClient({ files, capabilities: { ...fullCapabilities, textDocument } });
  await started.idle();
  return started;
}

function ask<R>({ connection }: ProtocolClient, method: string, params: object = {}): Promise<R> {
  const document = { textDocument: { uri: triggersUri } };
  return connection.sendRequest<R>(`textDocument/${method}`, { ...document, ...params });
}

describe('navigation', () => {
  it('answers a modern client with Markdown, links and a tree', async () => {
    const modern = await client({
      hover: { contentFormat: ['markdown', 'plaintext'] },
      definition: { linkSupport: true },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    });
    const hover = await ask<Hover>(modern, 'hover', { position });
    expect(hover.range).toEqual(reference);
    expect(hover.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('**add-to-group** ·') });
    const [link] = await ask<LocationLink[]>(modern, 'definition', { position });
    expect(link).toMatchObject({
      originSelectionRange: reference,
      targetUri: triggersUri,
      targetSelectionRange: declaration,
      targetRange: { start: { line: 6, character: 6 } },
    });
    const symbols = await ask<DocumentSymbol[]>(modern, 'documentSymbol');
    expect(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([
      ['CoreGroupAction', ['add-to-group']],
      ['CoreStandardGroup', ['some-group']],
      ['CoreNodeTriggerRule', ['rule-one']],
    ]);
  });

  it('answers a plain client with text, locations and a list', async () => {
    const plain = await client({});
    const hover = await ask<Hover>(plain, 'hover', { position });
    expect(hover.contents).toMatchObject({
      kind: 'plaintext',
      value: expect.stringContaining('add-to-group · action'),
    });
    expect(await ask<Location[]>(plain, 'definition', { position })).toEqual([
      { uri: triggersUri, range: declaration },
    ]);
    const symbols = await ask<SymbolInformation[]>(plain, 'documentSymbol');
    expect(symbols.map(({ name, containerName }) => [name, containerName])).toContainEqual([
      'add-to-group',
      'CoreGroupAction',
    ]);
  });

  it('finds references, highlights, links and symbols of the workspace', async () => {
    const modern = await client({});
    const context = { includeDeclaration: true };
    expect(await ask<Location[]>(modern, 'references', { position, context })).toEqual([
      { uri: triggersUri, range: declaration },
      { uri: triggersUri, range: reference },
    ]);
    expect(await ask<DocumentHighlight[]>(modern, 'documentHighlight', { position })).toEqual([
      { range: declaration, kind: 3 },
      { range: reference, kind: 2 },
    ]);
    const links = await ask<DocumentLink[]>(modern, 'documentLink', { textDocument: { uri: configUri } });
    expect(links).toEqual([
      { range: { start: { line: 0, character: 10 }, end: { line: 0, character: 30 } }, target: triggersUri },
    ]);
    const found = await modern.connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query: 'ruleone' });
    expect(found).toMatchObject([{ name: 'rule-one', containerName: 'objects/triggers.yml' }]);
  });

  it('speaks of an open document under the address that the client gave it', async () => {
    const modern = await client({});
    const uri = triggersUri.replace('triggers', '%74riggers');
    modern.open(uri, triggers('updated'));
    const params = { textDocument: { uri }, position, context: { includeDeclaration: true } };
    const [at] = await ask<Location[]>(modern, 'definition', params);
    expect(at?.uri).toBe(uri);
    const references = await ask<Location[]>(modern, 'references', params);
    expect(references.map((each) => each.uri)).toEqual([uri, uri]);
  });

  it('names no place between the two characters of a line break', async () => {
    const modern = await client({});
    const uri = 'file:///repo/objects/open.json';
    modern.open(uri, '{"kind": "Object", "spec": {"data": [{"name": "a"}\r\n  }\r\n');
    const textDocument = { uri };
    const [outline] = await ask<SymbolInformation[]>(modern, 'documentSymbol', { textDocument });
    expect(outline?.location.range.end).toEqual({ line: 1, character: 3 });
    const positions = [{ line: 0, character: 40 }];
    const [selection] = await ask<SelectionRange[]>(modern, 'selectionRange', { textDocument, positions });
    const ends: number[] = [];
    for (let at = selection; at; at = at.parent) if (at.range.end.line === 1) ends.push(at.range.end.character);
    expect(ends.filter((character) => character > 3)).toEqual([]);
  });

  it('has nothing to say about a file of no project', async () => {
    const modern = await client({});
    const textDocument = { uri: 'file:///elsewhere/a.yml' };
    for (const method of ['hover', 'definition', 'documentHighlight', 'documentSymbol', 'documentLink']) {
      expect(await ask(modern, method, { textDocument, position }), method).toBeNull();
    }
  });
});

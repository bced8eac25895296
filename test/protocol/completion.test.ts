import { describe, expect, it } from 'vitest';
import type { ClientCapabilities, CompletionItem, CompletionList } from 'vscode-languageserver';
import { fullCapabilities, startClient } from '../support/protocolClient';
import { repository, triggers, triggersUri } from './samples';

type CompletionCapabilities = NonNullable<ClientCapabilities['textDocument']>['completion'];

const text = `${triggers('updated')}      mat\n`;
const lastLine = { line: text.split('\n').length - 2, character: 9 };
const ruleText = text.replace('      mat\n', '    - \n');

async function ask(
  completion: CompletionCapabilities,
  content = text,
  character = lastLine.character,
  line = lastLine.line,
) {
  const capabilities = { ...fullCapabilities, textDocument: { ...fullCapabilities.textDocument, completion } };
  const client = await startClient({ capabilities, files: repository('updated') });
  await client.idle();
  client.open(triggersUri, content);
  const list: CompletionList = await client.connection.sendRequest('textDocument/completion', {
    textDocument: { uri: triggersUri },
    position: { line, character },
  });
  const find = (label: string): CompletionItem => {
    const found = list.items.find((item) => item.label === label);
    if (!found) throw new Error(`no item ${label}`);
    return found;
  };
  return { client, list, find };
}

const textOf = ({ textEdit }: CompletionItem): string | undefined => textEdit?.newText;

describe('completion', () => {
  it('gives edits with positions, and an order', async () => {
    const { find, list } = await ask({ completionItem: {} });
    expect(find('matches').textEdit).toMatchObject({
      range: { start: { ...lastLine, character: 6 }, end: lastLine },
    });
    const order = list.items.map((item) => item.sortText ?? item.label);
    expect(order).toEqual(order.toSorted((a, b) => a.localeCompare(b)));
    expect(list.isIncomplete).toBe(false);
  });

  it('asks to take the text as it is where the client can', async () => {
    const { find } = await ask({ completionItem: { insertTextModeSupport: { valueSet: [1, 2] } } });
    expect(find('matches')).toMatchObject({ insertTextMode: 1, textEdit: { newText: 'matches:\n        ' } });
    expect(find('description').insertTextMode).toBeUndefined();
  });

  it('leaves the indentation of the line to clients that add it', async () => {
    const { find } = await ask({ completionItem: { insertTextModeSupport: { valueSet: [2] } } });
    expect(find('matches')).toMatchObject({ insertTextMode: 2, textEdit: { newText: 'matches:\n  ' } });
  });

  it('does the same for clients that say nothing', async () => {
    const { find } = await ask({ completionItem: {} });
    expect(find('matches').insertTextMode).toBeUndefined();
    expect(textOf(find('matches'))).toBe('matches:\n  ');
  });

  it('writes the whole indentation for clients that take text as it is', async () => {
    const { find } = await ask({ insertTextMode: 1, completionItem: {} });
    expect(find('matches').insertTextMode).toBeUndefined();
    expect(textOf(find('matches'))).toBe('matches:\n        ');
  });

  it('has snippets only for clients that know them', async () => {
    const without = await ask({ completionItem: {} }, ruleText, 6);
    expect(without.list.items.filter((item) => item.insertTextFormat === 2)).toEqual([]);
    const { find } = await ask({ completionItem: { snippetSupport: true } }, ruleText, 6);
    expect(find('trigger rule on creation').insertTextFormat).toBe(2);
  });

  it('has keys as plain text where they begin a mapping in brackets', async () => {
    const start = text.lastIndexOf('  data:');
    const list = `${text.slice(0, start)}  data: []\n`;
    const line = list.split('\n').length - 2;
    const askIn = (snippetSupport: boolean) => ask({ completionItem: { snippetSupport } }, list, 9, line);
    const plain = (await askIn(false)).find('name');
    expect(plain).toMatchObject({ insertTextFormat: 1, textEdit: { newText: '{name: }' } });
    const snippet = (await askIn(true)).find('name');
    expect(snippet).toMatchObject({ insertTextFormat: 2, textEdit: { newText: '{name: $1}' } });
    const after = (await askIn(false)).find('matches');
    expect(textOf(after)).toBe('{matches: {}}');
  });

  it('brings the leading marker with a snippet, where a file of several documents has none', async () => {
    const second = `---\n${ruleText}`;
    const unmarked = `kind: Object\nspec: {kind: BuiltinTag, data: [{name: a}]}\n${second}`;
    const askAt = (content: string, line: number, character: number) =>
      ask({ completionItem: { snippetSupport: true } }, content, character, line);
    const last = unmarked.split('\n').length - 2;
    const start = { line: 0, character: 0 };
    const inUnmarked = await askAt(unmarked, last, 6);
    expect(inUnmarked.find('trigger rule on creation').additionalTextEdits).toEqual([
      { range: { start, end: start }, newText: '---\n' },
    ]);
    // A word that is completed changes nothing elsewhere.
    expect(inUnmarked.find('name').additionalTextEdits).toBeUndefined();
    const inMarked = await askAt(`---\n${unmarked}`, last + 1, 6);
    expect(inMarked.find('trigger rule on creation').additionalTextEdits).toBeUndefined();
    const alone = await ask({ completionItem: { snippetSupport: true } }, ruleText, 6);
    expect(alone.find('trigger rule on creation').additionalTextEdits).toBeUndefined();
  });

  it('has documentation at once for clients that do not ask for it, in plain text if need be', async () => {
    const { find } = await ask({ completionItem: {} });
    expect(find('description').documentation).toMatchObject({ kind: 'plaintext' });
    expect(JSON.stringify(find('description').documentation)).not.toContain('*');
  });

  it('has documentation on demand', async () => {
    const { client, find } = await ask({
      completionItem: { documentationFormat: ['markdown'], resolveSupport: { properties: ['documentation'] } },
    });
    const item = find('description');
    expect(item.documentation).toBeUndefined();
    const resolved: CompletionItem = await client.connection.sendRequest('completionItem/resolve', item);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown' });
    const stale = { ...item, data: { list: 0, index: 0 } };
    expect(await client.connection.sendRequest('completionItem/resolve', stale)).toEqual(stale);
  });

  it('uses only kinds that the client knows', async () => {
    const { list } = await ask({ completionItem: {}, completionItemKind: { valueSet: [1, 5] } });
    expect(new Set(list.items.map((item) => item.kind))).toEqual(new Set([5, undefined]));
  });

  it('says nothing about files of no project', async () => {
    const { client } = await ask({ completionItem: {} });
    const answer = await client.connection.sendRequest('textDocument/completion', {
      textDocument: { uri: 'file:///elsewhere/a.yml' },
      position: { line: 0, character: 0 },
    });
    expect(answer).toBeNull();
  });
});

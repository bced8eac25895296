import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CancellationToken, CancellationTokenSource, type CompletionList } from 'vscode-languageserver';
import { objectsRequest, type ObjectsParams } from '../../server/src/protocol/objects';
import { fullCapabilities, startClient } from '../support/protocolClient';

const uri = 'file:///repo/objects/triggers.yml';
const text = `---
kind: Object
spec:
  kind: CoreGroupAction
  data:
    - name: a
      group: 
`;
const files = {
  'file:///repo/.infrahub.yml': 'objects: [objects]\n',
  'file:///repo/objects/groups.yml': 'kind: Object\nspec: {kind: CoreStandardGroup, data: [{name: pods}]}\n',
  [uri]: text,
};

type Answer = (params: ObjectsParams, token: CancellationToken) => unknown;

/** A client with objects to tell; one that announces nothing where `announces` is false. */
async function start(answer: Answer, announces = true) {
  const asked: ObjectsParams[] = [];
  const client = await startClient({
    files: new Map(Object.entries(files)),
    initializationOptions: announces ? { objects: true } : {},
    capabilities: {
      ...fullCapabilities,
      textDocument: {
        ...fullCapabilities.textDocument,
        completion: { completionItem: { documentationFormat: ['markdown'] } },
      },
    },
  });
  client.connection.onRequest(objectsRequest, (params: ObjectsParams, token) => {
    asked.push(params);
    return answer(params, token);
  });
  await client.idle();
  client.open(uri, text);
  const complete = (line = 6, character = 13, token = CancellationToken.None): Promise<CompletionList | null> =>
    client.connection.sendRequest(
      'textDocument/completion',
      { textDocument: { uri }, position: { line, character } },
      token,
    );
  return { client, asked, complete };
}

/** Time stands still until a test moves it. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

const labels = (list: CompletionList | null) => list?.items.map(({ label }) => label);
const east = { id: 'g1', kind: 'CoreStandardGroup', label: 'east pods', hfid: ['east-pods'] };

describe('objects of a server in a list', () => {
  it('come from the client, behind those of the files', async () => {
    const { asked, complete } = await start(() => ({ objects: [east], isWhole: true }));
    const list = await complete();
    expect(asked).toEqual([{ kind: 'CoreGroup', text: '' }]);
    expect(labels(list)).toEqual(['pods', 'east pods']);
    expect(list?.items.at(-1)).toMatchObject({
      detail: 'CoreStandardGroup, on the server',
      filterText: 'east pods east-pods',
      textEdit: { newText: 'east-pods', range: { start: { line: 6, character: 13 } } },
    });
    expect(list?.isIncomplete).toBe(false);
  });

  it('are not asked for where nothing names an object', async () => {
    const { asked, complete } = await start(() => ({ objects: [east], isWhole: true }));
    await complete(3, 20);
    expect(asked).toEqual([]);
  });

  it('are asked of no client that does not say that it knows any', async () => {
    const { asked, complete } = await start(() => ({ objects: [east], isWhole: true }), false);
    const list = await complete();
    expect([asked, labels(list), list?.isIncomplete]).toEqual([[], ['pods'], false]);
  });

  it('are asked for again while there are more', async () => {
    const { complete } = await start(() => ({ objects: [east], isWhole: false }));
    expect((await complete())?.isIncomplete).toBe(true);
  });

  it.each([
    ['is no answer', null],
    ['has something else for objects', { objects: [{ id: 5 }], isWhole: true }],
  ])('an answer that %s leaves the others', async (_, answer) => {
    const { client, complete } = await start(() => answer);
    const list = await complete();
    expect([labels(list), list?.isIncomplete, client.errors]).toEqual([['pods'], true, []]);
  });

  it('a refusal leaves the others', async () => {
    const { client, complete } = await start(() => Promise.reject(new Error('no')));
    const list = await complete();
    expect([labels(list), list?.isIncomplete, client.errors]).toEqual([['pods'], true, []]);
  });

  it('a client that never answers holds nobody up, and is told that nobody waits', async () => {
    const cancelled = vi.fn<() => void>();
    const { complete } = await start((_, token) => {
      token.onCancellationRequested(cancelled);
      vi.advanceTimersByTime(1500);
      return new Promise(() => undefined);
    });
    stopClock();
    const list = await complete();
    expect([labels(list), list?.isIncomplete]).toEqual([['pods'], true]);
    await expect.poll(() => cancelled.mock.calls.length).toBe(1);
  });

  it('a question that the editor takes back is taken back from the client', async () => {
    const source = new CancellationTokenSource();
    onTestFinished(() => source.dispose());
    let isTaken: () => void;
    const taken = new Promise<void>((resolve) => (isTaken = resolve));
    const { client, complete } = await start((_, token) => {
      token.onCancellationRequested(isTaken);
      source.cancel();
      return new Promise(() => undefined);
    });
    stopClock();
    await expect(complete(6, 13, source.token)).rejects.toThrow('cancelled');
    await taken;
    expect(client.errors).toEqual([]);
  });
});

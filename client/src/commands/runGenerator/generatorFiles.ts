import { commands, Disposable, Uri, workspace } from 'vscode';
import { type FileLayers, layersRequest } from '../../../../server/src/protocol/layers';
import type { Context } from '../../context';

/** Typing changes files often; in milliseconds. */
const delay = 1000;

const key = 'infrahubCascade.generatorFiles';

/** Keeps the context key by which editors of generators have a button to run them. */
export function watchGeneratorFiles({ server }: Pick<Context, 'server'>): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let shown = '';
  const read = async (): Promise<void> => {
    const { layers } = await server.request<FileLayers>(layersRequest);
    const files = layers.flatMap(({ code }) => (code ? [Uri.parse(code.uri).toString()] : [])).toSorted();
    if (shown === files.join('\n')) return;
    shown = files.join('\n');
    await commands.executeCommand('setContext', key, files);
  };
  const readLater = (): void => {
    clearTimeout(timer);
    // Without a language server the buttons stay as they are.
    timer = setTimeout(() => void read().catch(() => undefined), delay);
  };
  return Disposable.from(
    new Disposable(() => clearTimeout(timer)),
    workspace.onDidSaveTextDocument(({ fileName }) => {
      if (/\.(ya?ml|py)$/.test(fileName)) readLater();
    }),
    server.onDidChangeState((state) => {
      if (state.kind === 'running' && state.status?.indexing === false) readLater();
    }),
  );
}

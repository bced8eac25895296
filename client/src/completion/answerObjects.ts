import type { Disposable } from 'vscode';
import { objectsRequest, type ObjectsAnswer, type ObjectsParams } from '../../../server/src/protocol/objects';
import type { Context } from '../context';
import { createObjectPages } from './objectPages';

/** Tells the language server the objects that completion asks for, of the server and branch in use. */
export function answerObjects({ server, connection, log }: Pick<Context, 'server' | 'connection' | 'log'>): Disposable {
  const pages = createObjectPages({
    access: () => connection.access(),
    onFailure: (message) => log.warn(message),
    now: Date.now,
  });
  server.answer(objectsRequest, (params: ObjectsParams, token): Promise<ObjectsAnswer> => {
    const control = new AbortController();
    const cancelled = token.onCancellationRequested(() => control.abort());
    return pages.find(params, control.signal).finally(() => cancelled.dispose());
  });
  return connection.onDidChange(() => pages.forget());
}

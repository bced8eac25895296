import { CancellationTokenSource, type CancellationToken } from 'vscode-languageserver';
import type { CompletionItem, CompletionResult } from '../features/completion/completion';
import { objectsRequest, readObjectsAnswer, type ObjectsParams } from '../protocol/objects';
import type { LspContext } from './context';

/** A client that has not answered by then is not waited for; in milliseconds. Ours answers within a second. */
const patience = 1500;

export interface MoreItems {
  readonly items: readonly CompletionItem[];
  readonly isIncomplete: boolean;
}

/** Asks the client for the objects of a server that belong to a list; nothing where it does not say that it knows any. */
export async function serverObjects(
  { connection, options }: Pick<LspContext, 'connection' | 'options'>,
  { objects: wanted }: CompletionResult,
  token: CancellationToken,
): Promise<MoreItems> {
  if (!wanted || options.objects !== true) return { items: [], isIncomplete: false };
  const { kind, text } = wanted;
  const params: ObjectsParams = { kind, text };
  const answer = readObjectsAnswer(await asked(connection, params, token));
  return { items: answer ? wanted.items(answer.objects) : [], isIncomplete: answer?.isWhole !== true };
}

/** What the client answers; undefined when it refuses, when it takes too long, and when nobody waits any more. */
async function asked(
  connection: LspContext['connection'],
  params: ObjectsParams,
  token: CancellationToken,
): Promise<unknown> {
  const source = new CancellationTokenSource();
  const cancelled = token.onCancellationRequested(() => source.cancel());
  const timer = setTimeout(() => source.cancel(), patience);
  try {
    const givenUp = new Promise<undefined>((resolve) => {
      source.token.onCancellationRequested(() => resolve(undefined));
    });
    return await Promise.race([connection.sendRequest<unknown>(objectsRequest, params, source.token), givenUp]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    cancelled.dispose();
    source.dispose();
  }
}

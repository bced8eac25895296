import { Disposable, window } from 'vscode';
import { createKnowledgeReader } from '../../../server/src/infrahub/readKnowledge';
import type { RemoteKnowledge } from '../../../server/src/remoteKnowledge';
import { remoteNotification, type RemoteParams } from '../../../server/src/protocol/remote';
import type { Context } from '../context';
import { createPoll, pollLimits } from '../views/poll';
import { type FreshKnowledge, readFresh } from './fresh';
import { createKnowledgeSource } from './source';

/** What the connected server holds; the language server is told of it. */
export interface Knowledge extends Disposable {
  readonly current: RemoteKnowledge | undefined;
  /** Reads everything anew. */
  refresh(): Promise<FreshKnowledge>;
}

/** Reads the server in use while a repository is open and the window has the focus, and tells the language server. */
export function createKnowledge({
  server,
  connection,
  log,
}: Pick<Context, 'server' | 'connection' | 'log'>): Knowledge {
  const source = createKnowledgeSource({
    reader: createKnowledgeReader(),
    access: () => connection.access(),
    send: (knowledge) => server.notify(remoteNotification, { knowledge } satisfies RemoteParams),
    onFailure: (message) => log.warn(message),
    now: Date.now,
  });
  const poll = createPoll((signal) => source.read(signal), pollLimits);
  let runs = false;

  const look = (): void => {
    const { state } = server;
    const hasRepository = state.kind === 'running' && (state.status?.projects ?? 0) > 0;
    poll.setVisible(hasRepository && window.state.focused);
  };
  const parts = Disposable.from(
    poll,
    window.onDidChangeWindowState(look),
    connection.onDidChange(() => void source.forgetOthers().then(() => poll.refresh())),
    server.onDidChangeState(({ kind }) => {
      const isRunning = kind === 'running';
      if (isRunning && !runs) source.languageServerStarted();
      else if (isRunning) source.catchUp();
      runs = isRunning;
      look();
    }),
  );
  return {
    get current() {
      return source.current;
    },
    refresh: () => readFresh(source, poll),
    dispose: () => void parts.dispose(),
  };
}

import {
  type CancellationToken,
  commands,
  type Disposable,
  env,
  type Event,
  EventEmitter,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
} from 'vscode';
import {
  ErrorCodes,
  LanguageClient,
  ResponseError,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  pickActionCommand,
  runGeneratorCommand,
  showReferencesCommand,
  untrackCommand,
} from '../../server/src/protocol/commands';
import { objectsRequest } from '../../server/src/protocol/objects';
import { type InitializationOptions, statusNotification, type StatusParams } from '../../server/src/protocol/status';
import { createBackOff, defaultLimits } from './backOff';
import { createErrorHandler } from './errorHandler';
import type { ServerState } from './serverState';
import { hasYamlExtension } from './yamlExtension';

/** The language server: one process, started again when it crashes. */
export interface LanguageServer extends Disposable {
  readonly state: ServerState;
  readonly onDidChangeState: Event<ServerState>;
  /** Starts the server; a failure becomes the state `failed`. */
  start(): Promise<void>;
  /** Ends the server if it runs, forgets past crashes, and starts it. */
  restart(): Promise<void>;
  /** Sends a request. Rejects with a message for people when the server does not run. */
  request<R = void>(method: string, params?: object): Promise<R>;
  /** Sends a notification; gives false when the server does not run. */
  notify(method: string, params: object): boolean;
  /** Answers a request of the server, of this one and of those started later. To be called before `start`. */
  answer(method: string, handler: (params: never, token: CancellationToken) => Promise<unknown>): void;
}

/**
 * Only files on disk: never `git:` or the old side of a comparison. The server ignores files that belong to no
 * project.
 */
const documentSelector = ['**/*.{yml,yaml,json}', '**/*.py', '**/*.{gql,graphql}', '**/*.j2'].map((pattern) => ({
  scheme: 'file',
  pattern,
}));

export function createLanguageServer(extension: ExtensionContext, log: LogOutputChannel): LanguageServer {
  const changed = new EventEmitter<ServerState>();
  const backOff = createBackOff(defaultLimits, Date.now);
  let state: ServerState = { kind: 'stopped' };
  let client: LanguageClient | undefined;
  let pending: Promise<void> = Promise.resolve();
  const handlers = new Map<string, (params: never, token: CancellationToken) => Promise<unknown>>();

  function setState(next: ServerState): void {
    // Views that know nothing yet say so when the server does not run.
    if (next.kind !== state.kind)
      void commands.executeCommand('setContext', 'infrahubCascade.languageServer', next.kind);
    state = next;
    changed.fire(next);
  }

  async function startNow(): Promise<void> {
    const errorHandler = createErrorHandler({ backOff, log, setState });
    const module = extension.asAbsolutePath('dist/server.js');
    const next = new LanguageClient(
      'infrahubCascade',
      'Cascade for Infrahub',
      { module, transport: TransportKind.ipc },
      {
        documentSelector,
        outputChannel: log,
        traceOutputChannel: log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        diagnosticCollectionName: 'infrahubCascade',
        initializationOptions: (): InitializationOptions => ({
          yamlSyntaxErrors: hasYamlExtension() ? 'leaveToOthers' : 'report',
          ruleLinkBase: `${env.uriScheme}://${extension.extension.id}/rule/`,
          objects: handlers.has(objectsRequest),
          commands: [pickActionCommand, runGeneratorCommand, showReferencesCommand, untrackCommand],
        }),
        initializationFailedHandler: () => false,
        errorHandler,
        middleware: {
          sendRequest(type, param, token, next) {
            // Until a crashed server is started again nobody answers: this code makes features give nothing, quietly.
            if (state.kind !== 'waiting') return next(type, param, token);
            return Promise.reject(new ResponseError(ErrorCodes.ConnectionInactive, 'The server is not running'));
          },
        },
        markdown: { supportThemeIcons: true },
      },
    );
    client = next;
    next.onNotification(statusNotification, (status: StatusParams) => {
      if (client === next) setState({ kind: 'running', status });
    });
    for (const [method, handler] of handlers) next.onRequest(method, handler);
    next.onDidChangeState(({ newState }) => {
      if (client !== next) return;
      if (newState === State.Starting) setState({ kind: 'starting' });
      if (newState === State.Running && state.kind !== 'running') setState({ kind: 'running' });
    });
    try {
      await next.start();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      if (client === next) setState({ kind: 'failed', reason: l10n.t('The language server did not start.') });
    }
  }

  async function stopNow(): Promise<void> {
    const old = client;
    client = undefined;
    setState({ kind: 'stopped' });
    if (!old) return;
    try {
      await old.dispose();
    } catch (error) {
      // A server that has crashed cannot say goodbye.
      log.debug(`The old language server did not stop in order: ${String(error)}`);
    }
  }

  /** One start or stop at a time, in the order they were asked for. */
  function inTurn(run: () => Promise<void>): Promise<void> {
    pending = pending.then(run);
    return pending;
  }

  return {
    get state() {
      return state;
    },
    onDidChangeState: changed.event,
    start: () => inTurn(startNow),
    restart: () =>
      inTurn(async () => {
        backOff.reset();
        await stopNow();
        await startNow();
      }),
    async request<R>(method: string, params?: object): Promise<R> {
      if (!client?.isRunning()) throw new Error(l10n.t('The language server of Cascade for Infrahub is not running.'));
      return params ? client.sendRequest<R>(method, params) : client.sendRequest<R>(method);
    },
    notify(method, params) {
      if (!client?.isRunning()) return false;
      // A server that ends meanwhile is told again when it has started.
      client.sendNotification(method, params).catch((error) => log.debug(String(error)));
      return true;
    },
    answer: (method, handler) => void handlers.set(method, handler),
    dispose() {
      void inTurn(stopNow).finally(() => changed.dispose());
    },
  };
}

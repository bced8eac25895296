import {
  DidChangeWorkspaceFoldersNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CancelledError } from '../base/cancellation';
import type { Workspace } from '../model/project/workspace';
import { refreshRequest, statusNotification, type InitializationOptions, type StatusParams } from '../protocol';
import { createService } from '../service';
import { settingsSchema, type Settings } from '../settings';
import { codeActionKinds, registerCodeAction } from './codeAction';
import { registerCompletion } from './completion';
import { registerConfiguration } from './configuration';
import type { LspContext } from './context';
import { Publisher } from './publisher';
import { registerWatchedFiles } from './watchedFiles';

export interface ServerOptions {
  readonly connection: Connection;
  /** Makes the door to files; the settings are asked at each use. */
  readonly createWorkspace: (settings: () => Settings) => Workspace;
  readonly version: string;
}

/** Wires the capabilities to a connection and begins to listen. */
export function startServer({ connection, createWorkspace, version }: ServerOptions): void {
  connection.onInitialize((params): InitializeResult => {
    const session = createSession(connection, createWorkspace, params);
    connection.onInitialized(() => void session.start());
    connection.onShutdown(() => session.stop());
    return {
      serverInfo: { name: 'infrahub-cascade', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: [':', ' ', '-', '"', "'", '/', '_'] },
        codeActionProvider: { codeActionKinds },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.listen();
}

function createSession(
  connection: Connection,
  createWorkspace: ServerOptions['createWorkspace'],
  params: InitializeParams,
) {
  let settings = settingsSchema.parse({});
  let folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
  if (folders.length === 0 && params.rootUri) folders = [params.rootUri];
  // Set from the start: until the first index is complete the state is not known.
  let indexing: { isCancellationRequested: boolean } | undefined = { isCancellationRequested: false };
  let started = false;
  const service = createService({
    workspace: createWorkspace(() => settings),
    now: () => performance.now(),
    log: (message) => connection.console.error(message),
  });
  const documents = new TextDocuments(TextDocument);
  const context: LspContext = {
    connection,
    service,
    documents,
    capabilities: params.capabilities,
    options: (params.initializationOptions ?? {}) as InitializationOptions,
    settings: () => settings,
  };

  const sendStatus = (): void => {
    const [first] = service.projects();
    const status: StatusParams = {
      projects: service.projects().length,
      findings: publisher.counts(),
      indexing: indexing !== undefined,
      serverVersion: first?.targetVersion.version ?? '',
      serverVersionSource: first?.targetVersion.source ?? '',
    };
    void connection.sendNotification(statusNotification, status);
  };
  const publisher = new Publisher(context, sendStatus);

  const index = async (): Promise<void> => {
    if (indexing) indexing.isCancellationRequested = true;
    const token = { isCancellationRequested: false };
    indexing = token;
    sendStatus();
    try {
      await service.index(folders, token);
      indexing = undefined;
      await publisher.publishAll();
    } catch (error) {
      if (!(error instanceof CancelledError)) connection.console.error(String(error));
    } finally {
      if (indexing === token) indexing = undefined;
      sendStatus();
    }
  };

  const closed = async (uri: string): Promise<void> => {
    await service.closeDocument(uri);
    publisher.documentChanged(uri);
    publisher.projectsChanged();
  };
  documents.onDidChangeContent(({ document }) => {
    const changed = service.updateDocument(document.uri, document.getText());
    publisher.documentChanged(document.uri);
    if (changed) publisher.projectsChanged();
  });
  documents.onDidClose(({ document }) => void closed(document.uri));
  documents.onDidSave(({ document }) => {
    if (!params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void service.filesChanged([{ uri: document.uri, type: 'changed' }]).then(() => publisher.projectsChanged());
    }
  });
  documents.listen(connection);

  registerCompletion(context);
  registerCodeAction(context);
  const watched = registerWatchedFiles(context, async (events) => {
    if (await service.filesChanged(events)) publisher.projectsChanged();
  });
  const configuration = registerConfiguration(connection, params.capabilities, context.options, async (next) => {
    const reads = next.maxFileSizeKb !== settings.maxFileSizeKb || next.exclude.join() !== settings.exclude.join();
    settings = next;
    service.configure(next);
    if (reads && started) await index();
    else publisher.projectsChanged(0);
  });
  connection.onRequest(refreshRequest, index);

  return {
    async start(): Promise<void> {
      await configuration.load();
      await watched.register();
      if (params.capabilities.workspace?.workspaceFolders) {
        await connection.client.register(DidChangeWorkspaceFoldersNotification.type);
        connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          const gone = new Set(removed.map((folder) => folder.uri));
          folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)];
          void index();
        });
      }
      started = true;
      await index();
    },
    stop: () => publisher.dispose(),
  };
}

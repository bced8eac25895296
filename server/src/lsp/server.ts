import {
  DidChangeWorkspaceFoldersNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Workspace } from '../model/project/workspace';
import { signalTargetsRequest } from '../protocol/generatorObjects';
import { layersRequest } from '../protocol/layers';
import { refreshRequest, type InitializationOptions } from '../protocol/status';
import { fileTriggersRequest, loadCheckRequest, type LoadCheckParams } from '../protocol/triggers';
import { createService } from '../service';
import { settingsSchema, type Settings } from '../settings';
import { codeActionKinds, registerCodeAction, resolvesEdits } from './codeAction';
import { refreshViews, registerCodeLens } from './codeLens';
import { completionOptions, registerCompletion } from './completion';
import { registerConfiguration } from './configuration';
import type { LspContext } from './context';
import { registerDefinition } from './definition';
import { registerDocumentHighlight } from './documentHighlight';
import { registerDocumentLink } from './documentLink';
import { registerDocumentSymbol } from './documentSymbol';
import { commandOptions } from './editCommand';
import { fileTriggersAnswer, loadCheckAnswer } from './fileTriggers';
import { layersAnswer } from './layers';
import { fileOperationOptions, registerFileOperations } from './fileOperations';
import { registerFoldingRange } from './foldingRange';
import { initialFolders } from './folders';
import { Indexer } from './indexer';
import { registerInlayHint } from './inlayHint';
import { openDocuments } from './openDocuments';
import { registerHover } from './hover';
import { Publisher } from './publisher';
import { registerPlans } from './plans';
import { registerReferences } from './references';
import { registerRemote } from './remote';
import { registerRename } from './rename';
import { registerSelectionRange } from './selectionRange';
import { registerSemanticTokens, semanticTokensOptions } from './semanticTokens';
import { createStatusSender } from './status';
import { registerWatchedFiles } from './watchedFiles';
import { registerWorkspaceSymbol } from './workspaceSymbol';

export interface ServerOptions {
  readonly connection: Connection;
  /** Makes the door to files; the settings are asked at each use. */
  readonly createWorkspace: (settings: () => Settings) => Workspace;
  readonly version: string;
  /** Called when the client says that it will end. */
  readonly onShutdown?: () => void;
  /** Called when everything was read and looked at; says whether that was any project. */
  readonly onIdle?: (hasProjects: boolean) => void;
}

/** Wires the capabilities to a connection and begins to listen. */
export function startServer({ connection, createWorkspace, version, onShutdown, onIdle }: ServerOptions): void {
  connection.onInitialize((params): InitializeResult => {
    const session = createSession({ connection, createWorkspace, params, onIdle });
    connection.onInitialized(() => void session.start());
    connection.onShutdown(() => {
      onShutdown?.();
      session.stop();
    });
    return {
      serverInfo: { name: 'infrahub-cascade', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: params.capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
        documentHighlightProvider: true,
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        documentLinkProvider: {},
        codeLensProvider: { resolveProvider: true },
        inlayHintProvider: true,
        semanticTokensProvider: semanticTokensOptions,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        completionProvider: completionOptions,
        codeActionProvider: { codeActionKinds, resolveProvider: resolvesEdits(params) },
        executeCommandProvider: commandOptions(params),
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: fileOperationOptions(params),
        },
      },
    };
  });
  connection.listen();
}

function createSession({
  connection,
  createWorkspace,
  params,
  onIdle,
}: Omit<ServerOptions, 'version' | 'onShutdown'> & { readonly params: InitializeParams }) {
  let settings = settingsSchema.parse({});
  let folders = initialFolders(params);
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
    open: openDocuments(documents),
    capabilities: params.capabilities,
    options: (params.initializationOptions ?? {}) as InitializationOptions,
    settings: () => settings,
  };
  const isWatched = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;

  const status = createStatusSender(connection, () => {
    const versions = service
      .projects()
      .map(({ root, targetVersion: { version, source } }) => ({ root, version, source }));
    const [first] = versions;
    const isOne = versions.every(({ version, source }) => version === first?.version && source === first.source);
    return {
      projects: service.projects().length,
      findings: publisher.counts(),
      indexing: indexer.busy,
      versions: isOne ? versions.slice(0, 1) : versions,
    };
  });
  const publisher = new Publisher(context, {
    onPublished: status.sendSoon,
    onAllPublished: () => {
      refreshViews(context);
      // What was published goes out first.
      if (onIdle && !indexer.busy) setImmediate(onIdle, service.projects().length > 0);
    },
  });
  const indexer = new Indexer({
    context,
    folders: () => folders,
    onState: status.send,
    onOpenRead: () => {
      for (const uri of documents.keys()) publisher.documentChanged(uri);
    },
    onIndexed: () => publisher.publishAll(),
    onChanged: () => publisher.projectsChanged(),
  });
  const refreshUnwatched = (): void => {
    if (started && !isWatched) void indexer.index();
  };
  const closed = async (uri: string): Promise<void> => {
    await service.closeDocument(uri);
    publisher.documentChanged(uri);
    publisher.projectsChanged();
  };

  documents.onDidOpen(refreshUnwatched);
  documents.onDidSave(refreshUnwatched);
  documents.onDidChangeContent(({ document }) => {
    const changed = service.updateDocument(document.uri, document.getText());
    publisher.documentChanged(document.uri);
    if (changed) publisher.projectsChanged();
  });
  documents.onDidClose(({ document }) => void closed(document.uri));
  documents.listen(connection);

  registerCompletion(context);
  registerCodeAction(context);
  registerHover(context);
  registerDefinition(context);
  registerReferences(context);
  registerRename(context);
  registerDocumentHighlight(context);
  registerDocumentSymbol(context);
  registerWorkspaceSymbol(context);
  registerDocumentLink(context);
  registerCodeLens(context);
  registerInlayHint(context);
  registerSemanticTokens(context);
  registerFoldingRange(context);
  registerSelectionRange(context);
  registerPlans(context, (uris) => {
    indexer.filesChanged(uris.map((uri) => ({ uri, type: 'changed' })));
    return indexer.whenRead();
  });
  registerFileOperations(context, (events) => indexer.filesChanged(events));
  const watched = registerWatchedFiles(context, (events) => indexer.filesChanged(events));
  registerRemote(context, () => {
    publisher.projectsChanged(0);
    status.send();
  });
  const configuration = registerConfiguration(context, (next) => {
    const reads = next.maxFileSizeKb !== settings.maxFileSizeKb || next.exclude.join() !== settings.exclude.join();
    settings = next;
    service.configure(next);
    if (reads && started) void indexer.index();
    else publisher.projectsChanged(0);
  });
  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) => {
    const gone = new Set(removed.map((folder) => folder.uri));
    folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)];
    if (started) void indexer.index();
  });
  connection.onRequest(refreshRequest, () => indexer.index());
  connection.onRequest(signalTargetsRequest, async () => {
    await indexer.whenRead();
    return service.signalTargets();
  });
  connection.onRequest(fileTriggersRequest, async () => {
    await indexer.whenRead();
    return fileTriggersAnswer(context);
  });
  connection.onRequest(loadCheckRequest, async (params: LoadCheckParams) => {
    await indexer.whenRead();
    return loadCheckAnswer(context, params);
  });
  connection.onRequest(layersRequest, async () => {
    await indexer.whenRead();
    return layersAnswer(context);
  });

  return {
    async start(): Promise<void> {
      await configuration.load();
      await watched.register();
      started = true;
      await indexer.index();
    },
    stop(): void {
      indexer.dispose();
      publisher.dispose();
      status.dispose();
    },
  };
}

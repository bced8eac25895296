import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { startServer, type ServerOptions } from '../../server/src/lsp/server';
import type { Workspace } from '../../server/src/model/project/workspace';
import { statusNotification, type StatusParams } from '../../server/src/protocol/status';
import { memoryWorkspace } from './memoryWorkspace';

/** Capabilities of a client that can do what VS Code can, as far as this server asks for it. */
export const fullCapabilities: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    fileOperations: { willRename: true, didRename: true, didCreate: true, didDelete: true },
  },
  textDocument: {
    publishDiagnostics: {
      versionSupport: true,
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    completion: { completionItem: { snippetSupport: true } },
  },
  window: { workDoneProgress: true },
};

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** Files on the disk, by address; change the map and tell the server as a watcher would. */
  readonly files?: Map<string, string>;
  /** Instead of a workspace over `files`. */
  readonly workspace?: Workspace;
  /** How the client says where it works; missing: `file:///repo` as workspace folder. */
  readonly root?: { workspaceFolders?: InitializeParams['workspaceFolders']; rootUri?: string; rootPath?: string };
  readonly initializationOptions?: unknown;
  /** What the client answers to `workspace/configuration`. */
  readonly settings?: Record<string, unknown>;
  readonly onIdle?: ServerOptions['onIdle'];
}

/** A client and a server in this process, connected by two streams; initialised. */
export interface ProtocolClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly files: Map<string, string>;
  /** Everything published so far, in order. */
  readonly published: readonly PublishDiagnosticsParams[];
  /** Lines of the log of level error. */
  readonly errors: readonly string[];
  /** Methods of registered capabilities. */
  readonly registered: readonly string[];
  /** What the server shows of its progress: `create`, `begin`, `end`. */
  readonly progress: readonly string[];
  /** The state last sent for the status item. */
  readonly status: () => StatusParams | undefined;
  /** Changes what the client answers to `workspace/configuration`. */
  settings: Record<string, unknown>;
  /** Ids of the findings last published under exactly this address; undefined when none were. */
  shown(uri: string): string[] | undefined;
  /** Resolves when `check` holds; it is asked after everything that arrives. */
  until(check: () => boolean): Promise<void>;
  /** Resolves when the server has read everything and published. */
  idle(): Promise<void>;
  open(uri: string, text: string, version?: number): void;
  change(uri: string, version: number, ...changes: TextDocumentContentChangeEvent[]): void;
  close(uri: string): void;
  save(uri: string): void;
  /** As a file watcher: 1 created, 2 changed, 3 deleted. */
  watcher(...changes: { uri: string; type: 1 | 2 | 3 }[]): void;
}

/** Starts a server and a client; both end with the test. */
export async function startClient(options: ClientOptions = {}): Promise<ProtocolClient> {
  const { capabilities = fullCapabilities, files = new Map<string, string>() } = options;
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer({
    connection: createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
    ),
    createWorkspace: () => options.workspace ?? memoryWorkspace(files),
    version: '0.0.0',
    onIdle: options.onIdle,
  });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = await connectClient(connection, { ...options, capabilities, files });
  onTestFinished(async () => {
    await connection.sendRequest('shutdown');
    connection.dispose();
  });
  return client;
}

/** Initialises over a connection, whatever is at its other end. */
export async function connectClient(
  connection: ProtocolConnection,
  { capabilities = fullCapabilities, files = new Map(), root, ...options }: ClientOptions,
): Promise<ProtocolClient> {
  const published: PublishDiagnosticsParams[] = [];
  const errors: string[] = [];
  const registered: string[] = [];
  const progress: string[] = [];
  const waiting = new Set<() => void>();
  let status: StatusParams | undefined;
  const arrived = (): void => {
    for (const look of waiting) look();
  };
  const until = (check: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!check()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    arrived();
  });
  connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type === 1) errors.push(message);
    arrived();
  });
  connection.onNotification(statusNotification, (params: StatusParams) => {
    status = params;
    arrived();
  });
  connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
    progress.push(value.kind);
    arrived();
  });
  connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
    registered.push(...registrations.map(({ method }) => method));
    arrived();
    return null;
  });
  connection.onRequest('window/workDoneProgress/create', () => {
    progress.push('create');
    return null;
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => client.settings),
  );
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    ...(root ?? { workspaceFolders: [{ uri: 'file:///repo', name: 'repo' }] }),
    capabilities,
    initializationOptions: options.initializationOptions,
  });
  const client: ProtocolClient = {
    connection,
    initialized,
    files,
    published,
    errors,
    registered,
    progress,
    status: () => status,
    settings: options.settings ?? {},
    shown: (uri) => published.findLast((each) => each.uri === uri)?.diagnostics.map(({ code }) => String(code)),
    until,
    idle: () => until(() => status?.indexing === false),
    open: (uri, text, version = 1) =>
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version, text },
      }),
    change: (uri, version, ...contentChanges) =>
      void connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    close: (uri) => void connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    save: (uri) => void connection.sendNotification('textDocument/didSave', { textDocument: { uri } }),
    watcher: (...changes) => void connection.sendNotification('workspace/didChangeWatchedFiles', { changes }),
  };
  await connection.sendNotification('initialized', {});
  return client;
}

import {
  type Event,
  EventEmitter,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  type QuickPickItem,
  window,
  workspace,
} from 'vscode';
import { plainText } from '../../../server/src/infrahub/plainText';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Fetch, type Transport } from '../../../server/src/infrahub/transport';
import { parseSettings } from '../../../server/src/settings';
import { type Access, createServerInUse } from './access';
import { createPickedBranches } from './branchChoice';
import { createBranchOfServer } from './branchOfServer';
import { readCaFile } from './caFile';
import { createConsents, createPlainConsents } from './consent';
import { createGitBranch } from './gitBranch';
import { infrahubctlFileName, readInfrahubctlFiles } from './infrahubctlFiles';
import { LocalFault } from './localFault';
import { explainServers, explainTrust, isAgreed, isSafeEnough } from './questions';
import { knownServers, proxyOf, type Environment, type Server } from './servers';
import { signInTo } from './signIn';
import { createTokens, environmentCredentials, type Tokens } from './tokens';

/** The servers, and the way to each of them with its token. */
export interface Connection {
  readonly tokens: Tokens;
  /** The servers that are known now; problems of the settings go to the log. */
  servers(): readonly Server[];
  /** Lets a person pick one of several servers; the only one is picked at once. Says so when there is none. */
  pickServer(placeholder: string, among?: readonly Server[]): Promise<Server | undefined>;
  /** The way to a server with its token. Undefined when there is no token or no consent to use it here. */
  open(server: Server): Promise<Transport | undefined>;
  /**
   * The way to the server in use and its branch. Asks no person anything; rejects when its CA file cannot be read, or
   * its branches (`InfrahubError`).
   */
  access(): Promise<Access>;
  /** Makes a server the one in use in this workspace. */
  choose(server: Server): Promise<void>;
  /** The branch of git in the workspace; undefined when there is none, or several. */
  gitBranch(): Promise<string | undefined>;
  /** What a person picked on a server for the present branch of git. */
  pickedBranch(server: Server): Promise<string | undefined>;
  /** Keeps the branch of a server for the present branch of git; undefined lets it follow git again. */
  chooseBranch(server: Server, branch: string | undefined): Promise<void>;
  /** Servers, tokens, trust, the server in use or its branch may have changed. */
  readonly onDidChange: Event<void>;
  /** Asks for a token until one is accepted, and stores it; undefined when the person gave up. */
  signIn(server: Server): Promise<Transport | undefined>;
  /** Keeps a token that was stored elsewhere; asks first where it can be read on its way. False when it was not kept. */
  storeToken(server: Server, token: string): Promise<boolean>;
  /** Forgets the stored token, and what was agreed to for it. */
  signOut(server: Server): Promise<void>;
}

/** Makes the connection of the extension; nothing is sent before somebody asks. */
export function createConnection(extension: ExtensionContext, log: LogOutputChannel, env: Environment): Connection {
  const files = () =>
    readInfrahubctlFiles(
      workspace.isTrusted ? (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath) : [],
      env,
    );
  const tokens = createTokens(extension.secrets, env, files);
  const consents = createConsents(extension.workspaceState);
  const plain = createPlainConsents(extension.globalState);
  const inUse = createServerInUse(extension.workspaceState);
  const changed = new EventEmitter<void>();
  const fire = (): void => changed.fire();
  const git = createGitBranch();
  const picked = createPickedBranches(extension.workspaceState);
  const branchOf = createBranchOfServer({
    git: () => git.read(),
    patterns: () =>
      parseSettings({ branches: workspace.getConfiguration('infrahubCascade').get<unknown>('branches') }).branches,
    picked,
    onChange: fire,
  });
  /** Problems that the log has. */
  const told = new Set<string>();
  const watcher = workspace.createFileSystemWatcher(`**/${infrahubctlFileName}`);
  extension.subscriptions.push(
    changed,
    git,
    watcher,
    git.onDidChange(fire),
    watcher.onDidChange(fire),
    watcher.onDidCreate(fire),
    watcher.onDidDelete(fire),
    extension.secrets.onDidChange(() => fire()),
    workspace.onDidGrantWorkspaceTrust(fire),
    workspace.onDidChangeConfiguration((event) => {
      const ours = ['infrahubCascade.servers', 'infrahubCascade.branches'];
      if (ours.some((name) => event.affectsConfiguration(name))) fire();
    }),
  );

  const servers = (): readonly Server[] => {
    const setting = workspace.getConfiguration('infrahubCascade').inspect('servers');
    const found = knownServers({ user: setting?.globalValue, workspace: setting?.workspaceValue }, env, files());
    for (const problem of found.problems.filter((each) => !told.has(each))) log.warn(problem);
    for (const problem of found.problems) told.add(problem);
    return found.servers;
  };

  const fetchFor = async (server: Server): Promise<Fetch> => {
    const { caFile, caFileFrom, insecure } = server;
    const ca = caFile === undefined ? undefined : await readCa(caFile, caFileFrom);
    return createFetch({ ca, insecure, proxy: proxyOf(server, env) });
  };

  const transportTo = async (server: Server, token: string): Promise<Transport> =>
    createTransport({ address: server.address, token, fetch: await fetchFor(server) });

  const connection: Connection = {
    tokens,
    servers,

    async pickServer(placeholder, among) {
      if (!workspace.isTrusted) {
        await explainTrust();
        return undefined;
      }
      const known = among ?? servers();
      if (known.length === 0) {
        await explainServers();
        return undefined;
      }
      if (known.length === 1) return known[0];
      const items = known.map((server): QuickPickItem & { server: Server } => ({
        label: iconless(server.name),
        description: server.address.base,
        detail: server.insecure ? l10n.t('its certificate is not checked') : undefined,
        server,
      }));
      return (await window.showQuickPick(items, { placeHolder: placeholder, ignoreFocusOut: true }))?.server;
    },

    async open(server) {
      const token = await tokens.find(server);
      if (token === undefined) return connection.signIn(server);
      if (!(await isAgreed(server, token.source, consents))) return undefined;
      if (plain.isMissing(server, token.source)) {
        if (!(await isSafeEnough(server))) return undefined;
        await plain.give(server, token.source);
      }
      return transportTo(server, token.value);
    },

    async access() {
      if (!workspace.isTrusted) return { kind: 'untrusted' };
      const known = servers();
      if (known.length === 0) return { kind: 'noServer' };
      const server = inUse.find(known);
      const token = server && (await tokens.find(server));
      if (!server || token === undefined || consents.isMissing(server, token.source)) {
        return { kind: 'signedOut', server };
      }
      if (plain.isMissing(server, token.source)) return { kind: 'signedOut', server };
      const transport = await transportTo(server, token.value);
      const { branch, ...why } = await branchOf.find(server, transport);
      return branch ? { kind: 'open', server, transport, branch } : { kind: 'noBranch', server, transport, ...why };
    },

    async choose(server) {
      await inUse.choose(server);
      branchOf.forget();
      fire();
    },

    gitBranch: async () => (await git.read()).branch,
    pickedBranch: async (server) => picked.find(server, (await git.read()).branch),

    async chooseBranch(server, branch) {
      await picked.keep(server, (await git.read()).branch, branch);
      branchOf.forget();
      fire();
    },

    onDidChange: changed.event,

    async signIn(server) {
      if (!(await isAgreed(server, 'stored', consents)) || !(await isSafeEnough(server))) return undefined;
      const credentials = (of: Server) => environmentCredentials(of, env);
      const transport = await signInTo(server, { tokens, log, fetchFor, transportTo, credentials });
      if (transport) await plain.give(server, 'stored');
      if (transport) await connection.choose(server);
      return transport;
    },

    async storeToken(server, token) {
      if (!(await isSafeEnough(server))) return false;
      await plain.give(server, 'stored');
      await tokens.store(server, token);
      return true;
    },

    async signOut(server) {
      await plain.withdraw(server);
      await tokens.forget(server);
    },
  };
  return connection;
}

/** A sentence for people about a request that failed. Never holds a token. */
export function describeFailure(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Text of a server for a list: `$(name)` would become a picture. */
export function iconless(text: string): string {
  return plainText(text).replaceAll('$(', '\\$(');
}

async function readCa(path: string, from: Server['caFileFrom']): Promise<string> {
  const read = await readCaFile(path);
  if (read.ok) return read.pem;
  const source = from === 'environment' ? 'INFRAHUB_TLS_CA_FILE' : 'infrahubCascade.servers';
  switch (read.fault) {
    case 'missing':
      throw new LocalFault(l10n.t('The file {0} that {1} names is not there.', path, source));
    case 'unreadable':
      throw new LocalFault(l10n.t('The file {0} that {1} names cannot be read ({2}).', path, source, read.code));
    case 'noPem':
      throw new LocalFault(l10n.t('The file {0} that {1} names holds no PEM certificate.', path, source));
  }
}

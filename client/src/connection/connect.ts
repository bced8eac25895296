import { readFile } from 'node:fs/promises';
import {
  commands,
  type Event,
  EventEmitter,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  ProgressLocation,
  type QuickPickItem,
  window,
  workspace,
} from 'vscode';
import { isReadableOnTheWay } from '../../../server/src/infrahub/address';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { account } from '../../../server/src/infrahub/operations/account';
import { plainText } from '../../../server/src/infrahub/plainText';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../../server/src/infrahub/transport';
import { parseSettings } from '../../../server/src/settings';
import { type Access, createServerInUse } from './access';
import { createPickedBranches } from './branchChoice';
import { createBranchOfServer } from './branchOfServer';
import { createConsents, type Consents } from './consent';
import { createGitBranch } from './gitBranch';
import { knownServers, type Environment, type Server } from './servers';
import { createTokens, type Tokens } from './tokens';

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
  /** Keeps the branch of a server for the present branch of git; undefined lets it follow git again. */
  chooseBranch(server: Server, branch: string | undefined): Promise<void>;
  /** Servers, tokens, trust, the server in use or its branch may have changed. */
  readonly onDidChange: Event<void>;
  /** Asks for a token until one is accepted, and stores it; undefined when the person gave up. */
  signIn(server: Server): Promise<Transport | undefined>;
}

/** Makes the connection of the extension; nothing is sent before somebody asks. */
export function createConnection(extension: ExtensionContext, log: LogOutputChannel, env: Environment): Connection {
  const tokens = createTokens(extension.secrets, env);
  const consents = createConsents(extension.workspaceState);
  const inUse = createServerInUse(extension.workspaceState);
  const changed = new EventEmitter<void>();
  const git = createGitBranch();
  const picked = createPickedBranches(extension.workspaceState);
  const branchOf = createBranchOfServer({
    gitBranch: () => git.read(),
    patterns: () =>
      parseSettings({ branches: workspace.getConfiguration('infrahubCascade').get<unknown>('branches') }).branches,
    picked,
    onChange: () => changed.fire(),
  });
  /** Problems that the log has. */
  const told = new Set<string>();
  extension.subscriptions.push(
    changed,
    git,
    git.onDidChange(() => changed.fire()),
    extension.secrets.onDidChange(() => changed.fire()),
    workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    workspace.onDidChangeConfiguration((event) => {
      const isOurs = ['infrahubCascade.servers', 'infrahubCascade.branches'].some((name) =>
        event.affectsConfiguration(name),
      );
      if (isOurs) changed.fire();
    }),
  );

  const servers = (): readonly Server[] => {
    const setting = workspace.getConfiguration('infrahubCascade').inspect('servers');
    const found = knownServers({ user: setting?.globalValue, workspace: setting?.workspaceValue }, env);
    for (const problem of found.problems.filter((each) => !told.has(each))) log.warn(problem);
    for (const problem of found.problems) told.add(problem);
    return found.servers;
  };

  const transportTo = async (server: Server, token: string): Promise<Transport> => {
    const { address, caFile, insecure } = server;
    const ca = caFile === undefined ? undefined : await readCa(caFile);
    return createTransport({ address, token, fetch: createFetch({ ca, insecure }) });
  };

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
        server,
      }));
      return (await window.showQuickPick(items, { placeHolder: placeholder, ignoreFocusOut: true }))?.server;
    },

    async open(server) {
      const token = await tokens.find(server);
      if (token === undefined) return connection.signIn(server);
      if (!(await isAgreed(server, consents))) return undefined;
      return transportTo(server, token);
    },

    async access() {
      if (!workspace.isTrusted) return { kind: 'untrusted' };
      const known = servers();
      if (known.length === 0) return { kind: 'noServer' };
      const server = inUse.find(known);
      const token = server && (await tokens.find(server));
      if (!server || token === undefined || consents.isMissing(server)) return { kind: 'signedOut', server };
      // Signing in asks before a token goes out unencrypted; nobody was asked about that of the environment.
      if (isReadableOnTheWay(server.address) && !(await tokens.isStored(server))) return { kind: 'signedOut', server };
      const transport = await transportTo(server, token);
      const { branch, gitBranch } = await branchOf.find(server, transport);
      return branch ? { kind: 'open', server, transport, branch } : { kind: 'noBranch', server, transport, gitBranch };
    },

    async choose(server) {
      await inUse.choose(server);
      changed.fire();
    },

    async chooseBranch(server, branch) {
      await picked.keep(server, await git.read(), branch);
      branchOf.forget();
      changed.fire();
    },

    onDidChange: changed.event,

    async signIn(server) {
      if (!(await isAgreed(server, consents)) || !(await isSafeEnough(server))) return undefined;
      const title = l10n.t('Sign In to {0}', server.name);
      const prompt = l10n.t(
        'A token of your account on {0}. It is kept by VS Code and sent to this server only.',
        server.address.origin,
      );
      let problem: string | undefined;
      for (;;) {
        const given = await window.showInputBox({
          title,
          prompt: problem ?? prompt,
          password: true,
          ignoreFocusOut: true,
        });
        const token = given?.trim();
        if (!token) return undefined;
        try {
          const transport = await transportTo(server, token);
          const progress = {
            location: ProgressLocation.Notification,
            title: l10n.t('Asking {0} who you are…', server.name),
          };
          const { name } = await window.withProgress(progress, () => transport.run(account, {}));
          await tokens.store(server, token);
          await connection.choose(server);
          void window.showInformationMessage(l10n.t('Signed in to {0} as {1}.', server.name, plainText(name)));
          return transport;
        } catch (error) {
          problem = describeFailure(error);
          log.error(problem);
          const isRefused =
            error instanceof InfrahubError && ['unauthorized', 'unusable-token'].includes(error.problem.kind);
          if (isRefused) continue;
          void window.showErrorMessage(problem);
          return undefined;
        }
      }
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

async function readCa(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text?.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new Error(l10n.t('The file {0} of the setting infrahubCascade.servers holds no PEM certificate.', path));
}

/** The settings of a workspace must not use what a person stored elsewhere without asking. */
async function isAgreed(server: Server, consents: Consents): Promise<boolean> {
  if (!consents.isMissing(server)) return true;
  const use = l10n.t('Use This Server');
  const detail = server.insecure
    ? l10n.t(
        'The settings of this workspace name {0}, and that its certificate is not checked. Your token would be sent there.',
        server.address.base,
      )
    : l10n.t('The settings of this workspace name {0}. Your token would be sent there.', server.address.base);
  const message = l10n.t('Use the server {0} of this workspace?', server.name);
  const answer = await window.showWarningMessage(message, { modal: true, detail }, use);
  if (answer !== use) return false;
  await consents.give(server);
  return true;
}

async function isSafeEnough({ address }: Server): Promise<boolean> {
  if (!isReadableOnTheWay(address)) return true;
  const goOn = l10n.t('Send Unencrypted');
  const message = l10n.t('{0} is not encrypted.', address.origin);
  const detail = l10n.t('Everybody on the way can read the token. Use https where you can.');
  return (await window.showWarningMessage(message, { modal: true, detail }, goOn)) === goOn;
}

async function explainServers(): Promise<void> {
  const open = l10n.t('Open Settings');
  const message = l10n.t(
    'No Infrahub server is known. Add one to the setting infrahubCascade.servers, or set INFRAHUB_ADDRESS.',
  );
  if ((await window.showInformationMessage(message, open)) === open) {
    await commands.executeCommand('workbench.action.openSettings', 'infrahubCascade.servers');
  }
}

async function explainTrust(): Promise<void> {
  const manage = l10n.t('Manage Trust');
  const message = l10n.t('Nothing is sent to a server from a workspace that is not trusted.');
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
}

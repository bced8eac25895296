import { commands, ConfigurationTarget, type Disposable, l10n, type QuickPickItem, window, workspace } from 'vscode';
import { iconless } from '../connection/connect';
import { type Importable, importableServers } from '../connection/importable';
import { explainTrust } from '../connection/questions';
import { knownServers } from '../connection/servers';
import type { Context } from '../context';

/** "Import Servers…": takes over servers that are set up for the extension Infrahub, with their tokens, one by one. */
export function registerImportServers({ connection }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.importServers', async () => {
    if (!workspace.isTrusted) return explainTrust();
    const setting = workspace.getConfiguration('infrahub-vscode').inspect('servers');
    const settings = { user: setting?.globalValue, workspace: setting?.workspaceValue };
    const { found, unusable } = importableServers(settings, connection.servers(), process.env);
    if (found.length === 0) {
      void window.showInformationMessage(
        unusable > 0
          ? l10n.t(
              'The setting infrahub-vscode.servers holds no server that can be used: {0} lack an address with http:// or https://.',
              unusable,
            )
          : l10n.t('The setting infrahub-vscode.servers holds no server that is not known here.'),
      );
      return;
    }
    const chosen = await ask(found);
    if (!chosen || chosen.length === 0) return;
    await write(chosen);
    await keepTokens(chosen, connection);
    void window.showInformationMessage(l10n.t('Servers taken over: {0}.', chosen.length));
  });
}

async function ask(found: readonly Importable[]): Promise<readonly Importable[] | undefined> {
  const items = found.map((server): QuickPickItem & { readonly server: Importable } => ({
    label: iconless(server.name),
    description: iconless(server.address),
    detail: [
      server.token === undefined ? l10n.t('without a token') : l10n.t('its token goes to VS Code’s secret storage'),
      server.insecure ? l10n.t('its certificate is not checked') : '',
      server.isOfWorkspace ? l10n.t('named by this workspace') : '',
    ]
      .filter(Boolean)
      .join(' · '),
    picked: !server.isOfWorkspace,
    server,
  }));
  const placeHolder = l10n.t('Which servers of the setting infrahub-vscode.servers shall be used here too?');
  const chosen = await window.showQuickPick(items, { placeHolder, canPickMany: true, ignoreFocusOut: true });
  return chosen?.map(({ server }) => server);
}

/** Writes them behind those that are listed: to the workspace's list where there is one, because it beats the user's. */
async function write(servers: readonly Importable[]): Promise<void> {
  const configuration = workspace.getConfiguration('infrahubCascade');
  const listed = configuration.inspect<unknown>('servers');
  const isOfWorkspace = listed?.workspaceValue !== undefined;
  const before = isOfWorkspace ? listed.workspaceValue : listed?.globalValue;
  const added = servers.map(({ name, address, insecure }) => ({ name, address, ...(insecure ? { insecure } : {}) }));
  const target = isOfWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await configuration.update('servers', [...(Array.isArray(before) ? before : []), ...added], target);
}

/** A token that is there already stays; one that can be read on its way is kept with consent only. */
async function keepTokens(servers: readonly Importable[], connection: Context['connection']): Promise<void> {
  for (const { name, address, token } of servers) {
    const [server] = knownServers({ user: [{ name, address }] }, {}).servers;
    if (!server || token === undefined || (await connection.tokens.isStored(server))) continue;
    await connection.storeToken(server, token);
  }
}

import { commands, type Disposable, l10n, QuickPickItemKind, type QuickPickItem, window } from 'vscode';

interface Entry extends QuickPickItem {
  readonly command?: string;
}

/** "Server and Branch…": everything that can be done with the server in use, for the status bar. */
export function registerConnectionMenu(): Disposable {
  return commands.registerCommand('infrahubCascade.connectionMenu', async () => {
    const items: readonly Entry[] = [
      { label: `$(git-branch) ${l10n.t('Choose Branch…')}`, command: 'infrahubCascade.chooseBranch' },
      { label: `$(add) ${l10n.t('Create Branch…')}`, command: 'infrahubCascade.createBranch' },
      { label: `$(git-merge) ${l10n.t('Rebase Branch…')}`, command: 'infrahubCascade.rebaseBranch' },
      { label: '', kind: QuickPickItemKind.Separator },
      { label: `$(server) ${l10n.t('Choose Server…')}`, command: 'infrahubCascade.chooseServer' },
      { label: `$(link-external) ${l10n.t('Open Infrahub in the Browser')}`, command: 'infrahubCascade.openInfrahub' },
      { label: '', kind: QuickPickItemKind.Separator },
      { label: `$(sign-in) ${l10n.t('Sign In…')}`, command: 'infrahubCascade.signIn' },
      { label: `$(sign-out) ${l10n.t('Sign Out…')}`, command: 'infrahubCascade.signOut' },
      { label: `$(cloud-download) ${l10n.t('Import Servers…')}`, command: 'infrahubCascade.importServers' },
      { label: `$(output) ${l10n.t('Show Log')}`, command: 'infrahubCascade.showLog' },
    ];
    const chosen = await window.showQuickPick(items, { title: l10n.t('Infrahub: server and branch') });
    if (chosen?.command !== undefined) await commands.executeCommand(chosen.command);
  });
}

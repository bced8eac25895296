import { commands, type Disposable, l10n, window } from 'vscode';
import type { Context } from '../context';

/** "Sign Out of Infrahub…": forgets the token of one server. */
export function registerSignOut({ connection }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.signOut', async () => {
    const all = connection.servers();
    const isStored = await Promise.all(all.map((server) => connection.tokens.isStored(server)));
    const signedIn = all.filter((_, index) => isStored[index]);
    if (signedIn.length === 0) {
      void window.showInformationMessage(l10n.t('You are signed in to no server.'));
      return;
    }
    const server = await connection.pickServer(l10n.t('Sign out of which server?'), signedIn);
    if (!server) return;
    await connection.signOut(server);
    void window.showInformationMessage(l10n.t('Signed out of {0}.', server.name));
  });
}

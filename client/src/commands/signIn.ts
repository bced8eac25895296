import { commands, type Disposable, l10n } from 'vscode';
import type { Context } from '../context';

/** "Sign In to Infrahub…": asks for a token of one server and keeps it. */
export function registerSignIn({ connection }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.signIn', async () => {
    const server = await connection.pickServer(l10n.t('Sign in to which server?'));
    if (server) await connection.signIn(server);
  });
}

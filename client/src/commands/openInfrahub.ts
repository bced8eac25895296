import { commands, type Disposable, env, l10n, Uri, window } from 'vscode';
import { webRoot } from '../connection/webRoot';
import type { Context } from '../context';

/** "Open Infrahub in the Browser": the web interface of the server in use, on the branch that is shown. */
export function registerOpenInfrahub({ connection }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.openInfrahub', async () => {
    const access = await connection.access().catch(() => undefined);
    const server =
      (access && 'server' in access ? access.server : undefined) ??
      (await connection.pickServer(l10n.t('Open which server?')));
    if (!server) return;
    const root = webRoot(server);
    if (root === undefined) {
      void window.showErrorMessage(
        l10n.t('The webAddress of the server {0} is no address of a web page.', server.name),
      );
      return;
    }
    const branch = access?.kind === 'open' && !access.branch.isDefault ? access.branch.name : undefined;
    const page = branch === undefined ? root : `${root}/?branch=${encodeURIComponent(branch)}`;
    await env.openExternal(Uri.parse(page, true));
  });
}

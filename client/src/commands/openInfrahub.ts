import { commands, type Disposable, l10n } from 'vscode';
import { openWebPage } from '../connection/openWebPage';
import type { Context } from '../context';

/** "Open Infrahub in the Browser": the web interface of the server in use, on the branch that is shown. */
export function registerOpenInfrahub({ connection }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.openInfrahub', async () => {
    const access = await connection.access().catch(() => undefined);
    const server =
      (access && 'server' in access ? access.server : undefined) ??
      (await connection.pickServer(l10n.t('Open which server?')));
    if (!server) return;
    const branch = access?.kind === 'open' && !access.branch.isDefault ? access.branch.name : undefined;
    await openWebPage(server, branch === undefined ? '' : `/?branch=${encodeURIComponent(branch)}`);
  });
}

import { commands, type Disposable, l10n } from 'vscode';
import type { Context } from '../context';

/** "Choose Infrahub Server…": the server that views show; asks for a token where there is none. */
export function registerChooseServer({ connection }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.chooseServer', async () => {
    const server = await connection.pickServer(l10n.t('Which server shall be shown?'));
    if (server && (await connection.open(server))) await connection.choose(server);
  });
}

import { commands, type Disposable, window } from 'vscode';
import type { Context } from '../context';

/** "Restart Language Server". */
export function registerRestartServer({ server }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.restartServer', async () => {
    await server.restart();
    if (server.state.kind === 'failed') void window.showErrorMessage(server.state.reason);
  });
}

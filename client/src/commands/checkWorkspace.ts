import { commands, type Disposable, window } from 'vscode';
import { refreshRequest } from '../../../server/src/protocol/status';
import type { Context } from '../context';

/** "Check Workspace Again": reads all files anew, for when a change on disk went unseen. */
export function registerCheckWorkspace({ log, server }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.checkWorkspace', async () => {
    try {
      await server.request(refreshRequest);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  });
}

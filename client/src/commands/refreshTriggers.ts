import { commands, type Disposable } from 'vscode';
import type { TriggersView } from '../views/triggers/provider';

/** "Refresh Triggers": shows the view and reads files and server anew. */
export function registerRefreshTriggers(triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.refreshTriggers', async () => {
    await commands.executeCommand('infrahubCascade.triggers.focus');
    await triggers.refresh();
  });
}

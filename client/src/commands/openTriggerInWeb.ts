import { commands, type Disposable, l10n, window } from 'vscode';
import { objectPath } from '../connection/objectPath';
import { openWebPage } from '../connection/openWebPage';
import { serverOfKey } from '../connection/servers';
import type { Context } from '../context';
import type { TriggerNode } from '../views/triggers/nodes';
import type { TriggersView } from '../views/triggers/provider';

/** "Open in Infrahub": shows a rule or action of the view Triggers in the web interface of its server. */
export function registerOpenTriggerInWeb({ connection }: Context, triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.openTriggerInWeb', async (given?: TriggerNode) => {
    const node = given ?? triggers.selected();
    const object = node?.kind === 'rule' ? node.rule.server : node?.kind === 'action' ? node.action.server : undefined;
    const { situation } = triggers;
    const server = 'key' in situation ? serverOfKey(connection.servers(), situation.key) : undefined;
    if (!object || !server) {
      void window.showInformationMessage(l10n.t('Choose a rule or action of the server in the view Triggers first.'));
      return;
    }
    await openWebPage(server, objectPath(object));
  });
}

import { commands, type Disposable, env, l10n, Uri, window } from 'vscode';
import { serverOfKey } from '../connection/servers';
import type { Context } from '../context';
import type { TriggerNode } from '../views/triggers/nodes';
import type { TriggersView } from '../views/triggers/provider';
import { webPage } from '../views/triggers/webPage';

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
    const page = webPage(server, object);
    if (page) await env.openExternal(Uri.parse(page, true));
    else
      void window.showErrorMessage(
        l10n.t('The webAddress of the server {0} is no address of a web page.', server.name),
      );
  });
}

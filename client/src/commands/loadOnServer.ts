import { commands, type Disposable, l10n, Uri, window } from 'vscode';
import { fileTriggersRequest, type FileTriggers } from '../../../server/src/protocol/triggers';
import { describeFailure } from '../connection/connect';
import type { Context } from '../context';
import { noticeText } from '../notice';
import { whenRead } from '../plans/whenRead';
import type { TriggersView } from '../views/triggers/provider';
import { chosenNode } from './triggers/chosen';
import { loadFlow } from './triggers/loadFlow';
import { createLoadScreen } from './triggers/loadScreen';
import { wayToWrite } from './triggers/wayToWrite';

/**
 * "Load on Server…": loads the file of a rule or action of the view Triggers with infrahubctl, or the file of the active
 * editor.
 */
export function registerLoadOnServer(context: Context, triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.loadOnServer', async (given?: unknown) => {
    try {
      await whenRead(context.server);
      const uri = await chosenFile(given, context, triggers);
      if (uri === undefined) {
        void window.showInformationMessage(
          l10n.t('Choose a rule or action of a file in the view Triggers, or open a trigger file, first.'),
        );
        return;
      }
      const way = await wayToWrite(context, triggers);
      if (!way) return;
      if (!way.branch) {
        // Actions name generators of a branch, and other objects of the file are loaded on it.
        await commands.executeCommand('infrahubCascade.chooseBranch');
        return;
      }
      const { branch, comparison } = way;
      const screen = createLoadScreen({ context, triggers, uri: Uri.parse(uri), way, branch });
      await loadFlow(uri, comparison, screen);
    } catch (error) {
      context.log.error(describeFailure(error));
      void window.showErrorMessage(noticeText(describeFailure(error)));
    }
  });
}

async function chosenFile(given: unknown, { server }: Context, triggers: TriggersView): Promise<string | undefined> {
  if (given instanceof Uri) return given.toString();
  const node = chosenNode(given, triggers);
  const file = node?.kind === 'rule' ? node.rule.file : node?.kind === 'action' ? node.action.file : undefined;
  if (file) return file.uri;
  const active = window.activeTextEditor?.document.uri.toString();
  const { rules, actions } = await server.request<FileTriggers>(fileTriggersRequest);
  return [...rules, ...actions].find(({ uri }) => uri === active)?.uri;
}

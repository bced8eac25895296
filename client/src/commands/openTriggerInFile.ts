import { commands, type Disposable, l10n, Range, Uri, window } from 'vscode';
import type { TriggerNode } from '../views/triggers/nodes';
import type { TriggersView } from '../views/triggers/provider';

/** "Open in File": goes to where a rule or action of the view Triggers is written. */
export function registerOpenTriggerInFile(triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.openTriggerInFile', async (given?: TriggerNode) => {
    const node = given ?? triggers.selected();
    const object = node?.kind === 'rule' ? node.rule.file : node?.kind === 'action' ? node.action.file : undefined;
    if (!object) {
      void window.showInformationMessage(l10n.t('Choose a rule or action of a file in the view Triggers first.'));
      return;
    }
    const { start, end } = object.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    await window.showTextDocument(Uri.parse(object.uri), { selection });
  });
}

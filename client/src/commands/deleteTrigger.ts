import { commands, type Disposable, l10n, window } from 'vscode';
import { noticeText } from '../notice';
import type { Context } from '../context';
import type { ComparedRule } from '../views/triggers/compare';
import type { TriggersView } from '../views/triggers/provider';
import { actionOnServer, chosenNode, ruleOnServer } from './triggers/chosen';
import { wayToShown } from './triggers/wayToWrite';
import { deletion, usersOf, writeFlow } from './triggers/writeFlow';
import { createWriteScreen, everywhereText, importText } from './triggers/writeScreen';

/** "Delete Trigger on Server…": deletes a rule with its matches, or an action that no rule uses. */
export function registerDeleteTrigger(context: Context, triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.deleteTrigger', async (given?: unknown) => {
    const node = chosenNode(given, triggers);
    const rule = ruleOnServer(node);
    const action = actionOnServer(node);
    const chosen = rule ?? action;
    const write = chosen && deletion(chosen.server);
    if (!chosen || !write) {
      void window.showInformationMessage(l10n.t('Choose a rule or action of the server in the view Triggers first.'));
      return;
    }
    const name = noticeText(chosen.name);
    const { situation } = triggers;
    const users = action && situation.kind === 'shown' ? usersOf(action, situation.comparison) : [];
    if (users.length > 0) {
      const rules = noticeText(users.join(', '));
      void window.showErrorMessage(
        l10n.t('{0} is in use: delete these rules, or give them another action, first: {1}.', name, rules),
      );
      return;
    }
    const way = await wayToShown(context, triggers);
    if (!way) return;
    const screen = createWriteScreen({
      question: rule
        ? l10n.t('Delete the rule {0} on {1}?', name, way.name)
        : l10n.t('Delete the action {0} on {1}?', name, way.name),
      details: [...(rule ? [matchesText(rule)] : []), everywhereText(way), ...importText(chosen, true)],
      agree: l10n.t('Delete'),
      running: l10n.t('Deleting {0}…', name),
      done: l10n.t('{0} is deleted on {1}.', name, way.name),
      name,
      log: context.log,
      triggers,
    });
    await writeFlow(() => write(way.transport), screen);
  });
}

function matchesText({ server }: ComparedRule): string {
  const matches = (server?.matches ?? []).map(({ member, fields }) =>
    noticeText(
      [member, fields['value_match'] ?? fields['modification_type'], fields['value']].filter(Boolean).join(' '),
    ),
  );
  return matches.length === 0
    ? l10n.t('It has no matches.')
    : l10n.t('Its matches go with it: {0}.', matches.join('; '));
}

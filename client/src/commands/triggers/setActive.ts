import { l10n, window } from 'vscode';
import { noticeText } from '../../notice';
import type { Context } from '../../context';
import type { TriggersView } from '../../views/triggers/provider';
import { chosenNode, ruleOnServer } from './chosen';
import { wayToShown } from './wayToWrite';
import { activation, writeFlow } from './writeFlow';
import { createWriteScreen, everywhereText, importText, type WriteTexts } from './writeScreen';

/** Makes the chosen rule of the server active or inactive, after asking. */
export async function setActive(
  context: Context,
  triggers: TriggersView,
  { given, active }: { readonly given: unknown; readonly active: boolean },
): Promise<void> {
  const rule = ruleOnServer(chosenNode(given, triggers));
  const write = rule && activation(rule.server, active);
  if (!rule || !write) {
    void window.showInformationMessage(l10n.t('Choose a rule of the server in the view Triggers first.'));
    return;
  }
  const name = noticeText(rule.name);
  if (rule.notes.isInactive !== active) {
    void window.showInformationMessage(
      active ? l10n.t('{0} is active already.', name) : l10n.t('{0} is inactive already.', name),
    );
    return;
  }
  const way = await wayToShown(context, triggers);
  if (!way) return;
  const details = [everywhereText(way), ...importText(rule, false)];
  const texts = active ? enableTexts(name, way.name) : disableTexts(name, way.name);
  const screen = createWriteScreen({
    ...texts,
    details: [...texts.details, ...details],
    name,
    log: context.log,
    triggers,
  });
  await writeFlow(() => write(way.transport), screen);
}

function enableTexts(rule: string, server: string): WriteTexts {
  return {
    question: l10n.t('Enable the rule {0} on {1}?', rule, server),
    details: [
      l10n.t(
        'The server configures it within 3 to 50 seconds, later when many changes of rules wait. What happens before starts nothing and is not caught up.',
      ),
    ],
    agree: l10n.t('Enable'),
    running: l10n.t('Enabling {0}…', rule),
    done: l10n.t(
      '{0} is active. The server configures it within 3 to 50 seconds, later when many changes wait; events before that are lost.',
      rule,
    ),
  };
}

function disableTexts(rule: string, server: string): WriteTexts {
  return {
    question: l10n.t('Disable the rule {0} on {1}?', rule, server),
    details: [
      l10n.t(
        'The server takes it out of force within 3 to 50 seconds, later when many changes of rules wait. What happens while it is inactive starts nothing and is not caught up.',
      ),
    ],
    agree: l10n.t('Disable'),
    running: l10n.t('Disabling {0}…', rule),
    done: l10n.t(
      '{0} is inactive. It may still start its action for 3 to 50 seconds, longer when many changes wait.',
      rule,
    ),
  };
}

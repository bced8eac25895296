import { l10n, window } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import type { AgreedRun } from '../../runs/planRun';

/** Asks once more where a run changes the default branch, directly or through kinds that are the same on all branches. */
export async function confirmRun(agreed: AgreedRun, server: string): Promise<boolean> {
  const { branch, definition } = agreed.run;
  const details = reachOf(agreed);
  if (details.length === 0) return true;
  const names = [definition.name, branch.name, server].map(plainText) as [string, string, string];
  const go = l10n.t('Run');
  const message = branch.isDefault
    ? l10n.t('Run {0} on the default branch {1} of {2}?', ...names)
    : agreed.before.agnosticKinds.length > 0
      ? l10n.t('Run {0} on {1} of {2}, which changes every branch?', ...names)
      : l10n.t('Run {0} on {1} of {2}, which may change every branch?', ...names);
  return (await window.showWarningMessage(message, { modal: true, detail: details.join('\n\n') }, go)) === go;
}

/** Why a run reaches the default branch; nothing when it does not. */
export function reachOf({ run, before }: AgreedRun): string[] {
  const kinds = before.agnosticKinds.map(plainText).join(', ');
  const others = before.otherAgnosticKinds.map(plainText);
  return [
    ...(run.branch.isDefault
      ? [
          l10n.t(
            '{0} is the default branch: what is created and deleted is in production at once.',
            plainText(run.branch.name),
          ),
        ]
      : []),
    ...(before.knowsAgnosticKinds
      ? []
      : [l10n.t('Which kinds are the same on every branch could not be read: the run may change all branches.')]),
    ...(kinds === ''
      ? []
      : [
          l10n.t(
            'Objects of {0} are the same on every branch: what the run writes or deletes of them counts on the default branch too.',
            kinds,
          ),
        ]),
    // On the default branch every change is in production anyway.
    ...(others.length === 0 || run.branch.isDefault
      ? []
      : [
          l10n.t(
            'What the run writes or deletes is not all known here. Objects of {0} are the same on every branch: if it changes some, that counts on the default branch too.',
            others.length > maxKinds ? `${others.slice(0, maxKinds).join(', ')}, …` : others.join(', '),
          ),
        ]),
  ];
}

/** Names of kinds that a question has room for. */
const maxKinds = 20;

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
    : l10n.t('Run {0} on {1} of {2}, which changes every branch?', ...names);
  return (await window.showWarningMessage(message, { modal: true, detail: details.join('\n\n') }, go)) === go;
}

/** Why a run reaches the default branch; nothing when it does not. */
export function reachOf({ run, before }: AgreedRun): string[] {
  const kinds = before.agnosticKinds.map(plainText).join(', ');
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
  ];
}

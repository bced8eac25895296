import { commands, type Disposable, l10n, ProgressLocation, window } from 'vscode';
import { rebaseBranch } from '../../../server/src/infrahub/operations/branches';
import { plainText } from '../../../server/src/infrahub/plainText';
import { describeFailure } from '../connection/connect';
import { showFailure } from '../connection/showFailure';
import type { Context } from '../context';

/** 12 s on an idle server (facts 4), but 150 s were seen under load; in milliseconds. */
const timeout = 900_000;

/**
 * "Rebase Branch…": brings the branch that is shown up to the default one. That rules fire for what the branch had changed
 * before is shown by test/infrahub/guideForm.test.ts.
 */
export function registerRebaseBranch({ connection, log }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.rebaseBranch', async () => {
    const access = await connection.access().catch(() => undefined);
    if (access?.kind !== 'open') {
      await commands.executeCommand('infrahubCascade.chooseBranch');
      return;
    }
    const { server, transport, branch } = access;
    const name = plainText(branch.name);
    if (branch.isDefault) {
      const choose = l10n.t('Choose Branch');
      const message = l10n.t('{0} is the default branch: there is nothing to rebase it on.', name);
      const answer = await window.showInformationMessage(message, choose);
      if (answer === choose) await commands.executeCommand('infrahubCascade.chooseBranch');
      return;
    }
    const rebase = l10n.t('Rebase');
    const detail = l10n.t(
      'The branch takes over what the default branch holds by now: data, schema, and the commit of the repositories, so that generators run newer code on it. Then every change of the branch is told to the trigger rules once more, and their generators run at once; targets that they still track may be deleted: untrack them first. This cannot be undone.',
    );
    const message = l10n.t('Rebase the branch {0} of {1}?', name, server.name);
    if ((await window.showWarningMessage(message, { modal: true, detail }, rebase)) !== rebase) return;
    try {
      const progress = { location: ProgressLocation.Notification, title: l10n.t('Rebasing the branch {0}…', name) };
      await window.withProgress(progress, () => transport.run(rebaseBranch, { name: branch.name }, { timeout }));
      void window.showInformationMessage(l10n.t('The branch {0} is rebased.', name));
    } catch (error) {
      log.error(describeFailure(error));
      await showFailure(error, server, connection);
    }
  });
}

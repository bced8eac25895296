import { commands, type Disposable, l10n, window } from 'vscode';
import { describeFailure } from '../../connection/connect';
import type { Context } from '../../context';
import type { ResultDocuments } from '../../runs/resultDocuments';
import { logText, readLog } from '../../views/runs/logText';
import type { RunsView } from '../../views/runs/provider';
import { chosenLine, explainChoice, taskOf } from './chosen';

/** "Show Log" of a run: its lines in a document that cannot be edited. */
export function registerOpenRunLog(
  { log }: Pick<Context, 'log'>,
  view: RunsView,
  documents: ResultDocuments,
): Disposable {
  return commands.registerCommand('infrahubCascade.openRunLog', async (given?: unknown) => {
    const id = taskOf(chosenLine(view, given));
    const access = id === undefined ? undefined : await view.access();
    if (access?.kind === 'left') return undefined;
    if (id === undefined || !access || !('transport' in access)) return explainChoice();
    try {
      const progress = { location: { viewId: 'infrahubCascade.runs' }, title: l10n.t('Reading the log…') };
      const lines = await window.withProgress<Awaited<ReturnType<typeof readLog>>>(progress, () =>
        readLog(access.transport, id),
      );
      if (!lines) void window.showInformationMessage(l10n.t('The server does not know this task any more.'));
      else if (lines.length === 0) void window.showInformationMessage(l10n.t('The task has no log yet.'));
      else await documents.show(`log-${id}`, logText(lines));
    } catch (error) {
      log.error(describeFailure(error));
      void window.showErrorMessage(describeFailure(error));
    }
    return undefined;
  });
}

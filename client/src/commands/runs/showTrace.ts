import { commands, type Disposable, l10n, window } from 'vscode';
import type { RunsView } from '../../views/runs/provider';

/** What the command was told; a line of a view that knows its task counts too. */
interface TraceWish {
  readonly taskId?: string | undefined;
  readonly branch?: string | undefined;
}

/** "Show Trace": the cascade of a run, an event or a branch in the view Runs. */
export function registerShowTrace(view: RunsView): Disposable {
  return commands.registerCommand('infrahubCascade.showTrace', async (given?: unknown) => {
    const { taskId, branch } = wishOf(given);
    await commands.executeCommand('infrahubCascade.runs.focus');
    view.setFilter({});
    await view.look(branch);
    const { kind } = view.situation;
    // The view says itself what is missing.
    if (kind !== 'shown' && kind !== 'empty') return;
    if (await view.reveal(taskId)) return;
    void window.showInformationMessage(
      taskId === undefined
        ? l10n.t('The server tells of no run on this branch.')
        : l10n.t('The run is not among the latest of this branch, or the server does not know it yet.'),
    );
  });
}

function wishOf(given: unknown): TraceWish {
  if (typeof given !== 'object' || given === null) return {};
  const { taskId, branch } = given as Readonly<Record<string, unknown>>;
  return {
    taskId: typeof taskId === 'string' && taskId !== '' ? taskId : undefined,
    branch: typeof branch === 'string' && branch !== '' ? branch : undefined,
  };
}

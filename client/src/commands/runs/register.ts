import { commands, Disposable } from 'vscode';
import type { Context } from '../../context';
import type { ResultDocuments } from '../../runs/resultDocuments';
import type { RunsView } from '../../views/runs/provider';
import { registerCopyRunId } from './copyRunId';
import { registerExportTrace } from './exportTrace';
import { registerFilterRuns } from './filterRuns';
import { registerRunsOpen } from './open';
import { registerRepeatRun } from './repeatRun';
import { registerOpenRunLog } from './openRunLog';
import { registerShowTrace } from './showTrace';

/** The commands of the view Runs. */
export function registerRunsCommands(context: Context, view: RunsView, documents: ResultDocuments): Disposable {
  return Disposable.from(
    // A run that is followed asks for it too: the focus stays where the person works.
    commands.registerCommand('infrahubCascade.refreshRuns', () => view.refresh()),
    registerShowTrace(view),
    registerExportTrace(view),
    registerOpenRunLog(context, view, documents),
    registerRunsOpen(context, view),
    registerRepeatRun(view),
    registerCopyRunId(view),
    registerFilterRuns(view),
  );
}

import { l10n, window } from 'vscode';
import type { CascadeTrace } from '../../../../server/src/infrahub/trace/trace';
import type { RunsView } from '../../views/runs/provider';
import type { RunsLine } from '../../views/runs/treeItem';

/** The line that a command is about: the one it was given, or the chosen one. */
export function chosenLine(view: RunsView, given: unknown): RunsLine | undefined {
  return isLine(given) ? given : view.selected();
}

function isLine(given: unknown): given is RunsLine {
  return typeof given === 'object' && given !== null && 'kind' in given && 'id' in given;
}

/** Id of the task of a line. */
export function taskOf(line: RunsLine | undefined): string | undefined {
  switch (line?.kind) {
    case 'run':
      return line.step.id;
    case 'reason':
      return line.taskId;
    case 'start':
      return line.step.task?.id;
    case 'signal':
      return line.step.starts.find(({ task }) => task)?.task?.id;
    case 'trace':
      return line.trace.steps[0]?.kind === 'request' ? line.trace.id : undefined;
    default:
      return undefined;
  }
}

/** The cascade of a line: its own, or the only one that is shown. */
export function traceOfLine(view: RunsView, line: RunsLine | undefined): CascadeTrace | undefined {
  if (line?.kind === 'trace') return line.trace;
  const { situation } = view;
  if (situation.kind !== 'shown') return undefined;
  if (line && 'step' in line) return view.traceWith(line.step.id);
  return situation.traces.length === 1 ? situation.traces[0] : undefined;
}

/** Says that nothing was chosen. */
export function explainChoice(): void {
  void window.showInformationMessage(l10n.t('Choose a run in the view Runs first.'));
}

import { commands, type Disposable, env } from 'vscode';
import type { RunsView } from '../../views/runs/provider';
import { chosenLine, explainChoice, taskOf } from './chosen';

/** "Copy Id" of the task or event of a line. */
export function registerCopyRunId(view: RunsView): Disposable {
  return commands.registerCommand('infrahubCascade.copyRunId', async (given?: unknown) => {
    const line = chosenLine(view, given);
    const id = line?.kind === 'signal' ? line.step.id : (taskOf(line) ?? (line?.kind === 'trace' ? line.trace.id : ''));
    if (id === '') explainChoice();
    else await env.clipboard.writeText(id);
  });
}

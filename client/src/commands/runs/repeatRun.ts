import { commands, type Disposable } from 'vscode';
import { wishesAgain } from '../../runs/runWishes';
import type { RunsView } from '../../views/runs/provider';
import { chosenLine, explainChoice } from './chosen';

/** "Run Again": the generator of a run for its target, that of a request for all of its targets. */
export function registerRepeatRun(view: RunsView): Disposable {
  return commands.registerCommand('infrahubCascade.repeatRun', async (given?: unknown) => {
    const line = chosenLine(view, given);
    const first = line?.kind === 'trace' ? line.trace.steps[0] : line?.kind === 'run' ? line.step : undefined;
    if (first?.kind !== 'run' && first?.kind !== 'request') return explainChoice();
    const { situation } = view;
    const shown = 'key' in situation ? { branch: situation.branch.name, server: situation.key } : {};
    await commands.executeCommand('infrahubCascade.runGenerator', { ...wishesAgain(first), ...shown });
    return undefined;
  });
}

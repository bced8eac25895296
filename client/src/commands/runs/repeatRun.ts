import { commands, type Disposable } from 'vscode';
import type { RunStep } from '../../../../server/src/infrahub/trace/trace';
import type { RunsView } from '../../views/runs/provider';
import { chosenLine, explainChoice } from './chosen';

/** "Run Again": the generator of a run for its target, that of a request for all of its targets. */
export function registerRepeatRun(view: RunsView): Disposable {
  return commands.registerCommand('infrahubCascade.repeatRun', async (given?: unknown) => {
    const line = chosenLine(view, given);
    const first = line?.kind === 'trace' ? line.trace.steps[0] : line?.kind === 'run' ? line.step : undefined;
    if (first?.kind !== 'run' && first?.kind !== 'request') return explainChoice();
    const runs: readonly RunStep[] = first.kind === 'run' ? [first] : first.runs;
    const all = first.kind === 'request' && first.targets === undefined;
    const { situation } = view;
    const shown = 'key' in situation ? { branch: situation.branch.name, server: situation.key } : {};
    const targets = all ? [] : runs.map(({ target }) => target.id);
    await commands.executeCommand('infrahubCascade.runGenerator', {
      generator: first.definition.name,
      ...(targets.length > 0 && { targets }),
      ...shown,
    });
    return undefined;
  });
}

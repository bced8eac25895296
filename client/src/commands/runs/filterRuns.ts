import { commands, Disposable, l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { iconless } from '../../connection/connect';
import { generatorsOf, type RunsFilter } from '../../views/runs/filter';
import type { RunsView } from '../../views/runs/provider';
import { stateText } from '../../views/runs/words';

type Choice = QuickPickItem & { readonly filter?: RunsFilter };

/** "Filter Runs" by generator or state, and back to all. */
export function registerFilterRuns(view: RunsView): Disposable {
  return Disposable.from(
    commands.registerCommand('infrahubCascade.filterRuns', async () => {
      const { situation } = view;
      const generators = situation.kind === 'shown' ? generatorsOf(situation.traces) : [];
      const states = ['failed', 'running', 'waiting', 'cancelled', 'done'] as const;
      const items: Choice[] = [
        { label: l10n.t('All runs'), filter: {} },
        { label: l10n.t('State'), kind: QuickPickItemKind.Separator },
        ...states.map((state) => ({ label: stateText(state), filter: { ...view.filter, state } })),
        { label: l10n.t('Generator'), kind: QuickPickItemKind.Separator },
        ...generators.map((generator) => ({ label: iconless(generator), filter: { ...view.filter, generator } })),
      ];
      const chosen = await window.showQuickPick(items, { title: l10n.t('Filter Runs') });
      if (chosen?.filter) view.setFilter(chosen.filter);
    }),
    commands.registerCommand('infrahubCascade.showAllRuns', () => view.setFilter({})),
  );
}

import { commands, Disposable, l10n, type QuickPickItem, window } from 'vscode';
import type { CascadeFilter } from '../../views/cascade/filter';
import type { CascadeView } from '../../views/cascade/provider';
import { targetStates, type TargetState } from '../../views/cascade/states';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { stateText } from '../../views/cascade/words';
import { layerOf } from './chosen';

/** What is shown in the view Cascade: refresh, filter, group by parent, further pages. */
export function registerCascadeLook(view: CascadeView): Disposable {
  return Disposable.from(
    commands.registerCommand('infrahubCascade.refreshCascade', () => view.refresh()),
    commands.registerCommand('infrahubCascade.filterCascade', async () => {
      const filter = await askFilter(view);
      if (filter) view.setFilter(filter);
    }),
    commands.registerCommand('infrahubCascade.clearCascadeFilter', () => view.setFilter({})),
    commands.registerCommand('infrahubCascade.groupTargets', () => view.setByParent(true)),
    commands.registerCommand('infrahubCascade.ungroupTargets', () => view.setByParent(false)),
    commands.registerCommand('infrahubCascade.showMoreTargets', async (line?: CascadeLine) => {
      const layer = layerOf(view, line ?? view.selected()[0]);
      const isThere = layer?.children.some(({ kind }) => kind === 'more');
      if (layer && isThere) return view.showMore(layer.shown.layer.name);
      void window.showInformationMessage(l10n.t('Choose a generator with further targets in the view Cascade first.'));
      return undefined;
    }),
  );
}

interface StateItem extends QuickPickItem {
  readonly state: TargetState;
}

/** A state from the list, or a text that is part of a name; undefined when the person gave up. */
function askFilter({ look: { filter } }: CascadeView): Promise<CascadeFilter | undefined> {
  const pick = window.createQuickPick<StateItem>();
  pick.placeholder = l10n.t('A state, or a part of a name');
  pick.value = filter.text ?? '';
  pick.items = targetStates.map((state) => ({ label: stateText(state), state }));
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      const text = pick.value.trim();
      // What is typed is a name, unless it leads to a state of the list.
      resolve(chosen ? { state: chosen.state } : text === '' ? {} : { text });
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

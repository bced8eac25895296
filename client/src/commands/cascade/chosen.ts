import { l10n, window } from 'vscode';
import { targetsBelow, type CascadeNode, type LayerNode, type TargetNode } from '../../views/cascade/nodes';
import type { CascadeView } from '../../views/cascade/provider';
import type { CascadeLine } from '../../views/cascade/treeItem';

/** The targets that a command is about: the selected lines when the clicked one is among them, else the clicked one. */
export function chosenTargets(
  view: CascadeView,
  clicked: CascadeLine | undefined,
  selected: readonly CascadeLine[] | undefined,
): readonly TargetNode[] {
  return chosenLines(view, clicked, selected).filter((line) => line.kind === 'target');
}

/** The same with lines of every kind. */
export function chosenLines(
  view: CascadeView,
  clicked: CascadeLine | undefined,
  selected: readonly CascadeLine[] | undefined,
): readonly CascadeLine[] {
  if (!clicked) return view.selected();
  return selected?.some(({ id }) => id === clicked.id) ? selected : [clicked];
}

/** The layer of a line; undefined for lines above all layers. */
export function layerOf(view: CascadeView, line: CascadeLine | undefined): LayerNode | undefined {
  if (!line) return undefined;
  const layers = view.nodes.filter((node): node is LayerNode => node.kind === 'layer');
  const isIn = (node: CascadeNode): boolean => node.id === line.id || ('children' in node && node.children.some(isIn));
  return (
    layers.find(isIn) ?? layers.find((layer) => targetsBelow(layer).some(({ id }) => line.id.startsWith(`${id} `)))
  );
}

/** Says that nothing was chosen. */
export function explainChoice(): void {
  void window.showInformationMessage(l10n.t('Choose a target in the view Cascade first.'));
}

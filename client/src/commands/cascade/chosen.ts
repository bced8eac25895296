import { l10n, window } from 'vscode';
import type { Access } from '../../connection/access';
import { describeFailure } from '../../connection/connect';
import { noticeText } from '../../notice';
import { targetsBelow, type CascadeNode, type LayerNode, type TargetNode } from '../../views/cascade/nodes';
import type { CascadeView } from '../../views/cascade/provider';
import { isShownOf } from '../../views/cascade/situation';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { accessWithShown } from '../../views/waiting';

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

/**
 * The way to the server and branch of the lines that the view shows when this is called; undefined when another is in use
 * by now, which is told, and when the person did not want to wait.
 */
export async function wayToLines(view: CascadeView): Promise<Extract<Access, { readonly kind: 'open' }> | undefined> {
  try {
    const { access, shown } = await accessWithShown(view);
    if (access.kind === 'left') return undefined;
    if (access.kind === 'open' && isShownOf(shown, access)) return access;
    void window.showWarningMessage(
      l10n.t('The server or branch of these lines is not in use any more. Try again when the view shows what is.'),
    );
  } catch (error) {
    void window.showErrorMessage(noticeText(describeFailure(error)));
  }
  return undefined;
}

/** Says that nothing was chosen. */
export function explainChoice(): void {
  void window.showInformationMessage(l10n.t('Choose a target in the view Cascade first.'));
}

import { commands, Disposable, l10n, window } from 'vscode';
import { targetsBelow, type TargetNode } from '../../views/cascade/nodes';
import type { CascadeView } from '../../views/cascade/provider';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { chosenTargets, explainChoice, layerOf } from './chosen';

/** "Run Again" for the chosen targets, "Run Failed Again" for those of a layer. */
export function registerRunAgain(view: CascadeView): Disposable {
  return Disposable.from(
    commands.registerCommand('infrahubCascade.runAgain', async (line?: CascadeLine, all?: readonly CascadeLine[]) => {
      const targets = chosenTargets(view, line, all);
      if (targets.length === 0) explainChoice();
      else await run(view, targets);
    }),
    commands.registerCommand('infrahubCascade.runFailedAgain', async (line?: CascadeLine) => {
      const layer = layerOf(view, line ?? view.selected()[0]);
      const lines = layer ? targetsBelow(layer) : view.nodes.flatMap(targetsBelow);
      const failed = lines.filter(({ target }) => target.state === 'failed');
      if (failed.length > 0) await run(view, failed);
      else void window.showInformationMessage(l10n.t('No target of those that are shown has failed.'));
    }),
  );
}

/** One run for each generator, one after the other. */
async function run(view: CascadeView, targets: readonly TargetNode[]): Promise<void> {
  const { situation } = view;
  if (situation.kind !== 'shown') return;
  const byGenerator = new Map<string, string[]>();
  for (const { layer, target } of targets) {
    byGenerator.set(layer.name, [...(byGenerator.get(layer.name) ?? []), target.target.id]);
  }
  for (const [generator, ids] of byGenerator) {
    const asked = { generator, targets: [...new Set(ids)], branch: situation.branch.name };
    await commands.executeCommand('infrahubCascade.runGenerator', asked);
  }
  await view.refresh();
}

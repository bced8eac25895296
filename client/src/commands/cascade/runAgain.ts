import { commands, Disposable, l10n, window } from 'vscode';
import { iconless } from '../../connection/connect';
import { targetsBelow, type TargetNode } from '../../views/cascade/nodes';
import type { CascadeView } from '../../views/cascade/provider';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { stateText } from '../../views/cascade/words';
import { chosenTargets, explainChoice, layerOf } from './chosen';
import { unfinishedTargets, type Unfinished } from './unfinished';

/** "Run Again" for the chosen targets, "Run Failed Again" for those of a layer whose last run did not end well. */
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
      const found = unfinishedTargets(lines);
      if (found.failed.length + found.others.length === 0) {
        void window.showInformationMessage(
          l10n.t('No target of those that are shown has failed, was cancelled or was left by its worker.'),
        );
        return;
      }
      const chosen = await chooseUnfinished(found);
      if (chosen.length > 0) await run(view, chosen);
    }),
  );
}

/** Names what was cancelled or left before it runs again; where all has failed, that is what was asked for. */
async function chooseUnfinished({ failed, others }: Unfinished): Promise<readonly TargetNode[]> {
  if (others.length === 0) return failed;
  const items = [...failed, ...others].map((line) => ({
    label: iconless(line.target.target.name),
    description: `${stateText(line.target.state)} · ${iconless(line.layer.name)}`,
    picked: line.target.state === 'failed' || failed.length === 0,
    line,
  }));
  const title = l10n.t('Run again for which targets?');
  const placeHolder = l10n.t('Some were cancelled, or nothing is known to be at work on them');
  const picked = await window.showQuickPick(items, { title, placeHolder, canPickMany: true });
  return picked?.map(({ line }) => line) ?? [];
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

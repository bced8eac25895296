import { commands, Disposable, l10n, ProgressLocation, window } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { type Connection, iconless } from '../../connection/connect';
import { showFailure } from '../../connection/showFailure';
import type { Context } from '../../context';
import { targetsBelow, type LayerNode, type TargetNode } from '../../views/cascade/nodes';
import type { CascadeView } from '../../views/cascade/provider';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { stateText } from '../../views/cascade/words';
import { signalOf } from '../runGenerator/signal';
import { chosenTargets, explainChoice, layerOf, wayToLines } from './chosen';
import { partlyRead, readFailedBeyond, type FailedBeyond } from './failedBeyond';
import { unfinishedTargets, type Unfinished } from './unfinished';

/** "Run Again" for the chosen targets, "Run Failed Again" for those of a layer whose last run did not end well. */
export function registerRunAgain({ connection }: Context, view: CascadeView): Disposable {
  return Disposable.from(
    commands.registerCommand('infrahubCascade.runAgain', async (line?: CascadeLine, all?: readonly CascadeLine[]) => {
      const targets = chosenTargets(view, line, all);
      const place = placeOf(view);
      if (targets.length === 0 || !place) explainChoice();
      else await run(view, { targets, ...place });
    }),
    commands.registerCommand('infrahubCascade.runFailedAgain', async (line?: CascadeLine) => {
      const layer = layerOf(view, line ?? view.selected()[0]);
      const layers = layer ? [layer] : view.nodes.filter((node) => node.kind === 'layer');
      // Of the lines; the view may show another before the last question is answered.
      const place = placeOf(view);
      const beyond = await failedBeyond(view, layers, connection);
      if (!beyond || !place) return;
      const found = unfinishedTargets([...layers.flatMap(targetsBelow), ...beyond.lines]);
      if (found.failed.length + found.others.length === 0) {
        void window.showInformationMessage(
          l10n.t('No target of those that are shown has failed, was cancelled or was left by its worker.'),
        );
        return;
      }
      if (beyond.cut.length > 0) explainCut(beyond.cut, found);
      const chosen = await chooseUnfinished(found);
      if (chosen.length > 0) await run(view, { targets: chosen, ...place });
    }),
  );
}

/** What has failed among the targets that are not shown; undefined where that could not be read, which is told. */
async function failedBeyond(
  view: CascadeView,
  layers: readonly LayerNode[],
  connection: Connection,
): Promise<FailedBeyond | undefined> {
  const cut = partlyRead(layers.map(({ shown }) => shown));
  if (cut.length === 0) return { lines: [], cut: [] };
  const { look } = view;
  const way = await wayToLines(view);
  if (!way) return undefined;
  const { transport, branch, server } = way;
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Looking for failed targets among those that are not shown…'),
    cancellable: true,
  };
  try {
    return await window.withProgress(options, (_, token) => {
      const call = { branch: branch.name, signal: signalOf(token) };
      return readFailedBeyond({ transport, call, layers: cut, filter: look.filter, now: Date.now() });
    });
  } catch (error) {
    void showFailure(error, server, connection);
    return undefined;
  }
}

function explainCut(generators: readonly string[], { failed }: Unfinished): void {
  const names = generators.map(plainText).join(', ');
  void window.showWarningMessage(
    l10n.t(
      'More targets of {0} have failed than can be read at once: {1} are among those to run again.',
      names,
      failed.length,
    ),
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

/** Where the targets were read. */
interface Place {
  readonly branch: string;
  /** The key of the server. */
  readonly server: string;
}

/** The branch and server whose targets the view shows. */
function placeOf({ situation }: CascadeView): Place | undefined {
  return situation.kind === 'shown' ? { branch: situation.branch.name, server: situation.key } : undefined;
}

interface RunWish extends Place {
  readonly targets: readonly TargetNode[];
}

/** One run for each generator, one after the other. */
async function run(view: CascadeView, { targets, branch, server }: RunWish): Promise<void> {
  const byGenerator = new Map<string, string[]>();
  for (const { layer, target } of targets) {
    byGenerator.set(layer.name, [...(byGenerator.get(layer.name) ?? []), target.target.id]);
  }
  for (const [generator, ids] of byGenerator) {
    const asked = { generator, targets: [...new Set(ids)], branch, server };
    await commands.executeCommand('infrahubCascade.runGenerator', asked);
  }
  await view.refresh();
}

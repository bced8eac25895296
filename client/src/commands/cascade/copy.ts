import { commands, Disposable, env, l10n, window } from 'vscode';
import { graphqlText, type NamedParents } from '../../views/cascade/graphqlText';
import { readGuideNames } from '../../views/cascade/guideNames';
import { targetsBelow } from '../../views/cascade/nodes';
import type { CascadeView } from '../../views/cascade/provider';
import { signalsOf } from '../../views/cascade/targets';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { chosenLines, explainChoice, layerOf } from './chosen';

/** "Copy as GraphQL" (the guide's query for signals, filled in) and "Copy Checksum". */
export function registerCascadeCopy(view: CascadeView): Disposable {
  return Disposable.from(
    commands.registerCommand(
      'infrahubCascade.copyAsGraphql',
      async (line?: CascadeLine, all?: readonly CascadeLine[]) => {
        const lines = chosenLines(view, line, all);
        const [first] = lines;
        const shown = layerOf(view, first)?.shown;
        // The layer itself is all of its targets, those that were not read too.
        const targets = lines.flatMap((each) =>
          each.kind === 'target' || each.kind === 'parent' ? targetsBelow(each).map(({ target }) => target) : [],
        );
        if (!shown) return explainChoice();
        const wish = { layer: shown.layer, targets };
        const access = await view.access().catch(() => undefined);
        if (access?.kind === 'left') return undefined;
        const names =
          access?.kind === 'open'
            ? await readGuideNames(
                { transport: access.transport, call: { branch: access.branch.name } },
                wish,
                shown.targets,
              )
            : { kinds: new Set<string>(), parents: new Map<string, NamedParents>() };
        const text = graphqlText(wish, names);
        if (text === undefined) return explainChoice();
        await env.clipboard.writeText(text);
        return undefined;
      },
    ),
    commands.registerCommand(
      'infrahubCascade.copyChecksum',
      async (line?: CascadeLine, all?: readonly CascadeLine[]) => {
        const values = chosenLines(view, line, all).flatMap((each) => {
          if (each.kind === 'attribute') return each.value ?? [];
          if (each.kind !== 'target') return [];
          const { target, signal } = each.target;
          return signal?.value ?? signalsOf(target, each.layer).find(({ value }) => value !== undefined)?.value ?? [];
        });
        if (values.length > 0) await env.clipboard.writeText(values.join('\n'));
        else void window.showInformationMessage(l10n.t('Choose a target with a signal in the view Cascade first.'));
      },
    ),
  );
}

import { commands, Disposable, l10n, window } from 'vscode';
import { objectPath } from '../../connection/objectPath';
import { openWebPage } from '../../connection/openWebPage';
import { serverOfKey } from '../../connection/servers';
import type { Context } from '../../context';
import type { CascadeView } from '../../views/cascade/provider';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { openGenerator } from '../openGenerator';
import { explainChoice, layerOf } from './chosen';

/** "Open Definition" in `.infrahub.yml`, and "Open in Infrahub" for targets and generators. */
export function registerCascadeOpen(context: Context, view: CascadeView): Disposable {
  const { connection } = context;
  return Disposable.from(
    commands.registerCommand('infrahubCascade.openDefinition', async (line?: CascadeLine) => {
      const layer = layerOf(view, line ?? view.selected()[0])?.shown.layer;
      if (layer) return openGenerator(layer.name, context);
      void window.showInformationMessage(l10n.t('Choose a generator in the view Cascade first.'));
      return undefined;
    }),
    commands.registerCommand('infrahubCascade.openTargetInWeb', async (given?: CascadeLine) => {
      const object = objectOf(given ?? view.selected()[0]);
      const { situation } = view;
      const server = 'key' in situation ? serverOfKey(connection.servers(), situation.key) : undefined;
      if (!object || !server || !('branch' in situation)) return explainChoice();
      await openWebPage(server, objectPath(object, situation.branch));
      return undefined;
    }),
  );
}

function objectOf(line: CascadeLine | undefined): { readonly kind: string; readonly id: string } | undefined {
  switch (line?.kind) {
    case 'target':
      return line.target.target;
    case 'parent':
      return line.parent;
    case 'layer': {
      const id = line.shown.layer.definition?.id;
      return id === undefined ? undefined : { kind: 'CoreGeneratorDefinition', id };
    }
    default:
      return undefined;
  }
}

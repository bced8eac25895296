import { l10n, Range, Uri, window, workspace } from 'vscode';
import { layersRequest, type FileLayers } from '../../../server/src/protocol/layers';
import { describeFailure, iconless } from '../connection/connect';
import type { Context } from '../context';
import { noticeText } from '../notice';
import { definitionPlaces } from '../runs/choices';

/** Shows where the files have a generator; asks which where several have the name. */
export async function openGenerator(name: string, { server }: Pick<Context, 'server'>): Promise<void> {
  try {
    const { layers } = await server.request<FileLayers>(layersRequest);
    const places = definitionPlaces(layers, name, (root) => workspace.asRelativePath(Uri.parse(root, true)));
    if (places.length === 0) {
      void window.showInformationMessage(
        l10n.t('The files of this workspace have no generator {0}.', noticeText(name)),
      );
      return;
    }
    const chosen = places.length === 1 ? places[0] : await ask(name, places);
    if (!chosen) return;
    const { start, end } = chosen.layer.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    await window.showTextDocument(Uri.parse(chosen.layer.uri, true), { selection });
  } catch (error) {
    void window.showErrorMessage(noticeText(describeFailure(error)));
  }
}

async function ask(name: string, places: ReturnType<typeof definitionPlaces>) {
  const items = places.map(({ label, description, layer }) => ({
    label: iconless(label),
    description: iconless(description),
    layer,
  }));
  return window.showQuickPick(items, {
    placeHolder: l10n.t('Several definitions here are called {0}. Open which?', iconless(name)),
    matchOnDescription: true,
  });
}

import { commands, type Disposable, Uri } from 'vscode';
import type { Context } from '../context';

/** "Open Rule Documentation": the packaged page, at the rule with the given id if there is one. */
export function registerOpenRule({ extension }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.openRule', async (id?: unknown) => {
    const page = Uri.joinPath(extension.extensionUri, 'media', 'rules.md');
    const place = typeof id === 'string' ? page.with({ fragment: id }) : page;
    await commands.executeCommand('markdown.showPreview', place);
  });
}

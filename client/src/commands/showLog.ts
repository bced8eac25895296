import { commands, type Disposable } from 'vscode';
import type { Context } from '../context';

/** "Show Log". */
export function registerShowLog({ log }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.showLog', () => log.show());
}

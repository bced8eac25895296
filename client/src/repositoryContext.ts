import { commands, type Disposable } from 'vscode';
import type { Context } from './context';

/** Tells VS Code whether there is an Infrahub repository: commands that need one are greyed out without it. */
export function watchRepositories({ server }: Context): Disposable {
  let known: boolean | undefined;
  return server.onDidChangeState((state) => {
    if (state.kind !== 'running' || !state.status) return;
    const has = state.status.projects > 0;
    if (has === known) return;
    known = has;
    void commands.executeCommand('setContext', 'infrahubCascade.hasRepository', has);
  });
}

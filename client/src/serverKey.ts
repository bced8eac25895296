import { commands, type Disposable } from 'vscode';
import type { Context } from './context';

/** Tells the manifest how the language server does: without it views know nothing, and say so. */
export function registerServerKey({ server }: Pick<Context, 'server'>): Disposable {
  let told: string | undefined;
  const tell = (): void => {
    const { kind } = server.state;
    if (kind === told) return;
    told = kind;
    void commands.executeCommand('setContext', 'infrahubCascade.languageServer', kind);
  };
  tell();
  return server.onDidChangeState(tell);
}

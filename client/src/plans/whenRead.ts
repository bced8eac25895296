import { l10n, ProgressLocation, window } from 'vscode';
import type { LanguageServer } from '../languageClient';
import { whenAtDisk } from './whenAtDisk';

/**
 * Resolves when the language server has read every file, or cannot, and open documents show what stands on disk: what is
 * asked then rests on all of them.
 */
export async function whenRead(server: LanguageServer): Promise<void> {
  await whenAtDisk();
  const isReading = (): boolean => {
    const { state } = server;
    return state.kind === 'starting' || (state.kind === 'running' && state.status?.indexing !== false);
  };
  if (!isReading()) return;
  const read = new Promise<void>((done) => {
    const listener = server.onDidChangeState(() => {
      if (isReading()) return;
      listener.dispose();
      done();
    });
  });
  await window.withProgress({ location: ProgressLocation.Window, title: l10n.t('Reading the project…') }, () => read);
}

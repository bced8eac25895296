import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileChangeType as ChangeType,
} from 'vscode-languageserver';
import type { FileEvent } from '../model/project/projectSet';
import type { LspContext } from './context';
import { refusable } from './runSafe';

const types: Record<ChangeType, FileEvent['type']> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};

/** Follows the disk where the client can watch; others refresh on open, save and command. */
export function registerWatchedFiles(
  context: LspContext,
  onChange: (events: FileEvent[]) => void,
): { register(): Promise<void> } {
  const { connection, capabilities } = context;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    onChange(changes.map(({ uri, type }) => ({ uri, type: types[type] })));
  });
  return {
    async register() {
      if (!capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
      const options = { watchers: [{ globPattern: '**/*' }] };
      await refusable(connection, connection.client.register(DidChangeWatchedFilesNotification.type, options));
    },
  };
}

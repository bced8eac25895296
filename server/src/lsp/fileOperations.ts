import type { FileOperationOptions } from 'vscode-languageserver';
import type { FileEvent } from '../model/project/projectSet';
import type { LspContext } from './context';
import { toWorkspaceEdit } from './edits';
import { runSafe } from './runSafe';

const everything = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };

/** The file operations that the client tells about. */
export function fileOperationOptions({ capabilities }: Pick<LspContext, 'capabilities'>): FileOperationOptions {
  const client = capabilities.workspace?.fileOperations;
  return {
    ...(client?.willRename ? { willRename: everything } : {}),
    ...(client?.didRename ? { didRename: everything } : {}),
    ...(client?.didCreate ? { didCreate: everything } : {}),
    ...(client?.didDelete ? { didDelete: everything } : {}),
  };
}

/** Renaming a file or folder updates `.infrahub.yml`; what the editor has done to files is known without a watcher. */
export function registerFileOperations(context: LspContext, onChange: (events: FileEvent[]) => void): void {
  const { connection, service } = context;
  connection.workspace.onWillRenameFiles(
    runSafe(context, null, ({ files }) => {
      const edits = service.editsForRenamedFiles(files.map(({ oldUri, newUri }) => ({ from: oldUri, to: newUri })));
      return edits.length > 0 ? (toWorkspaceEdit(context, edits) ?? null) : null;
    }),
  );
  connection.workspace.onDidRenameFiles(({ files }) => {
    onChange(
      files.flatMap(({ oldUri, newUri }): FileEvent[] => [
        { uri: oldUri, type: 'deleted' },
        { uri: newUri, type: 'created' },
      ]),
    );
  });
  connection.workspace.onDidCreateFiles(({ files }) => onChange(files.map(({ uri }) => ({ uri, type: 'created' }))));
  connection.workspace.onDidDeleteFiles(({ files }) => onChange(files.map(({ uri }) => ({ uri, type: 'deleted' }))));
}

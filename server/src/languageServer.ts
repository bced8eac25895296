import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { createDiskWorkspace } from './disk/diskWorkspace';
import { startServer } from './lsp/server';

/** Runs the language server over the process's streams; `--stdio`, `--node-ipc` and `--socket` are read from its arguments. */
export function startLanguageServer(): void {
  startServer({
    connection: createConnection(ProposedFeatures.all),
    createWorkspace: (settings) =>
      createDiskWorkspace({ maxFileSize: () => settings().maxFileSizeKb * 1024, exclude: () => settings().exclude }),
    version,
  });
}

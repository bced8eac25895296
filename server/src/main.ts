import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createDiskWorkspace } from './disk/diskWorkspace';
import { startServer } from './lsp/server';

// `--stdio`, `--node-ipc` and `--socket` are read from the command line by the connection itself.
startServer({
  connection: createConnection(ProposedFeatures.all),
  createWorkspace: (settings) =>
    createDiskWorkspace({ maxFileSize: () => settings().maxFileSizeKb * 1024, exclude: () => settings().exclude }),
  version: '0.1.0',
});

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { createDiskWorkspace } from './disk/diskWorkspace';
import { startServer } from './lsp/server';
import { createMemoryTidier } from './tidyMemory';

/**
 * Runs the language server over the process's streams; `--stdio`, `--node-ipc` and `--socket` are read from its arguments.
 * `keepCompiled` is called whenever nothing is left to do, once there is a project: before, little was called.
 */
export function startLanguageServer(keepCompiled: () => void): void {
  const tidyMemory = createMemoryTidier();
  let exitCode = 1;
  const clientIsGone = (): never => process.exit(exitCode);
  // A dead client leaves a pipe that breaks before the input ends, or a channel that closes: whoever would say so
  // in a log has nobody to tell. The code is that of LSP, 1 without `shutdown`.
  process.stdout.on('error', clientIsGone).on('close', clientIsGone);
  process.on('disconnect', clientIsGone);
  startServer({
    connection: createConnection(ProposedFeatures.all),
    createWorkspace: (settings) =>
      createDiskWorkspace({ maxFileSize: () => settings().maxFileSizeKb * 1024, exclude: () => settings().exclude }),
    version,
    onShutdown: () => {
      exitCode = 0;
    },
    onIdle: (hasProjects) => {
      // First: clearing up throws compiled code away, too.
      if (hasProjects) keepCompiled();
      tidyMemory();
    },
  });
}

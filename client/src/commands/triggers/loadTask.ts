import { l10n, ProcessExecution, Task, TaskRevealKind, TaskScope, Uri, workspace } from 'vscode';
import { join } from 'node:path';
import type { BranchInUse } from '../../connection/branchChoice';
import type { Context } from '../../context';
import { endOfTask } from '../../runs/endOfTask';
import { infrahubctlEnvironment } from '../../runs/infrahubctlEnvironment';
import type { Infrahubctl } from '../../runs/lookForInfrahubctl';
import { loadArguments } from './loadArguments';
import type { WayToWrite } from './wayToWrite';

export interface LoadOptions {
  readonly context: Context;
  readonly uri: Uri;
  readonly way: WayToWrite;
  readonly branch: BranchInUse;
  /** Address of the folder of the repository. */
  readonly root: string;
  readonly tool: Infrahubctl;
}

/**
 * Loads an object file in a terminal of its own; gives the exit code, or undefined when it was ended before. No shell is
 * between: names of files and branches are arguments and nothing else.
 */
export async function runLoad({ context, uri, way, branch, root, tool }: LoadOptions): Promise<number | undefined> {
  const token = await context.connection.tokens.find(way.server);
  if (!token) throw new Error(l10n.t('There is no token for {0} any more: sign in again.', way.name));
  const noFile = join(context.extension.extensionPath, 'no-infrahubctl.toml');
  const env = infrahubctlEnvironment({ server: way.server, token: token.value, noFile });
  // VS Code would replace it in the arguments of a task, by what a command gives.
  if ([uri.fsPath, branch.name].some((each) => each.includes('${'))) {
    throw new Error(
      l10n.t('The path or the branch holds {0}, which VS Code would replace in the call: rename it.', '“${”'),
    );
  }
  const args = loadArguments({ tool, branch: branch.name, file: uri.fsPath });
  const task = new Task(
    { type: 'process' },
    workspace.getWorkspaceFolder(uri) ?? TaskScope.Workspace,
    l10n.t('Load {0} on {1}', workspace.asRelativePath(uri), way.server.name),
    'Cascade for Infrahub',
    new ProcessExecution(tool.command, args, { cwd: Uri.parse(root).fsPath, env }),
  );
  task.presentationOptions = { reveal: TaskRevealKind.Always, focus: false, clear: true, showReuseMessage: false };
  return endOfTask(task);
}

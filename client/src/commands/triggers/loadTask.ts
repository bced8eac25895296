import {
  Disposable,
  l10n,
  ProcessExecution,
  Task,
  TaskRevealKind,
  tasks,
  TaskScope,
  Uri,
  type TaskExecution,
  workspace,
} from 'vscode';
import { join } from 'node:path';
import type { BranchInUse } from '../../connection/branchChoice';
import type { Context } from '../../context';
import type { Infrahubctl } from '../../runs/infrahubctl';
import { infrahubctlEnvironment } from '../../runs/infrahubctlEnvironment';
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
  if (!token) throw new Error(l10n.t('There is no token for {0} any more: sign in again.', way.server.name));
  const noFile = join(context.extension.extensionPath, 'no-infrahubctl.toml');
  const env = infrahubctlEnvironment({ server: way.server, token: token.value, noFile });
  const args = [...tool.args, 'object', 'load', uri.fsPath, '--branch', branch.name];
  const task = new Task(
    { type: 'process' },
    workspace.getWorkspaceFolder(uri) ?? TaskScope.Workspace,
    l10n.t('Load {0} on {1}', workspace.asRelativePath(uri), way.server.name),
    'Cascade for Infrahub',
    new ProcessExecution(tool.command, args, { cwd: Uri.parse(root).fsPath, env }),
  );
  task.presentationOptions = { reveal: TaskRevealKind.Always, focus: false, clear: true, showReuseMessage: false };
  return ended(task);
}

/** Runs a task to its end. */
async function ended(task: Task): Promise<number | undefined> {
  const listeners: Disposable[] = [];
  let execution: TaskExecution | undefined;
  const isOurs = (ended: TaskExecution): boolean =>
    execution ? ended === execution : ended.task.name === task.name && ended.task.source === task.source;
  try {
    return await new Promise<number | undefined>((done, failed) => {
      // A task that is ended before its process runs has no exit code; else its process ends first.
      listeners.push(
        tasks.onDidEndTaskProcess((event) => {
          if (isOurs(event.execution)) done(event.exitCode);
        }),
        tasks.onDidEndTask((event) => {
          if (isOurs(event.execution)) setImmediate(() => done(undefined));
        }),
      );
      Promise.resolve(tasks.executeTask(task)).then((started) => (execution = started), failed);
    });
  } finally {
    Disposable.from(...listeners).dispose();
  }
}

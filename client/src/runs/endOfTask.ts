import { Disposable, type Task, type TaskExecution, tasks } from 'vscode';

/**
 * Runs a task to its end; gives the exit code of its process, or undefined when it was ended before. Rejects when it
 * cannot be started.
 */
export async function endOfTask(task: Task): Promise<number | undefined> {
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

import type { LspContext } from './context';

/** Work that takes longer than this shows a progress, in milliseconds. */
const visibleAfterMs = 500;

/** Does the work; where the client can show it, slow work has a progress, and its cancel button calls `cancel`. */
export async function withProgress(
  { connection, capabilities }: Pick<LspContext, 'connection' | 'capabilities'>,
  title: string,
  cancel: () => void,
  work: () => Promise<void>,
): Promise<void> {
  if (capabilities.window?.workDoneProgress !== true) return work();
  let isDone = false;
  let hide = (): void => {};
  const show = async (): Promise<void> => {
    const progress = await connection.window.createWorkDoneProgress();
    if (isDone) return;
    progress.begin(title, undefined, undefined, true);
    const listener = progress.token.onCancellationRequested(cancel);
    hide = () => {
      listener.dispose();
      progress.done();
    };
  };
  // A client that refuses the token shows nothing; the work goes on.
  const timer = setTimeout(() => void show().catch(() => {}), visibleAfterMs);
  try {
    await work();
  } finally {
    isDone = true;
    clearTimeout(timer);
    hide();
  }
}

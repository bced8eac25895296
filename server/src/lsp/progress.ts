import type { LspContext } from './context';

/** Work that takes longer than this shows a progress, in milliseconds. */
const visibleAfterMs = 500;

/** Does the work; where the client can show it, slow work has a progress, and its cancel button calls `cancel`. */
export async function withProgress(
  { connection }: Pick<LspContext, 'connection'>,
  title: string,
  cancel: () => void,
  work: () => Promise<void>,
): Promise<void> {
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
  // The connection shows nothing where the client cannot; nor does a client that refuses. The work goes on.
  const timer = setTimeout(() => void show().catch(() => {}), visibleAfterMs);
  try {
    await work();
  } finally {
    isDone = true;
    clearTimeout(timer);
    hide();
  }
}

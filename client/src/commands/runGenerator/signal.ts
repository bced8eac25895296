import type { CancellationToken } from 'vscode';

/** The same as an `AbortSignal`. */
export function signalOf(token: CancellationToken): AbortSignal {
  const control = new AbortController();
  if (token.isCancellationRequested) control.abort();
  token.onCancellationRequested(() => control.abort());
  return control.signal;
}

/** What long work asks between two steps; the same shape as LSP's token, so that either can be passed. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
}

/** A token that is never cancelled. */
export const neverCancelled: CancellationToken = { isCancellationRequested: false };

/** Thrown out of work whose token was cancelled; the protocol layer answers it with `RequestCancelled`. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

/** Longest stretch of work between two looks at the event loop, in milliseconds. */
const maxStretchMs = 15;

/**
 * Makes a function that long work awaits between two steps: it gives the event loop a turn when the last turn is more
 * than 15 ms ago, and throws `CancelledError` when the token was cancelled.
 */
export function createYielder(token: CancellationToken, now: () => number): () => Promise<void> {
  let last = now();
  return async () => {
    if (token.isCancellationRequested) throw new CancelledError();
    if (now() - last < maxStretchMs) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    last = now();
    if (token.isCancellationRequested) throw new CancelledError();
  };
}

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

/** A step that begins within so many milliseconds of the last look at the event loop needs none; steps take up to 15. */
const maxStretchMs = 8;

/**
 * Makes a function that long work awaits between two steps: it gives the event loop a turn when the last turn is more
 * than 8 ms ago, and throws `CancelledError` when the token was cancelled.
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

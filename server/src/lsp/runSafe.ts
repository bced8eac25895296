import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation';
import type { LspContext } from './context';

/**
 * Wraps a request handler: a cancelled request answers `RequestCancelled`; a thrown `ResponseError` is the answer; a bug answers `fallback` and is logged once,
 * so that nobody sees a stack trace and no log fills with the same one.
 */
export function runSafe<P, R>(
  { connection }: Pick<LspContext, 'connection'>,
  fallback: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
  const logged = new Set<string>();
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const answer = await handler(params, token);
      return token.isCancellationRequested ? cancelled() : answer;
    } catch (error) {
      if (error instanceof CancelledError) return cancelled();
      if (error instanceof ResponseError) return error as ResponseError<never>;
      const text = describe(error);
      if (!logged.has(text)) connection.console.error(text);
      logged.add(text);
      return fallback;
    }
  };
}

/** Waits for something that the client may refuse; the work goes on without it. */
export async function refusable(
  { console }: Pick<LspContext['connection'], 'console'>,
  asked: Promise<unknown>,
): Promise<void> {
  try {
    await asked;
  } catch (error) {
    console.warn(describe(error));
  }
}

/** A bug as the log shows it. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}

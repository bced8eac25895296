import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation';
import type { LspContext } from './context';

/**
 * Wraps a request handler: a cancelled request answers `RequestCancelled`, a bug is logged and answers `fallback`, so
 * that nobody sees a stack trace.
 */
export function runSafe<P, R>(
  { connection }: Pick<LspContext, 'connection'>,
  fallback: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<void>> {
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      return await handler(params, token);
    } catch (error) {
      if (error instanceof CancelledError) return cancelled();
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return fallback;
    }
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

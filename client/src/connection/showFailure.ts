import { l10n, window } from 'vscode';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { type Connection, describeFailure } from './connect';
import type { Server } from './servers';

/**
 * Says that a request has failed; offers to sign in again where the token is to blame. Silent when it was cancelled.
 * `message` is the sentence about it where there is more to say than the error does.
 */
export async function showFailure(
  error: unknown,
  server: Server,
  connection: Connection,
  message = describeFailure(error),
): Promise<void> {
  const problem = error instanceof InfrahubError ? error.problem.kind : undefined;
  if (problem === 'cancelled') return;
  const signIn = l10n.t('Sign In Again');
  const actions = problem === 'unauthorized' ? [signIn] : [];
  const answer = await window.showErrorMessage(message, ...actions);
  if (answer === signIn) await connection.signIn(server);
}

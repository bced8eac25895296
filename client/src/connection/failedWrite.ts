import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { mayBeDone } from '../../../server/src/infrahub/mayBeDone';

/** Why a change of the server failed, with what to do where nobody knows whether it was made all the same. */
export function failedWrite(error: unknown, whenOpen: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof InfrahubError && mayBeDone(error.problem) ? `${message} ${whenOpen}` : message;
}

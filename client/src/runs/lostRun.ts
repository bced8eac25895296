import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import type { Transport } from '../../../server/src/infrahub/transport';
import type { AgreedRun } from './planRun';
import { readOutcome } from './readOutcome';

/** A run that was started and cannot be followed any more: it goes on all the same. */
export interface LostRun {
  /** A sentence. */
  readonly reason: string;
  /** The token is taken no more. */
  readonly needsSignIn: boolean;
  /** What belonged to the generator before and is gone by now; undefined when that could not be read. */
  readonly deleted: readonly Member[] | undefined;
}

/** Finds out what can still be known of a run that was lost. Never rejects. */
export async function lostRun(
  cause: unknown,
  { run, before }: AgreedRun,
  { transport, signal }: { readonly transport: Transport; readonly signal: AbortSignal },
): Promise<LostRun> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const kind = cause instanceof InfrahubError ? cause.problem.kind : undefined;
  const needsSignIn = kind === 'unauthorized' || kind === 'unusable-token';
  const { definition, branch, targets } = run;
  if (needsSignIn || !before.tracked) return { reason, needsSignIn, deleted: undefined };
  const wish = { definition: definition.name, parameters: definition.parameters, targets };
  // What was deleted does not depend on when the run began.
  const then = { tracked: before.tracked, since: new Date(0).toISOString() };
  const changes = await readOutcome(transport, wish, then, { branch: branch.name, signal }).catch(() => undefined);
  return { reason, needsSignIn, deleted: changes?.deleted };
}

import { InfrahubError, type Problem } from './infrahubError';
import { mayBeDone } from './mayBeDone';
import { removeMembers, type Member } from './operations/trackingGroups';
import type { Transport } from './transport';
import type { UntrackStep } from './untrackPlan';

/** Objects of one request. */
const batchSize = 100;

/** What became of the objects of one group. */
export interface UntrackedPart {
  readonly step: UntrackStep;
  readonly targets: readonly Member[];
}

export interface UntrackOutcome {
  readonly done: readonly UntrackedPart[];
  /** A request failed; `isOpen`: the server may have carried it out before the connection ended. */
  readonly failed: readonly (UntrackedPart & { readonly error: InfrahubError; readonly isOpen: boolean })[];
  /** Not asked for any more after a failure that the others would share, or after cancelling. */
  readonly left: readonly UntrackedPart[];
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called after each request with the number of objects taken out so far. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Takes the targets out of their groups, at most 100 in one request. Never rejects for a failed request: the outcome says
 * what was done and what was not. May be repeated: a target that is no member any more is passed over.
 */
export async function runUntrack(
  transport: Transport,
  steps: readonly UntrackStep[],
  { signal, onProgress }: RunOptions = {},
): Promise<UntrackOutcome> {
  const done: UntrackOutcome['done'][number][] = [];
  const failed: UntrackOutcome['failed'][number][] = [];
  const left: UntrackOutcome['left'][number][] = [];
  let count = 0;
  let isOver = false;
  for (const part of steps.flatMap(inBatches)) {
    if (isOver || signal?.aborted) {
      left.push(part);
      continue;
    }
    const { branch, group } = part.step;
    const variables = { group: group.id, nodes: part.targets.map(({ id }) => ({ id })) };
    try {
      // Without the signal: cancelling waits for the answer, so that it is known what was done.
      await transport.run(removeMembers, variables, { branch: branch.name });
      done.push(part);
      count += part.targets.length;
      onProgress?.(count);
    } catch (error) {
      if (!(error instanceof InfrahubError)) throw error;
      failed.push({ ...part, error, isOpen: mayBeDone(error.problem) });
      isOver = concernsAll(error.problem);
    }
  }
  return { done, failed, left };
}

function inBatches(step: UntrackStep): UntrackedPart[] {
  const count = Math.ceil(step.targets.length / batchSize);
  return Array.from({ length: count }, (_, index) => ({
    step,
    targets: step.targets.slice(index * batchSize, (index + 1) * batchSize),
  }));
}

/** Refusals that are about one group or one branch; everything else would meet the next request too. */
function concernsAll({ kind }: Problem): boolean {
  return kind !== 'graphql' && kind !== 'unknown-branch' && kind !== 'wrong-shape';
}

import type { CascadeTrace } from '../../../../server/src/infrahub/trace/trace';
import type { BranchInUse } from '../../connection/branchChoice';
import type { Failure, FailureKind } from '../failure';
import type { ServerSide } from '../serverSide';

/** What was read of a server. */
export type ReadRuns =
  | { readonly kind: 'noBranch'; readonly gitBranch: string | undefined }
  | ({ readonly kind: 'runs' } & BranchRuns);

/** The cascades of one branch. */
export interface BranchRuns {
  /** Whose token it was read with. */
  readonly account: string;
  readonly branch: BranchInUse;
  /** Newest first. */
  readonly traces: readonly CascadeTrace[];
  /** Names of accounts, by id. */
  readonly accounts: Readonly<Record<string, string>>;
  /** What the exceptions of failed runs say, by id of their task. */
  readonly reasons: Readonly<Record<string, string>>;
  /** There are older tasks or events that were not read. */
  readonly isCut: boolean;
}

/** What the view shows: a welcome for each kind that has no runs. */
export type RunsSituation =
  | { readonly kind: 'loading' | 'noRepository' | 'untrusted' | 'noServer' }
  | { readonly kind: 'signedOut'; readonly server: string | undefined }
  | { readonly kind: 'noBranch'; readonly server: string; readonly gitBranch: string | undefined }
  | { readonly kind: FailureKind; readonly server: string; readonly failure: Failure }
  | { readonly kind: 'empty'; readonly server: string; readonly account: string; readonly branch: BranchInUse }
  | ({
      readonly kind: 'shown';
      readonly server: string;
      /** The last attempt to read the server failed: what is shown of it is older. */
      readonly failure?: Failure;
    } & BranchRuns);

/** Puts together what is known; undefined is what has not been read yet. */
export function runsSituation(repositories: number | undefined, side: ServerSide<ReadRuns> | undefined): RunsSituation {
  if (repositories === undefined) return { kind: 'loading' };
  if (repositories === 0) return { kind: 'noRepository' };
  if (!side) return { kind: 'loading' };
  switch (side.kind) {
    case 'untrusted':
    case 'noServer':
      return { kind: side.kind };
    case 'signedOut':
      return side;
    case 'failed': {
      const { server, failure, last } = side;
      return last?.kind === 'runs' ? shown(server, last, failure) : { kind: failure.kind, server, failure };
    }
    case 'read': {
      const { server, read } = side;
      return read.kind === 'noBranch' ? { kind: 'noBranch', server, gitBranch: read.gitBranch } : shown(server, read);
    }
  }
}

function shown(server: string, runs: BranchRuns, failure?: Failure): RunsSituation {
  const { account, branch, traces } = runs;
  if (traces.length === 0 && !failure) return { kind: 'empty', server, account, branch };
  return { ...runs, kind: 'shown', server, failure };
}

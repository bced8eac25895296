import type { CascadeTrace } from '../../../../server/src/infrahub/trace/trace';
import type { BranchInUse } from '../../connection/branchChoice';
import type { Failure } from '../failure';
import type { ServerSide } from '../serverSide';
import { unreadOr, type Unread } from '../unread';

/** What was read of a server. */
export type ReadRuns =
  | { readonly kind: 'noBranch'; readonly gitBranch: string | undefined }
  | ({ readonly kind: 'runs' } & BranchRuns);

/** The cascades of one branch. */
export interface BranchRuns {
  /** Of which server (`serverKey`): two may have one name, or one address. */
  readonly key: string;
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
  | Unread
  | { readonly kind: 'noBranch'; readonly server: string; readonly gitBranch: string | undefined }
  | {
      readonly kind: 'empty';
      readonly server: string;
      readonly key: string;
      readonly account: string;
      readonly branch: BranchInUse;
    }
  | ({
      readonly kind: 'shown';
      readonly server: string;
      /** The last attempt to read the server failed: what is shown of it is older. */
      readonly failure?: Failure;
    } & BranchRuns);

/** Puts together what is known; undefined is what has not been read yet. */
export function runsSituation(repositories: number | undefined, side: ServerSide<ReadRuns> | undefined): RunsSituation {
  return unreadOr({ repositories, side }, (server, read, failure): RunsSituation | undefined => {
    if (read.kind === 'noBranch') {
      return failure ? undefined : { kind: 'noBranch', server, gitBranch: read.gitBranch };
    }
    const { key, account, branch, traces } = read;
    if (traces.length === 0 && !failure) return { kind: 'empty', server, key, account, branch };
    return { ...read, kind: 'shown', server, failure };
  });
}

import type { FileLayers } from '../../../../server/src/protocol/layers';
import type { BranchInUse } from '../../connection/branchChoice';
import { serverKey, type Server } from '../../connection/servers';
import type { Failure } from '../failure';
import { intervalWhile } from '../interval';
import type { FilesSide } from '../filesSide';
import type { ServerSide } from '../serverSide';
import { unreadOr, type Unread } from '../unread';
import type { CascadeLayer } from './layers';
import { isCredible, untilRun } from './states';
import type { CascadeTarget } from './targets';

/** A layer with those of its targets that were read. */
export interface ShownLayer {
  readonly layer: CascadeLayer;
  /** How many targets it has; more than were read when there are further pages. */
  readonly count: number;
  readonly targets: readonly CascadeTarget[];
  /** There are targets that the filter could not look at. */
  readonly isCut?: boolean;
  /** Why the server gave no attributes of them. */
  readonly withoutAttributes?: string;
}

/** What was read of a server. */
export type ReadCascade =
  | { readonly kind: 'noBranch'; readonly gitBranch?: string }
  | {
      readonly kind: 'layers';
      /** Of which server (`serverKey`): two may have one name, or one address. */
      readonly key: string;
      /** Whose token it was read with. */
      readonly account: string;
      readonly branch: BranchInUse;
      readonly layers: readonly ShownLayer[];
      /** Why the server gave no rules. */
      readonly withoutRules?: string;
    };

/** What the view shows: a welcome for each kind that has no layers. */
export type CascadeSituation =
  | Unread
  | { readonly kind: 'noBranch'; readonly server: string; readonly gitBranch?: string }
  | {
      readonly kind: 'empty';
      readonly server: string;
      readonly key: string;
      readonly account: string;
      readonly branch: BranchInUse;
    }
  | {
      readonly kind: 'shown';
      readonly server: string;
      readonly key: string;
      readonly account: string;
      readonly branch: BranchInUse;
      readonly layers: readonly ShownLayer[];
      /** Why the server gave no rules. */
      readonly withoutRules?: string;
      /** The language server does not tell the files: what is shown of them is older. */
      readonly areFilesOld?: true;
      /** The last attempt to read the server failed: what is shown of it is older. */
      readonly failure?: Failure;
    };

/** Puts together what is known; undefined is what has not been read yet. */
export function cascadeSituation(
  { known, areOld }: Pick<FilesSide<FileLayers>, 'known' | 'areOld'>,
  side: ServerSide<ReadCascade> | undefined,
): CascadeSituation {
  return unreadOr(
    { repositories: known?.repositories, side },
    (server, read, failure): CascadeSituation | undefined => {
      if (read.kind === 'noBranch') return failure ? undefined : { ...read, server };
      const { key, account, branch, layers, withoutRules } = read;
      if (layers.length === 0 && !failure && !areOld) return { kind: 'empty', server, key, account, branch };
      const lack = withoutRules === undefined ? {} : { withoutRules };
      return {
        kind: 'shown',
        server,
        key,
        account,
        branch,
        layers,
        ...lack,
        ...(areOld && { areFilesOld: true as const }),
        ...(failure && { failure }),
      };
    },
  );
}

/** True when what a view shows is of a branch of a server: a choice among older lines is not carried out elsewhere. */
export function isShownOf(
  situation: CascadeSituation,
  { server, branch }: { readonly server: Server; readonly branch: BranchInUse },
): boolean {
  return situation.kind === 'shown' && situation.key === serverKey(server) && situation.branch.name === branch.name;
}

/** True while a run is going on at one of the targets, or is about to begin at one that was signalled just now. */
export function isBusy(situation: CascadeSituation, now: number): boolean {
  if (situation.kind !== 'shown') return false;
  return situation.layers.some(({ targets }) =>
    targets.some(({ state, signal, run, instance }) => {
      if (state === 'waiting') {
        return signal?.updatedAt !== undefined && Math.abs(now - signal.updatedAt) < untilRun;
      }
      return state === 'processing' && isCredible(run?.phase === 'active' ? run.begun : instance?.at, now);
    }),
  );
}

/** Milliseconds until the server is asked again; `unchangedFor`: since it last said something new. */
export function intervalOf(situation: CascadeSituation, now: number, unchangedFor: number): number {
  return intervalWhile(isBusy(situation, now), unchangedFor);
}

import type { RuleConfiguration, RuleState } from '../../../../server/src/infrahub/readRuleState';
import type { ServerTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileTriggers } from '../../../../server/src/protocol/triggers';
import type { Server } from '../../connection/servers';
import type { Failure } from '../failure';
import type { ServerSide } from '../serverSide';
import { unreadOr, type Unread } from '../unread';
import { compareTriggers, type Comparison } from './compare';

export interface ReadServer {
  /** Where it was read: the base of the address. Two servers may have one name. */
  readonly base: string;
  /** Whose token it was read with. */
  readonly account: string;
  readonly triggers: ServerTriggers;
  readonly state: RuleState;
}

/** What the view shows: a welcome for each kind that has nothing to compare. */
export type Situation =
  | Unread
  | { readonly kind: 'empty'; readonly server: string; readonly base: string; readonly account: string }
  | {
      readonly kind: 'shown';
      readonly server: string;
      readonly base: string;
      readonly account: string;
      readonly comparison: Comparison;
      /** How far the server is with its rules; undefined where it does not tell. */
      readonly configuration?: RuleConfiguration;
      /** The last attempt to read the server failed: what is shown of it is older. */
      readonly failure?: Failure;
    };

/** Puts together what is known; undefined is what has not been read yet. */
export function situationOf(files: FileTriggers | undefined, side: ServerSide<ReadServer> | undefined): Situation {
  if (!files) return { kind: 'loading' };
  return unreadOr({ repositories: files.repositories, side }, (server, read, failure): Situation => {
    const { base, account, triggers, state } = read;
    const comparison = compareTriggers(files, triggers, state);
    const count = comparison.rules.length + comparison.actions.length;
    if (count === 0 && !failure) return { kind: 'empty', server, base, account };
    return { kind: 'shown', server, base, account, comparison, configuration: state.configuration, failure };
  });
}

/** What the view shows of a server; undefined when it shows another one, or none. */
export function shownOf(
  situation: Situation,
  { address }: Pick<Server, 'address'>,
): { readonly account: string; readonly comparison?: Comparison } | undefined {
  if ((situation.kind !== 'shown' && situation.kind !== 'empty') || situation.base !== address.base) return undefined;
  const { account } = situation;
  return situation.kind === 'shown' ? { account, comparison: situation.comparison } : { account };
}

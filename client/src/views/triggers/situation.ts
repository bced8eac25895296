import type { RuleConfiguration, RuleState } from '../../../../server/src/infrahub/readRuleState';
import type { ServerTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileTriggers } from '../../../../server/src/protocol/triggers';
import { serverKey, type Server } from '../../connection/servers';
import type { Failure } from '../failure';
import type { FilesSide } from '../filesSide';
import type { ServerSide } from '../serverSide';
import { unreadOr, type Unread } from '../unread';
import { compareTriggers, type Comparison } from './compare';

export interface ReadServer {
  /** Of which server (`serverKey`): two may have one name, or one address. */
  readonly key: string;
  /** Whose token it was read with. */
  readonly account: string;
  readonly triggers: ServerTriggers;
  readonly state: RuleState;
}

/** What the view shows: a welcome for each kind that has nothing to compare. */
export type Situation =
  | Unread
  | { readonly kind: 'empty'; readonly server: string; readonly key: string; readonly account: string }
  | {
      readonly kind: 'shown';
      readonly server: string;
      readonly key: string;
      readonly account: string;
      readonly comparison: Comparison;
      /** How far the server is with its rules; undefined where it does not tell. */
      readonly configuration?: RuleConfiguration;
      /** The language server does not tell the files: what is shown of them is older. */
      readonly areFilesOld?: true;
      /** The last attempt to read the server failed: what is shown of it is older. */
      readonly failure?: Failure;
    };

/** Puts together what is known; undefined is what has not been read yet. */
export function situationOf(
  { known: files, areOld }: Pick<FilesSide<FileTriggers>, 'known' | 'areOld'>,
  side: ServerSide<ReadServer> | undefined,
): Situation {
  if (!files) return { kind: 'loading' };
  return unreadOr({ repositories: files.repositories, side }, (server, read, failure): Situation => {
    const { key, account, triggers, state } = read;
    const comparison = compareTriggers(files, triggers, state);
    const count = comparison.rules.length + comparison.actions.length;
    if (count === 0 && !failure && !areOld) return { kind: 'empty', server, key, account };
    const { configuration } = state;
    const old = areOld ? { areFilesOld: true as const } : {};
    return { kind: 'shown', server, key, account, comparison, configuration, ...old, failure };
  });
}

/** What the view shows of a server; undefined when it shows another one, or none. */
export function shownOf(
  situation: Situation,
  server: Server,
): { readonly account: string; readonly comparison?: Comparison } | undefined {
  if (situation.kind !== 'shown' && situation.kind !== 'empty') return undefined;
  if (situation.key !== serverKey(server)) return undefined;
  const { account } = situation;
  return situation.kind === 'shown' ? { account, comparison: situation.comparison } : { account };
}

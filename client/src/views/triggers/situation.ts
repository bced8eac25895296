import type { RuleConfiguration, RuleState } from '../../../../server/src/infrahub/readRuleState';
import type { ServerTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileTriggers } from '../../../../server/src/protocol/triggers';
import type { Failure, FailureKind } from '../failure';
import type { ServerSide } from '../serverSide';
import { compareTriggers, type Comparison } from './compare';

export interface ReadServer {
  /** Whose token it was read with. */
  readonly account: string;
  readonly triggers: ServerTriggers;
  readonly state: RuleState;
}

/** What the view shows: a welcome for each kind that has nothing to compare. */
export type Situation =
  | { readonly kind: 'loading' | 'noRepository' | 'untrusted' | 'noServer' }
  | { readonly kind: 'signedOut'; readonly server: string | undefined }
  | { readonly kind: FailureKind; readonly server: string; readonly failure: Failure }
  | { readonly kind: 'empty'; readonly server: string; readonly account: string }
  | {
      readonly kind: 'shown';
      readonly server: string;
      readonly account: string;
      readonly comparison: Comparison;
      /** How far the server is with its rules; undefined where it does not tell. */
      readonly configuration?: RuleConfiguration;
      /** The last attempt to read the server failed: what is shown of it is older. */
      readonly failure?: Failure;
    };

/** Puts together what is known; undefined is what has not been read yet. */
export function situationOf(files: FileTriggers | undefined, server: ServerSide<ReadServer> | undefined): Situation {
  if (!files) return { kind: 'loading' };
  if (files.repositories === 0) return { kind: 'noRepository' };
  if (!server) return { kind: 'loading' };
  switch (server.kind) {
    case 'untrusted':
    case 'noServer':
      return { kind: server.kind };
    case 'signedOut':
      return server;
    case 'failed': {
      const { failure, last } = server;
      return last ? shown(files, server.server, last, failure) : { kind: failure.kind, server: server.server, failure };
    }
    case 'read':
      return shown(files, server.server, server.read);
  }
}

function shown(files: FileTriggers, server: string, read: ReadServer, failure?: Failure): Situation {
  const { account, triggers, state } = read;
  const comparison = compareTriggers(files, triggers, state);
  const count = comparison.rules.length + comparison.actions.length;
  if (count === 0 && !failure) return { kind: 'empty', server, account };
  return { kind: 'shown', server, account, comparison, configuration: state.configuration, failure };
}

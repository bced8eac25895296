import { account } from '../../../server/src/infrahub/operations/account';
import { serverInfo } from '../../../server/src/infrahub/operations/serverInfo';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { Failure } from '../views/failure';
import { createServerReader, type ServerReader } from '../views/serverSide';
import type { Access } from './access';
import type { BranchInUse } from './branchChoice';

/** Who answers, and as whom we ask. */
export interface Reachable {
  readonly address: string;
  /** Whose token it is. */
  readonly account: string;
  readonly version: string;
  /** Undefined when none was chosen and none fits the branch of git. */
  readonly branch: BranchInUse | undefined;
  readonly gitBranch: string | undefined;
  /** The branch that was chosen, when it is not there any more. */
  readonly gone: string | undefined;
}

/** What is known of the server in use and its branch. */
export type ConnectionState =
  | { readonly kind: 'unknown' | 'untrusted' | 'noServer' }
  | { readonly kind: 'signedOut'; readonly server: string | undefined }
  | { readonly kind: 'failed'; readonly server: string; readonly failure: Failure; readonly last?: Reachable }
  | { readonly kind: 'read'; readonly server: string; readonly read: Reachable };

/** Reads who answers. The branch is part of what is known: another one makes the rest stale too. */
export function createConnectionReader(
  access: () => Promise<Access>,
  onFailure: (message: string) => void,
): ServerReader<Reachable> {
  return createServerReader({
    access,
    onFailure,
    async read(way, signal) {
      const { name } = await way.transport.run(account, {}, { signal });
      const { version } = await way.transport.get(serverInfo, undefined, { signal });
      return {
        address: way.server.address.base,
        account: plainText(name),
        version: plainText(version),
        branch: way.kind === 'open' ? way.branch : undefined,
        gitBranch: way.kind === 'noBranch' ? way.gitBranch : undefined,
        gone: way.kind === 'noBranch' ? way.gone : undefined,
      };
    },
  });
}

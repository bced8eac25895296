import type { Transport } from '../../../server/src/infrahub/transport';
import type { BranchInUse } from './branchChoice';
import type { Memory } from './consent';
import { serverKey, type Server } from './servers';

/** What stands between us and the server in use. Nobody was asked anything to find out. */
export type Access =
  /** Nothing is sent from a workspace that is not trusted. */
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'noServer' }
  /** No token or no consent for the server; undefined when there are several and none was chosen. */
  | { readonly kind: 'signedOut'; readonly server: Server | undefined }
  /** No branch was picked, and none fits the branch of git. */
  | {
      readonly kind: 'noBranch';
      readonly server: Server;
      readonly transport: Transport;
      readonly gitBranch?: string;
      /** The branch that was picked, and is not there any more. */
      readonly gone?: string;
    }
  | { readonly kind: 'open'; readonly server: Server; readonly transport: Transport; readonly branch: BranchInUse };

const memoryKey = 'infrahubCascade.serverInUse';

/** Which of several servers a workspace uses. */
export interface ServerInUse {
  /** The one that was chosen, or the only one. */
  find(servers: readonly Server[]): Server | undefined;
  choose(server: Server): Promise<void>;
}

/** Kept with the workspace, by address and certificates. */
export function createServerInUse(memory: Memory): ServerInUse {
  return {
    find(servers) {
      const chosen = memory.get(memoryKey);
      const known = servers.find((server) => serverKey(server) === chosen);
      // Earlier versions kept the address.
      const ofAddress = servers.filter(({ address }) => address.base === chosen);
      return known ?? (ofAddress.length === 1 ? ofAddress[0] : servers.length === 1 ? servers[0] : undefined);
    },
    choose: async (server) => memory.update(memoryKey, serverKey(server)),
  };
}

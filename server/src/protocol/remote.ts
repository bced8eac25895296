import type { RemoteKnowledge } from '../remoteKnowledge';

/** What client and language server say to each other about the connected Infrahub. */

/** Notification, client → server: what the connected server holds; sent when it changes and after each start. */
export const remoteNotification = 'infrahubCascade/remote';

export interface RemoteParams {
  /** Null when there is no connection any more. */
  readonly knowledge: RemoteKnowledge | null;
}

/** Request: what is to be written so that a repository is checked with a snapshot. Answer: `Plan`. */
export const snapshotPlanRequest = 'infrahubCascade/snapshot/plan';

export interface SnapshotPlanParams {
  /** Address of the folder of the `.infrahub.yml`. */
  readonly root: string;
  /** Address of the snapshot. */
  readonly uri: string;
}

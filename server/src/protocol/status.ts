/** Notification, server → client: the state for the status item. */
export const statusNotification = 'infrahubCascade/status';

export interface StatusParams {
  /** Folders that hold a `.infrahub.yml`. */
  readonly projects: number;
  readonly findings: FindingCounts;
  /** True until every file of every project has been read once. */
  readonly indexing: boolean;
  /** The Infrahub version of each project; the first alone where all have the same from the same source. */
  readonly versions: readonly ProjectVersion[];
}

export interface ProjectVersion {
  /** Address of the project's folder. */
  readonly root: string;
  /** The version checked against, such as `1.11`. */
  readonly version: string;
  /** Where it comes from, as a phrase for people: `setting`, `.infrahub-cascade.yml`, `uv.lock`, `newest known`, … */
  readonly source: string;
}

export interface FindingCounts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/** Request, client → server, no parameters: read every file again and publish anew; answers when that is done. */
export const refreshRequest = 'infrahubCascade/refresh';

/** What the client passes as `initializationOptions`; every field may be missing (other editors pass nothing). */
export interface InitializationOptions {
  /** The settings below `infrahubCascade.`, for clients without `workspace/configuration`. */
  readonly settings?: unknown;
  /** `leaveToOthers` when another extension reports plain YAML syntax errors. */
  readonly yamlSyntaxErrors?: 'report' | 'leaveToOthers';
  /** Base of rule links; the rule id is appended. Missing: the homepage. */
  readonly ruleLinkBase?: string;
  /** Commands of the client that answers may use; others are left out. */
  readonly commands?: readonly string[];
  /** The client answers `objectsRequest`. */
  readonly objects?: boolean;
}

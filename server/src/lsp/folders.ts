import type { InitializeParams } from 'vscode-languageserver';
import { pathUri } from '../base/uris';

/** The folders a client works in: workspace folders, or the root of a client that knows only one. */
export function initialFolders({ workspaceFolders, rootUri, rootPath }: LegacyParams): string[] {
  if (workspaceFolders && workspaceFolders.length > 0) return workspaceFolders.map((folder) => folder.uri);
  if (rootUri) return [rootUri];
  return rootPath ? [pathUri(rootPath)] : [];
}

/** `rootUri` and `rootPath` are deprecated, and all that some clients send. */
type LegacyParams = Pick<InitializeParams, 'workspaceFolders'> & {
  readonly rootUri?: string | null;
  readonly rootPath?: string | null;
};

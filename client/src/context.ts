import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { Connection } from './connection/connect';
import type { LanguageServer } from './languageClient';

/** What the features of the client share. */
export interface Context {
  readonly extension: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly server: LanguageServer;
  /** The ways to Infrahub servers. */
  readonly connection: Connection;
}

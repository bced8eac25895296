import type { ClientCapabilities, Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '../protocol/status';
import type { Service } from '../service';
import type { Settings } from '../settings';
import type { OpenDocuments } from './openDocuments';

/** What every capability is given. */
export interface LspContext {
  readonly connection: Connection;
  readonly service: Service;
  readonly documents: TextDocuments<TextDocument>;
  /** The open documents by address, however the client spells it. */
  readonly open: OpenDocuments;
  readonly capabilities: ClientCapabilities;
  readonly options: InitializationOptions;
  readonly settings: () => Settings;
}

import type { ClientCapabilities, Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '../protocol';
import type { Service } from '../service';
import type { Settings } from '../settings';

/** What every capability is given. */
export interface LspContext {
  readonly connection: Connection;
  readonly service: Service;
  readonly documents: TextDocuments<TextDocument>;
  readonly capabilities: ClientCapabilities;
  readonly options: InitializationOptions;
  readonly settings: () => Settings;
}

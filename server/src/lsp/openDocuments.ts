import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { canonicalUri } from '../base/uris';

/** The open documents by canonical address: a client may spell one in another way (`file:///C:/x`, `file:///c%3A/x`). */
export interface OpenDocuments {
  at(uri: string): TextDocument | undefined;
  /** The address as the client spells it; canonical for a file that is not open. */
  clientUri(uri: string): string;
}

/** Follows what is opened and closed. Call it before `documents.listen`, and before others look at changes. */
export function openDocuments(documents: TextDocuments<TextDocument>): OpenDocuments {
  const spelled = new Map<string, string>();
  documents.onDidOpen(({ document }) => void spelled.set(canonicalUri(document.uri), document.uri));
  documents.onDidClose(({ document }) => void spelled.delete(canonicalUri(document.uri)));
  const clientUri = (uri: string): string => {
    const known = spelled.get(uri);
    if (known !== undefined) return known;
    const canonical = canonicalUri(uri);
    return spelled.get(canonical) ?? canonical;
  };
  return { at: (uri) => documents.get(clientUri(uri)), clientUri };
}

import { DocumentHighlightKind, type DocumentHighlight } from 'vscode-languageserver';
import type { LspContext } from './context';
import { toRange } from './convert';
import { runSafe } from './runSafe';

/** Answers `textDocument/documentHighlight`. */
export function registerDocumentHighlight(context: LspContext): void {
  const { connection, service } = context;
  connection.onDocumentHighlight(
    runSafe(context, null as DocumentHighlight[] | null, ({ textDocument, position }) => {
      const file = service.target(textDocument.uri)?.file;
      if (!file) return null;
      return service.documentHighlights(textDocument.uri, file.lines().offsetAt(position)).map((highlight) => ({
        range: toRange(file, highlight.range),
        kind: highlight.declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );
}

import type { DocumentLink } from 'vscode-languageserver';
import type { LspContext } from './context';
import { toRange } from './convert';
import { runSafe } from './runSafe';

/** Answers `textDocument/documentLink`. */
export function registerDocumentLink(context: LspContext): void {
  const { connection, service, open } = context;
  connection.onDocumentLinks(
    runSafe(context, null as DocumentLink[] | null, ({ textDocument }) => {
      const file = service.target(textDocument.uri)?.file;
      if (!file) return null;
      return service
        .documentLinks(textDocument.uri)
        .map(({ range, uri }) => ({ range: toRange(file, range), target: open.clientUri(uri) }));
    }),
  );
}

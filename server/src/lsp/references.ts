import type { Location } from 'vscode-languageserver';
import type { LspContext } from './context';
import { toRangeIn } from './convert';
import { runSafe } from './runSafe';

/** Answers `textDocument/references`. */
export function registerReferences(context: LspContext): void {
  const { connection, service, open } = context;
  connection.onReferences(
    runSafe(context, null as Location[] | null, ({ textDocument, position, context: { includeDeclaration } }) => {
      const file = service.target(textDocument.uri)?.file;
      if (!file) return null;
      const found = service.references(textDocument.uri, file.lines().offsetAt(position), includeDeclaration);
      return found.map(({ uri, range }) => ({ uri: open.clientUri(uri), range: toRangeIn(service, uri, range) }));
    }),
  );
}

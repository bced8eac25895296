import type { Definition, DefinitionLink } from 'vscode-languageserver';
import type { LspContext } from './context';
import { toRange, toRangeIn } from './convert';
import { runSafe } from './runSafe';

/** Answers `textDocument/definition`, with links where the client takes them. */
export function registerDefinition(context: LspContext): void {
  const { connection, service, capabilities, open } = context;
  const links = capabilities.textDocument?.definition?.linkSupport === true;
  connection.onDefinition(
    runSafe(context, null as Definition | DefinitionLink[] | null, ({ textDocument, position }) => {
      const file = service.target(textDocument.uri)?.file;
      const found = file && service.definition(textDocument.uri, file.lines().offsetAt(position));
      if (!file || !found) return null;
      if (!links) {
        return found.targets.map(({ uri, selection }) => ({
          uri: open.clientUri(uri),
          range: toRangeIn(service, uri, selection),
        }));
      }
      return found.targets.map(({ uri, range, selection }) => ({
        originSelectionRange: toRange(file, found.origin),
        targetUri: open.clientUri(uri),
        targetRange: toRangeIn(service, uri, range),
        targetSelectionRange: toRangeIn(service, uri, selection),
      }));
    }),
  );
}

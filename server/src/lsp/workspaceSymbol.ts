import { SymbolKind, type SymbolInformation } from 'vscode-languageserver';
import type { WorkspaceSymbolKind } from '../features/workspaceSymbols';
import type { LspContext } from './context';
import { toRangeIn } from './convert';
import { runSafe } from './runSafe';

const kinds: Record<WorkspaceSymbolKind, SymbolKind> = {
  rule: SymbolKind.Event,
  action: SymbolKind.Function,
  group: SymbolKind.Array,
  generator: SymbolKind.Constructor,
  entry: SymbolKind.Object,
  kind: SymbolKind.Class,
};

/** Answers `workspace/symbol`. */
export function registerWorkspaceSymbol(context: LspContext): void {
  const { connection, service, open } = context;
  connection.onWorkspaceSymbol(
    runSafe(context, null as SymbolInformation[] | null, ({ query }) =>
      service.workspaceSymbols(query).map(({ name, kind, container, uri, range }) => ({
        name,
        kind: kinds[kind],
        containerName: container,
        location: { uri: open.clientUri(uri), range: toRangeIn(service, uri, range) },
      })),
    ),
  );
}

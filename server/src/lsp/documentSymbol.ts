import { SymbolKind, type DocumentSymbol, type SymbolInformation } from 'vscode-languageserver';
import type { DocumentSymbol as Outline, OutlineKind } from '../features/documentSymbols';
import type { ProjectFile } from '../model/project/project';
import type { LspContext } from './context';
import { toRange } from './convert';
import { runSafe } from './runSafe';

const kinds: Record<OutlineKind, SymbolKind> = {
  section: SymbolKind.Module,
  kind: SymbolKind.Class,
  object: SymbolKind.Object,
  match: SymbolKind.Event,
  attribute: SymbolKind.Field,
  relationship: SymbolKind.Property,
  entry: SymbolKind.Object,
  path: SymbolKind.File,
  key: SymbolKind.Key,
};

/** Answers `textDocument/documentSymbol`, as a tree where the client takes one. */
export function registerDocumentSymbol(context: LspContext): void {
  const { connection, service, capabilities } = context;
  const tree = capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  connection.onDocumentSymbol(
    runSafe(context, null as DocumentSymbol[] | SymbolInformation[] | null, ({ textDocument: { uri } }) => {
      const file = service.target(uri)?.file;
      if (!file) return null;
      const found = service.documentSymbols(uri);
      return tree ? found.map((symbol) => toTree(file, symbol)) : found.flatMap((symbol) => toList(file, uri, symbol));
    }),
  );
}

function toTree(file: ProjectFile, { name, detail, kind, range, selection, children }: Outline): DocumentSymbol {
  return {
    name,
    detail,
    kind: kinds[kind],
    range: toRange(file, range),
    selectionRange: toRange(file, selection),
    children: children.map((child) => toTree(file, child)),
  };
}

function toList(file: ProjectFile, uri: string, symbol: Outline, containerName?: string): SymbolInformation[] {
  const { name, kind, range, children } = symbol;
  return [
    { name, kind: kinds[kind], location: { uri, range: toRange(file, range) }, containerName },
    ...children.flatMap((child) => toList(file, uri, child, name)),
  ];
}

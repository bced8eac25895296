import { CompletionItemKind, InsertTextFormat, type CompletionItem, type CompletionList } from 'vscode-languageserver';
import type { CompletionItem as Item, CompletionKind } from '../features/completion/completion';
import type { ProjectFile } from '../model/project/project';
import type { LspContext } from './context';
import { toRange } from './convert';
import { runSafe } from './runSafe';

const kinds: Record<CompletionKind, CompletionItemKind> = {
  key: CompletionItemKind.Property,
  kind: CompletionItemKind.Class,
  attribute: CompletionItemKind.Field,
  relationship: CompletionItemKind.Reference,
  choice: CompletionItemKind.EnumMember,
  reference: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  class: CompletionItemKind.Class,
  variable: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
};

/** Answers `textDocument/completion`. */
export function registerCompletion(context: LspContext): void {
  const { connection, service, capabilities } = context;
  const snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  connection.onCompletion(
    runSafe(context, null as CompletionList | null, ({ textDocument, position }) => {
      const file = service.target(textDocument.uri)?.file;
      if (!file) return null;
      const { items, isIncomplete } = service.completion(textDocument.uri, file.lines().offsetAt(position));
      return { isIncomplete, items: items.flatMap((item) => toItem(file, item, snippets)) };
    }),
  );
}

function toItem(file: ProjectFile, item: Item, snippets: boolean): CompletionItem[] {
  if (item.isSnippet && !snippets) return [];
  return [
    {
      label: item.label,
      kind: kinds[item.kind],
      detail: item.detail,
      documentation: item.documentation === undefined ? undefined : { kind: 'markdown', value: item.documentation },
      sortText: item.sortText,
      filterText: item.filterText,
      insertTextFormat: item.isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range: toRange(file, item.edit.range), newText: item.edit.newText },
    },
  ];
}

import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type CompletionItem,
  type CompletionList,
  type CompletionOptions,
  type MarkupContent,
} from 'vscode-languageserver';
import type { CompletionItem as Item, CompletionKind } from '../features/completion/completion';
import type { ProjectFile } from '../model/project/project';
import type { LspContext } from './context';
import { toRange } from './convert';
import { runSafe } from './runSafe';
import { serverObjects } from './serverObjects';

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

/** What a client that does not say which kinds it knows is taken to know (LSP). */
const oldestKinds = 18;

export const completionOptions: CompletionOptions = {
  triggerCharacters: [':', ' ', '-', '"', "'", '/', '_', '[', '{'],
  resolveProvider: true,
};

/** Which documentation an item waits for: the list and the item's number in it. */
interface ItemData {
  readonly list: number;
  readonly index: number;
}

/** Answers `textDocument/completion` and `completionItem/resolve`. */
export function registerCompletion(context: LspContext): void {
  const { connection, service, capabilities } = context;
  const client = readClient(capabilities);
  let lists = 0;
  /** Only the items of the newest list can still be chosen. */
  let newest: readonly Item[] = [];

  connection.onCompletion(
    runSafe(context, null as CompletionList | null, async ({ textDocument, position }, token) => {
      const file = service.target(textDocument.uri)?.file;
      if (!file) return null;
      const result = service.completion(textDocument.uri, file.lines().offsetAt(position));
      const more = await serverObjects(context, result, token);
      if (token.isCancellationRequested) return null;
      const items = [...result.items, ...more.items];
      newest = items;
      lists++;
      const list = lists;
      const shown = items.flatMap((item, index) => toItem(file, item, client, { list, index }) ?? []);
      return { isIncomplete: result.isIncomplete || more.isIncomplete, items: shown };
    }),
  );
  connection.onCompletionResolve((item): CompletionItem => {
    const { list, index } = (item.data ?? {}) as Partial<ItemData>;
    const found = list === lists && index !== undefined ? newest[index] : undefined;
    return found ? { ...item, documentation: documentationOf(found, client) } : item;
  });
}

/** What the client can do, as far as completion depends on it. */
interface Client {
  readonly snippets: boolean;
  readonly resolvesDocumentation: boolean;
  readonly markdown: boolean;
  readonly knowsKind: (kind: CompletionItemKind) => boolean;
  /** The mode to ask for; undefined when the client does as it likes. */
  readonly mode: InsertTextMode | undefined;
  /** True when it adds the line's indentation to the lines that follow. */
  readonly adjusts: boolean;
}

function readClient(capabilities: LspContext['capabilities']): Client {
  const completion = capabilities.textDocument?.completion;
  const item = completion?.completionItem;
  const modes = item?.insertTextModeSupport?.valueSet ?? [];
  const mode = [InsertTextMode.asIs, InsertTextMode.adjustIndentation].find((each) => modes.includes(each));
  const known = completion?.completionItemKind?.valueSet;
  return {
    snippets: item?.snippetSupport === true,
    resolvesDocumentation: item?.resolveSupport?.properties.includes('documentation') === true,
    markdown: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    knowsKind: (kind) => (known ? known.includes(kind) : kind <= oldestKinds),
    mode,
    // Clients that say nothing adjust, as VS Code always did.
    adjusts: (mode ?? completion?.insertTextMode) !== InsertTextMode.asIs,
  };
}

/** The item as the client can show it; undefined for a snippet where there are none. */
function toItem(file: ProjectFile, item: Item, client: Client, data: ItemData): CompletionItem | undefined {
  if (item.isSnippet && !client.snippets) {
    const { plainText, ...plain } = item;
    if (plainText === undefined) return undefined;
    const edit = { ...item.edit, newText: plainText };
    return toItem(file, { ...plain, isSnippet: undefined, edit }, client, data);
  }
  const kind = kinds[item.kind];
  const lines = item.edit.newText.includes('\n');
  const isLazy = client.resolvesDocumentation && item.documentation !== undefined;
  return {
    label: item.label,
    ...(client.knowsKind(kind) ? { kind } : {}),
    detail: item.detail,
    ...(isLazy ? { data } : { documentation: documentationOf(item, client) }),
    sortText: item.sortText,
    filterText: item.filterText,
    insertTextFormat: item.isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(lines && client.mode !== undefined ? { insertTextMode: client.mode } : {}),
    ...(item.alsoWrites && {
      additionalTextEdits: item.alsoWrites.map(({ range, newText }) => ({ range: toRange(file, range), newText })),
    }),
    textEdit: {
      range: toRange(file, item.edit.range),
      newText: lines && client.adjusts ? withoutIndentation(file, item) : item.edit.newText,
    },
  };
}

/** The text without what the client puts before each line: the indentation of the line that is edited. */
function withoutIndentation(file: ProjectFile, { edit }: Item): string {
  const lines = file.lines();
  const start = lines.lineStart(lines.positionAt(edit.range.start).line);
  const indentation = /^ */.exec(file.text.slice(start, edit.range.start))?.[0].length ?? 0;
  const written = new RegExp(`\n {0,${indentation}}`, 'g');
  return edit.newText.replaceAll(written, '\n');
}

function documentationOf({ documentation }: Item, { markdown }: Client): MarkupContent | undefined {
  if (documentation === undefined) return undefined;
  if (markdown) return { kind: MarkupKind.Markdown, value: documentation };
  return { kind: MarkupKind.PlainText, value: documentation.replaceAll(/\*\*|`/g, '') };
}

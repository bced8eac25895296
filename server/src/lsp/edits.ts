import type { CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { ResolvedEdit } from '../edits/resolvedEdit';
import type { LspContext } from './context';
import { toRangeIn } from './convert';

/**
 * The edits as LSP: with the versions of open documents where the client takes versioned edits, new files where it can
 * create them. Undefined when the client cannot do what the edits need.
 */
export function toWorkspaceEdit(context: LspContext, edits: readonly ResolvedEdit[]): WorkspaceEdit | undefined {
  const { service, open } = context;
  const client = context.capabilities.workspace?.workspaceEdit;
  const creates = edits.flatMap((edit) => ('createUri' in edit ? [edit] : []));
  if (creates.length > 0 && !(client?.documentChanges && client.resourceOperations?.includes('create')))
    return undefined;
  const byUri = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    if (!('uri' in edit)) continue;
    const uri = open.clientUri(edit.uri);
    const list = byUri.get(uri) ?? [];
    list.push({ range: toRangeIn(service, edit.uri, edit.range), newText: edit.newText });
    byUri.set(uri, list);
  }
  if (!client?.documentChanges) return { changes: Object.fromEntries(byUri) };
  const origin = { line: 0, character: 0 };
  const created = creates.flatMap(({ createUri, text }): (CreateFile | TextDocumentEdit)[] => [
    { kind: 'create', uri: createUri, options: { ignoreIfExists: true } },
    {
      textDocument: { uri: createUri, version: null },
      edits: [{ range: { start: origin, end: origin }, newText: text }],
    },
  ]);
  const edited = [...byUri].map(([uri, textEdits]) => ({
    textDocument: { uri, version: open.at(uri)?.version ?? null },
    edits: textEdits,
  }));
  return { documentChanges: [...created, ...edited] };
}

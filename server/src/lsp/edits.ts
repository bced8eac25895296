import type { CreateFile, DeleteFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import type { ResolvedFixEdit } from '../edits/resolvedEdit';
import type { LspContext } from './context';
import { toRangeIn } from './convert';

/**
 * The edits as LSP: with the versions of open documents where the client takes versioned edits, new files where it can
 * create them, and files to delete where it can do that, after asking the user where it can ask. Undefined when the client
 * cannot do what the edits need.
 */
export function toWorkspaceEdit(context: LspContext, edits: readonly ResolvedFixEdit[]): WorkspaceEdit | undefined {
  const { service, open } = context;
  const client = context.capabilities.workspace?.workspaceEdit;
  const creates = edits.flatMap((edit) => ('createUri' in edit ? [edit] : []));
  const deletes = edits.flatMap((edit) => ('deleteUri' in edit ? [open.clientUri(edit.deleteUri)] : []));
  const can = (operation: 'create' | 'delete'): boolean =>
    client?.documentChanges === true && client.resourceOperations?.includes(operation) === true;
  if ((creates.length > 0 && !can('create')) || (deletes.length > 0 && !can('delete'))) return undefined;
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
  const documentChanges = [...created, ...edited];
  return deletes.length > 0
    ? withDeletions(documentChanges, deletes, client.changeAnnotationSupport !== undefined)
    : { documentChanges };
}

/** The files are deleted last; `asks`: the client shows what is to be confirmed. */
function withDeletions(
  others: NonNullable<WorkspaceEdit['documentChanges']>,
  uris: readonly string[],
  asks: boolean,
): WorkspaceEdit {
  const deleted = uris.map((uri): DeleteFile => {
    const operation: DeleteFile = { kind: 'delete', uri, options: { ignoreIfNotExists: true } };
    return asks ? { ...operation, annotationId: uri } : operation;
  });
  const documentChanges = [...others, ...deleted];
  if (!asks) return { documentChanges };
  const annotations = uris.map((uri) => [
    uri,
    { label: `Delete ${Utils.basename(URI.parse(uri))}`, needsConfirmation: true },
  ]);
  return { documentChanges, changeAnnotations: Object.fromEntries(annotations) };
}

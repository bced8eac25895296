import {
  ResponseError,
  LSPErrorCodes,
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { groupBy } from '../base/groupBy';
import type { Rename } from '../features/rename';
import type { LspContext } from './context';
import { toRange, toRangeIn } from './convert';
import { runSafe } from './runSafe';

const certainId = 'name';
const uncertainId = 'uncertain';

/** Answers `textDocument/prepareRename` and `rename`; what cannot be renamed is refused with its reason. */
export function registerRename(context: LspContext): void {
  const { connection, service } = context;
  connection.onPrepareRename(
    runSafe(context, null, ({ textDocument, position }) => {
      const file = service.target(textDocument.uri)?.file;
      if (!file) return null;
      const prepared = service.prepareRename(textDocument.uri, file.lines().offsetAt(position));
      if (!prepared.ok) throw refused(prepared.reason);
      return { range: toRange(file, prepared.range), placeholder: prepared.name };
    }),
  );
  connection.onRenameRequest(
    runSafe(context, null as WorkspaceEdit | null, ({ textDocument, position, newName }) => {
      const file = service.target(textDocument.uri)?.file;
      if (!file) return null;
      const result = service.rename(textDocument.uri, file.lines().offsetAt(position), newName);
      if (!result.ok) throw refused(result.reason);
      if (result.edits.length > 0 && result.staysBehind.length > 0) {
        connection.window.showWarningMessage(result.staysBehind.join(' '));
      }
      return toEdit(context, result);
    }),
  );
}

function refused(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

/** With annotations where the client takes them: uncertain places then need a confirmation; else they are left out. */
function toEdit(context: LspContext, { edits, staysBehind }: Rename): WorkspaceEdit {
  const { service, open } = context;
  const client = context.capabilities.workspace?.workspaceEdit;
  const annotated = client?.documentChanges === true && client.changeAnnotationSupport !== undefined;
  const wanted = edits.filter((edit) => annotated || edit.certain);
  const textEdits = [...groupBy(wanted, (edit) => edit.uri)].map(([uri, list]) => ({
    uri: open.clientUri(uri),
    version: open.at(uri)?.version ?? null,
    edits: list.map(
      ({ range, newText, certain }): AnnotatedTextEdit | { range: AnnotatedTextEdit['range']; newText: string } => {
        const plain = { range: toRangeIn(service, uri, range), newText };
        return annotated ? { ...plain, annotationId: certain ? certainId : uncertainId } : plain;
      },
    ),
  }));
  if (!client?.documentChanges) {
    return { changes: Object.fromEntries(textEdits.map(({ uri, edits: list }) => [uri, list])) };
  }
  const documentChanges = textEdits.map(({ uri, version, edits: list }) => ({
    textDocument: { uri, version },
    edits: list,
  }));
  if (!annotated) return { documentChanges };
  const changeAnnotations: Record<string, ChangeAnnotation> = {
    [certainId]: { label: 'Places that name it', description: staysBehind.join(' ') || undefined },
    [uncertainId]: {
      label: 'Places that may mean something else',
      description: 'Look at each before it is changed.',
      needsConfirmation: true,
    },
  };
  return { documentChanges, changeAnnotations };
}

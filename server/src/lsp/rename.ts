import {
  ResponseError,
  LSPErrorCodes,
  MessageType,
  ShowMessageNotification,
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { groupBy } from '../base/groupBy';
import type { Rename, RenameEdit } from '../features/rename';
import type { LspContext } from './context';
import { toRange, toRangeIn } from './convert';
import { runSafe } from './runSafe';

const certainId = 'name';
const uncertainId = 'uncertain';
/** A message names no more places. */
const maxPlaces = 5;

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
      const message = [...notRenamed(context, result), ...(result.edits.length > 0 ? result.staysBehind : [])].join(
        ' ',
      );
      // A notification: a request for an answer is more than every client takes.
      if (message)
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
      return toEdit(context, result);
    }),
  );
}

function refused(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

/** True when the client asks about places before it changes them. */
function asksAboutPlaces({ capabilities }: LspContext): boolean {
  const client = capabilities.workspace?.workspaceEdit;
  return client?.documentChanges === true && client.changeAnnotationSupport !== undefined;
}

/** A sentence about the uncertain places, where they are left out. */
function notRenamed(context: LspContext, { edits }: Rename): string[] {
  // What has no width is the marker of a file, and no name.
  const isLeft = ({ certain, range }: RenameEdit): boolean => !certain && range.end > range.start;
  const left = asksAboutPlaces(context) ? [] : edits.filter(isLeft);
  if (left.length === 0) return [];
  const places = left.slice(0, maxPlaces).flatMap(({ uri, range }) => {
    const found = context.service.target(uri);
    return found ? `${found.file.path}, line ${found.file.lines().positionAt(range.start).line + 1}` : [];
  });
  const more = left.length > places.length ? [`and ${left.length - places.length} more`] : [];
  const [it, them] = left.length === 1 ? ['it', 'it'] : ['they', 'them'];
  return [
    `Not renamed, because ${it} may mean something else: ${[...places, ...more].join('; ')}. Look at ${them} yourself.`,
  ];
}

/** With annotations where the client takes them: uncertain places then need a confirmation; else they are left out. */
function toEdit(context: LspContext, { edits, staysBehind }: Rename): WorkspaceEdit {
  const { service, open } = context;
  const client = context.capabilities.workspace?.workspaceEdit;
  const annotated = asksAboutPlaces(context);
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

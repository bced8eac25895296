import { LSPErrorCodes, ResponseError, type CodeAction, type Command, type WorkspaceEdit } from 'vscode-languageserver';
import type { LspContext } from './context';
import { runSafe } from './runSafe';

/** Command of this server: makes the edit that is its argument. */
const applyEditCommand = 'infrahubCascade.applyEdit';

interface ApplyEditParams {
  readonly label: string;
  readonly edit: WorkspaceEdit;
  /** The open documents that the edit was made for, with their versions. */
  readonly versions: Readonly<Record<string, number>>;
}

/** True for a client of old, which knows commands but no code actions, and makes the edits that a server asks for. */
function takesCommands({ capabilities }: Pick<LspContext, 'capabilities'>): boolean {
  return !capabilities.textDocument?.codeAction?.codeActionLiteralSupport && capabilities.workspace?.applyEdit === true;
}

/** What the server announces: others need no command, and editors know one of a name only once. */
export function commandOptions(context: Pick<LspContext, 'capabilities'>): { commands: string[] } | undefined {
  return takesCommands(context) ? { commands: [applyEditCommand] } : undefined;
}

/** The actions as the client understands them; none for one that takes neither actions nor commands that edit. */
export function shownActions(context: LspContext, actions: readonly CodeAction[]): (CodeAction | Command)[] {
  if (context.capabilities.textDocument?.codeAction?.codeActionLiteralSupport) return [...actions];
  if (!takesCommands(context)) return [];
  return actions.flatMap(({ title, edit }) => {
    if (!edit) return [];
    const params: ApplyEditParams = { label: title, edit, versions: versionsFor(context, edit) };
    return [{ title, command: applyEditCommand, arguments: [params] }];
  });
}

/** Answers `workspace/executeCommand`. */
export function registerEditCommand(context: LspContext): void {
  if (!takesCommands(context)) return;
  const { connection, open } = context;
  connection.onExecuteCommand(
    runSafe(context, null, async ({ command, arguments: given }) => {
      const params = given?.[0] as ApplyEditParams | undefined;
      if (command !== applyEditCommand || !params) return null;
      const { label, edit, versions } = params;
      if (Object.entries(versions).some(([uri, version]) => open.at(uri)?.version !== version)) {
        throw new ResponseError<never>(LSPErrorCodes.ContentModified, 'The text has changed.');
      }
      await connection.workspace.applyEdit({ label, edit });
      return null;
    }),
  );
}

function versionsFor({ open }: LspContext, { changes, documentChanges }: WorkspaceEdit): Record<string, number> {
  const edited = documentChanges?.flatMap((each) => ('edits' in each ? [each.textDocument.uri] : []));
  const uris = edited ?? Object.keys(changes ?? {});
  const versions = uris.flatMap((uri) => {
    const document = open.at(uri);
    return document ? [[uri, document.version] as const] : [];
  });
  return Object.fromEntries(versions);
}

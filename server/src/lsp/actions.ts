import {
  CodeActionKind,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type Diagnostic as LspDiagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { actions } from '../actions/index';
import { actionKind, type MadeOffer } from '../actions/offers';
import { intersects } from '../base/textRange';
import {
  actionApplyRequest,
  actionOffersRequest,
  type ActionApplyParams,
  type ActionOfferAnswer,
  type ActionParams,
} from '../protocol/actions';
import { pickActionCommand, type ClientCommand } from '../protocol/commands';
import type { Diagnostic } from '../rules/diagnose';
import type { LspContext } from './context';
import { toTextRange } from './convert';
import { toWorkspaceEdit } from './edits';
import { runSafe } from './runSafe';

/** Enough to find an offer again when the client wants its edit. */
export interface ActionData extends ActionApplyParams {
  readonly type: 'action';
}

interface Asked {
  readonly uri: string;
  readonly range: Range;
  readonly found: readonly Diagnostic[];
  readonly diagnostics: readonly LspDiagnostic[];
}

/** Gives the actions that are no fixes as LSP code actions, and answers the requests of clients that pick among offers. */
export function registerActions(context: LspContext, isLazy: boolean) {
  const { connection, service, options, capabilities } = context;
  const showsRefusals = capabilities.textDocument?.codeAction?.disabledSupport === true;
  const has = (command: string): boolean => options.commands?.includes(command) === true;

  connection.onRequest(
    actionOffersRequest,
    runSafe(context, [] as ActionOfferAnswer[], ({ uri, range, action }: ActionParams) =>
      offersAt(context, uri, range)
        .filter(({ action: { id }, offer }) => id === action && offer.refusal === undefined)
        .map(({ offer }) => ({ title: offer.title })),
    ),
  );
  connection.onRequest<boolean, never>(
    actionApplyRequest,
    runSafe<ActionApplyParams, boolean>(context, false, async (params) => {
      const edit = editOf(context, params);
      return edit !== undefined && (await connection.workspace.applyEdit({ label: params.title, edit })).applied;
    }),
  );

  return ({ uri, range, found, diagnostics }: Asked, wanted: (kind: string) => boolean): CodeAction[] => {
    const file = service.target(uri)?.file;
    if (!file) return [];
    const at = toTextRange(file, range);
    if (!wanted(CodeActionKind.QuickFix) && !actions.some(({ id }) => wanted(kindOf(id)))) return [];
    const made = service.codeActions(uri, at);
    const picks = new Map<string, CodeAction>();
    const shown = made.flatMap(({ action, offer }): CodeAction[] => {
      const mended = found.filter(({ finding, range: own }) => finding.rule.id === offer.mends && intersects(own, at));
      const kind = mended.length > 0 ? CodeActionKind.QuickFix : kindOf(action.id);
      if (!wanted(kind)) return [];
      if (offer.refusal !== undefined)
        return showsRefusals ? [{ title: offer.title, kind, disabled: { reason: offer.refusal } }] : [];
      if (offer.rare) {
        const title = `${action.pick ?? offer.title}…`;
        const params: ActionParams = { uri, range, action: action.id };
        if (action.pick && has(pickActionCommand))
          picks.set(action.id, { title, kind, command: { title, command: pickActionCommand, arguments: [params] } });
        return [];
      }
      const fixed = diagnostics.filter(({ code, message }) =>
        mended.some((each) => each.finding.rule.id === code && each.message === message),
      );
      const data: ActionData = { type: 'action', uri, range, action: action.id, title: offer.title };
      const edit = isLazy ? undefined : editOf(context, data);
      if (!isLazy && !edit) return [];
      return [
        {
          title: shownTitle(context, offer),
          kind,
          ...(fixed.length > 0 ? { diagnostics: fixed } : {}),
          ...(edit ? { edit } : { data }),
          ...shownCommand(context, offer),
        },
      ];
    });
    return [...shown, ...picks.values()];
  };
}

/** The action with its edit, or why there is none. */
export function resolveAction(
  context: LspContext,
  action: CodeAction,
  data: ActionData,
): CodeAction | ResponseError<never> {
  const edit = editOf(context, data);
  return edit ? { ...action, edit } : textHasChanged();
}

/** The answer to a request about text that is not there any more. */
export function textHasChanged(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.ContentModified, 'The text has changed.');
}

function kindOf(id: string): string {
  return `${actionKind}.${id}`;
}

function offersAt({ service }: LspContext, uri: string, range: Range): MadeOffer[] {
  const file = service.target(uri)?.file;
  return file ? service.codeActions(uri, toTextRange(file, range)) : [];
}

function editOf(context: LspContext, { uri, range, action, title }: ActionApplyParams): WorkspaceEdit | undefined {
  const made = offersAt(context, uri, range).find((each) => each.action.id === action && each.offer.title === title);
  const edits = made && context.service.resolveAction(uri, made);
  return edits && toWorkspaceEdit(context, edits);
}

interface WithCommand {
  readonly title: string;
  readonly command?: ClientCommand;
}

/** The title; with what to do by hand where the client does not have the command. */
export function shownTitle({ options }: LspContext, { title, command }: WithCommand): string {
  return command && !options.commands?.includes(command.id) ? `${title} (${command.instead})` : title;
}

/** The command that runs after the edit, where the client has it. */
export function shownCommand({ options }: LspContext, { command }: WithCommand): Pick<CodeAction, 'command'> {
  if (!command || !options.commands?.includes(command.id)) return {};
  const { id, title, arguments: given } = command;
  return { command: { title, command: id, arguments: [...given] } };
}

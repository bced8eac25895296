import { CodeActionKind, type CodeAction, type Command, type ResponseError } from 'vscode-languageserver';
import { actionKind } from '../actions/offers';
import { intersects } from '../base/textRange';
import type { Diagnostic } from '../rules/diagnose';
import type { Fix } from '../rules/rule';
import { registerActions, resolveAction, shownCommand, shownTitle, textHasChanged, type ActionData } from './actions';
import type { LspContext } from './context';
import { toTextRange } from './convert';
import { registerEditCommand, shownActions } from './editCommand';
import { toWorkspaceEdit } from './edits';
import { describe, runSafe } from './runSafe';

const fixAllKind = `${CodeActionKind.SourceFixAll}.infrahubCascade`;

export const codeActionKinds = [CodeActionKind.QuickFix, actionKind, fixAllKind];

/** Enough to find a fix again when the client wants its edit. */
interface FixData {
  readonly type: 'fix';
  readonly uri: string;
  readonly rule: string;
  readonly start: number;
  readonly message: string;
}

/** True when the client asks for the edits of an action when the user has chosen it. */
export function resolvesEdits({ capabilities }: Pick<LspContext, 'capabilities'>): boolean {
  const client = capabilities.textDocument?.codeAction;
  const canResolve = client?.dataSupport === true && client.resolveSupport?.properties.includes('edit') === true;
  return canResolve && client.codeActionLiteralSupport !== undefined;
}

/** Answers `textDocument/codeAction`: the fixes of the findings at the range, and all safe fixes of the file at once. */
export function registerCodeAction(context: LspContext): void {
  const { connection, service, capabilities } = context;
  const client = capabilities.textDocument?.codeAction;
  const isLazy = resolvesEdits(context);
  const logged = new Set<string>();

  /** A rule whose fix throws has no fix; the others keep theirs. */
  const fixesOf = ({ finding }: Diagnostic): Fix[] => {
    try {
      return finding.fixes?.() ?? [];
    } catch (error) {
      if (!logged.has(finding.rule.id)) connection.console.error(`Fix of ${finding.rule.id}: ${describe(error)}`);
      logged.add(finding.rule.id);
      return [];
    }
  };

  const quickFixes = (uri: string, diagnostic: Diagnostic, shown: CodeAction['diagnostics']): CodeAction[] =>
    fixesOf(diagnostic).flatMap((fix, index): CodeAction[] => {
      const edits = service.resolveFix(uri, fix);
      const edit = toWorkspaceEdit(context, edits);
      if (!edit) return [];
      const own = service.target(uri)?.file.uri;
      const deletes = edits.some((each) => 'deleteUri' in each);
      const later = isLazy && edits.some((each) => !('uri' in each) || each.uri !== own);
      const { finding, range, message } = diagnostic;
      const data: FixData = { type: 'fix', uri, rule: finding.rule.id, start: range.start, message };
      return [
        {
          title: shownTitle(context, fix),
          kind: CodeActionKind.QuickFix,
          ...(shown && shown.length > 0 ? { diagnostics: shown } : {}),
          ...(client?.isPreferredSupport && index === 0 && !deletes ? { isPreferred: true } : {}),
          ...(later ? { data } : { edit }),
          ...shownCommand(context, fix),
        },
      ];
    });

  /** The first safe fix of each finding, as far as they do not touch each other. */
  const fixAll = (uri: string, found: readonly Diagnostic[]): CodeAction[] => {
    const edits = service.safeFixes(uri, found);
    const edit = edits.length > 0 ? toWorkspaceEdit(context, edits) : undefined;
    return edit ? [{ title: 'Apply all safe fixes', kind: fixAllKind, edit }] : [];
  };

  const offered = registerActions(context, isLazy);
  registerEditCommand(context);

  connection.onCodeAction(
    runSafe(
      context,
      [] as (CodeAction | Command)[],
      ({ textDocument: { uri }, range: asked, context: { only, diagnostics } }) => {
        const file = service.target(uri)?.file;
        if (!file) return [];
        const found = service.diagnostics(uri);
        const range = toTextRange(file, asked);
        const wanted = (kind: string): boolean =>
          !only || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
        const actions: CodeAction[] = [];
        if (wanted(CodeActionKind.QuickFix)) {
          for (const diagnostic of found.filter((each) => intersects(each.range, range))) {
            const id = diagnostic.finding.rule.id;
            const shown = diagnostics.filter((each) => each.code === id && each.message === diagnostic.message);
            actions.push(...quickFixes(uri, diagnostic, shown));
          }
        }
        actions.push(...offered({ uri, range: asked, found, diagnostics }, wanted));
        if (wanted(fixAllKind)) actions.push(...fixAll(uri, found));
        return shownActions(context, actions);
      },
    ),
  );

  if (!isLazy) return;
  const resolve = runSafe(context, undefined as CodeAction | ResponseError<never> | undefined, (action: CodeAction) => {
    const data = action.data as FixData | ActionData | undefined;
    if (!data) return action;
    if (data.type === 'action') return resolveAction(context, action, data);
    const diagnostic = service
      .diagnostics(data.uri)
      .find(
        ({ finding, range, message }) =>
          finding.rule.id === data.rule && range.start === data.start && message === data.message,
      );
    const fix = diagnostic && fixesOf(diagnostic).find((each) => shownTitle(context, each) === action.title);
    const edit = fix && toWorkspaceEdit(context, service.resolveFix(data.uri, fix));
    return edit ? { ...action, edit } : textHasChanged();
  });
  connection.onCodeActionResolve(async (action, token) => (await resolve(action, token)) ?? action);
}

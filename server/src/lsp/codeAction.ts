import { CodeActionKind, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import { intersects } from '../base/textRange';
import type { Diagnostic } from '../rules/diagnose';
import type { LspContext } from './context';
import { toTextRange } from './convert';
import { toWorkspaceEdit } from './edits';
import { runSafe } from './runSafe';

const fixAllKind = `${CodeActionKind.SourceFixAll}.infrahubCascade`;

export const codeActionKinds = [CodeActionKind.QuickFix, fixAllKind];

/** Answers `textDocument/codeAction`: the fixes of the findings at the range, and all safe fixes of the file at once. */
export function registerCodeAction(context: LspContext): void {
  context.connection.onCodeAction(
    runSafe(context, [] as CodeAction[], (params) => {
      const file = context.service.target(params.textDocument.uri)?.file;
      if (!file) return [];
      const found = context.service.diagnostics(params.textDocument.uri);
      const range = toTextRange(file, params.range);
      const wanted = (kind: string): boolean =>
        !params.context.only || params.context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      return [
        ...(wanted(CodeActionKind.QuickFix)
          ? quickFixes(
              context,
              params,
              found.filter((each) => intersects(each.range, range)),
            )
          : []),
        ...(wanted(fixAllKind) ? fixAll(context, params.textDocument.uri, found) : []),
      ];
    }),
  );
}

function quickFixes(
  context: LspContext,
  { textDocument, context: asked }: CodeActionParams,
  found: readonly Diagnostic[],
): CodeAction[] {
  return found.flatMap((diagnostic) => {
    const shown = asked.diagnostics.filter(
      (each) => each.code === diagnostic.finding.rule.id && each.message === diagnostic.message,
    );
    return (diagnostic.finding.fixes?.() ?? []).flatMap((fix, index): CodeAction[] => {
      const edit = toWorkspaceEdit(context, context.service.resolveFix(textDocument.uri, fix));
      if (!edit) return [];
      return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: shown, isPreferred: index === 0, edit }];
    });
  });
}

/** The first safe fix of each finding, as far as they do not touch each other. */
function fixAll(context: LspContext, uri: string, found: readonly Diagnostic[]): CodeAction[] {
  const edits = context.service.safeFixes(uri, found);
  const edit = edits.length > 0 ? toWorkspaceEdit(context, edits) : undefined;
  return edit ? [{ title: 'Apply all safe fixes', kind: fixAllKind, edit }] : [];
}

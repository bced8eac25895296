import { l10n, Position, Range, Uri, workspace, WorkspaceEdit } from 'vscode';
import type { PlannedChange } from '../../../server/src/protocol/plan';

export interface ApplyOptions {
  readonly changes: readonly PlannedChange[];
  /** Show all of it first; the person decides there. */
  readonly preview: boolean;
}

/** Makes all changes of a plan at once, with one undo. Gives false when the person discards the preview. */
export function applyPlan({ changes, preview }: ApplyOptions): Thenable<boolean> {
  const edit = new WorkspaceEdit();
  // Files first, so that the preview shows what is new before what refers to it.
  for (const change of changes) {
    if (!('createUri' in change)) continue;
    const contents = new TextEncoder().encode(change.text);
    edit.createFile(Uri.parse(change.createUri), { contents }, annotation(change.label));
  }
  for (const change of changes) {
    if ('createUri' in change) continue;
    const { start, end } = change.range;
    const range = new Range(start.line, start.character, end.line, end.character);
    edit.replace(Uri.parse(change.uri), range, change.newText, annotation(change.label));
  }
  if (preview) askForPreview(edit, changes);
  return workspace.applyEdit(edit, { isRefactoring: true });
}

/**
 * Makes VS Code show its refactor preview. It does so for an entry that needs confirmation, and leaves that entry without
 * a tick; the changes belong together and are all to be ticked, so the entry is one that changes nothing.
 */
function askForPreview(edit: WorkspaceEdit, changes: readonly PlannedChange[]): void {
  const first = changes.find((change) => 'uri' in change);
  if (!first || !('uri' in first)) return;
  const label = l10n.t('All changes belong together: apply them as they are');
  edit.insert(Uri.parse(first.uri), new Position(0, 0), '', { label, needsConfirmation: true });
}

function annotation(label: string): { label: string; needsConfirmation: boolean } {
  return { label, needsConfirmation: false };
}

import { Range, Uri, workspace, WorkspaceEdit, type WorkspaceEditEntryMetadata } from 'vscode';
import type { PlannedChange } from '../../../server/src/protocol';

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
    edit.createFile(Uri.parse(change.createUri), { contents }, metadata(change.label, preview));
  }
  for (const change of changes) {
    if ('createUri' in change) continue;
    const { start, end } = change.range;
    const range = new Range(start.line, start.character, end.line, end.character);
    edit.replace(Uri.parse(change.uri), range, change.newText, metadata(change.label, preview));
  }
  return workspace.applyEdit(edit, { isRefactoring: true });
}

function metadata(label: string, needsConfirmation: boolean): WorkspaceEditEntryMetadata {
  return { label, needsConfirmation };
}

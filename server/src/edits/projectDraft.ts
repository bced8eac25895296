import type { TextRange } from '../base/textRange';
import { relativePath } from '../base/uris';
import type { Project } from '../model/project/project';
import type { Edit } from './edit';
import { resolveEdits } from './resolvedEdit';
import { TextDraft } from './textDraft';

/** A change of a file as it is now, or a new file; `label` says what it is for. */
export type LabelledEdit =
  | { readonly uri: string; readonly range: TextRange; readonly newText: string; readonly label: string }
  | { readonly createUri: string; readonly text: string; readonly label: string };

/**
 * A project on which edits are tried out step by step: after each step everything can be asked as if the files were
 * written. The project it was made from stays as it is; the draft must be done with before that one changes.
 */
export class ProjectDraft {
  /** The project as it will be after the steps so far. */
  readonly project: Project;
  private readonly drafts = new Map<string, { readonly draft: TextDraft; readonly isNew: boolean; label: string }>();

  constructor(original: Project) {
    this.project = original.copy();
  }

  /** Makes the edits of one step, given for the project as it is after the steps before. */
  apply(edits: readonly Edit[], label: string): void {
    const byUri = new Map<string, { range: TextRange; newText: string }[]>();
    for (const edit of resolveEdits(this.project, edits)) {
      const [uri, change] =
        'uri' in edit ? [edit.uri, edit] : [edit.createUri, { range: { start: 0, end: 0 }, newText: edit.text }];
      const known = byUri.get(uri);
      if (known) known.push(change);
      else byUri.set(uri, [change]);
    }
    for (const [uri, changes] of byUri) this.change(uri, changes, label);
  }

  /** All steps in one: the edits of files that exist, and the new files as they are in the end. */
  edits(): LabelledEdit[] {
    return [...this.drafts].flatMap(([uri, { draft, isNew, label }]): LabelledEdit[] =>
      isNew ? [{ createUri: uri, text: draft.text, label }] : draft.changes().map((change) => ({ uri, ...change })),
    );
  }

  private change(uri: string, changes: readonly { range: TextRange; newText: string }[], label: string): void {
    const path = relativePath(this.project.root, uri);
    const before = this.drafts.get(uri);
    const file = this.project.file(uri);
    const known = before ?? { draft: new TextDraft(file?.text ?? ''), isNew: file === undefined, label };
    this.drafts.set(uri, known);
    known.draft.apply(changes, label);
    // What the file was made of belongs to the original, so it is read anew; after that it is the draft's own.
    if (path !== undefined && !before) this.project.remove(path);
    this.project.update(uri, { kind: 'text', text: known.draft.text });
  }
}

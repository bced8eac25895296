import { locate, type FileRange } from '../base/place';
import type { Project } from '../model/project/project';
import type { Edit, FixEdit } from './edit';

/** An edit of one file, relative to its start, or a new file. */
export type ResolvedEdit = TextChange | { readonly createUri: string; readonly text: string };

/** What a fix does: such an edit, or a file to delete. */
export type ResolvedFixEdit = ResolvedEdit | { readonly deleteUri: string };

/** An edit of one file, relative to its start. */
export interface TextChange extends FileRange {
  readonly newText: string;
}

/** The edits where their files are now, with the leading markers those files need. */
export function resolveEdits(project: Project, edits: readonly Edit[]): ResolvedEdit[] {
  return withLeadingMarkers(project, locateEdits(project, edits));
}

/** As `resolveEdits`, for fixes. */
export function resolveFixEdits(project: Project, edits: readonly FixEdit[]): ResolvedFixEdit[] {
  const deleted = edits.flatMap((edit) =>
    'deletePath' in edit ? [{ deleteUri: project.uriOf(edit.deletePath) }] : [],
  );
  const others = edits.flatMap((edit) => ('deletePath' in edit ? [] : [edit]));
  return [...resolveEdits(project, others), ...deleted];
}

/** The edits where their files are now, with the line breaks of those files, and nothing besides. */
export function locateEdits(project: Project, edits: readonly Edit[]): ResolvedEdit[] {
  return edits.map((edit) => {
    if ('createPath' in edit) return { createUri: project.uriOf(edit.createPath), text: edit.text };
    const at = locate(edit.at);
    return { ...at, newText: edit.newText.replaceAll(/\r?\n/g, lineBreak(project, at.uri)) };
  });
}

/**
 * Adds the leading `---` to every edited file of several documents that does not have it: without it the loader refuses
 * the file (facts/versions/object-files.md §1).
 */
export function withLeadingMarkers(project: Project, edits: readonly ResolvedEdit[]): ResolvedEdit[] {
  return [...leadingMarkers(project, edits), ...edits];
}

/** The markers that `withLeadingMarkers` adds. */
export function leadingMarkers(project: Project, edits: readonly ResolvedEdit[]): TextChange[] {
  const edited = new Set(edits.flatMap((edit) => ('uri' in edit ? edit.uri : [])));
  return [...edited].flatMap((uri): TextChange[] => {
    const yaml = project.file(uri)?.facts.yaml;
    if (!yaml || yaml.documents.length < 2 || yaml.documents[0]?.marked) return [];
    // What begins with `...` begins with nothing, and a marker would make a document of that.
    if (/^\ufeff?\.\.\.(?:\s|$)/.test(yaml.text)) return [];
    const start = yaml.text.charCodeAt(0) === 0xfeff ? 1 : 0;
    const already = edits.some(
      (edit) => 'uri' in edit && edit.uri === uri && edit.range.start === start && edit.newText.startsWith('---'),
    );
    return already ? [] : [{ uri, range: { start, end: start }, newText: `---${lineBreak(project, uri)}` }];
  });
}

function lineBreak(project: Project, uri: string): '\r\n' | '\n' {
  return project.file(uri)?.text.includes('\r\n') ? '\r\n' : '\n';
}

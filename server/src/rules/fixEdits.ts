import { locate, type FileRange } from '../base/place';
import type { Project } from '../model/project/project';
import type { Fix } from './rule';

/** An edit of one file, relative to its start, or a new file. */
export type ResolvedEdit =
  | (FileRange & { readonly newText: string })
  | { readonly createUri: string; readonly text: string };

/**
 * The edits of a fix where their files are now. A file of several documents that lacks its leading `---` gets it with
 * the edit: without it the loader refuses the file (facts/versions/object-files.md §1).
 */
export function resolveFix(project: Project, fix: Fix): ResolvedEdit[] {
  const edits: ResolvedEdit[] = fix.edits.map((edit) =>
    'createPath' in edit
      ? { createUri: project.uriOf(edit.createPath), text: edit.text }
      : { ...locate(edit.at), newText: edit.newText },
  );
  return withLeadingMarkers(project, edits);
}

/** Adds the leading `---` to every edited file that needs one and does not have it. */
export function withLeadingMarkers(project: Project, edits: readonly ResolvedEdit[]): ResolvedEdit[] {
  const edited = new Set(edits.flatMap((edit) => ('uri' in edit ? edit.uri : [])));
  const markers = [...edited].flatMap((uri): ResolvedEdit[] => {
    const yaml = project.file(uri)?.facts.yaml;
    if (!yaml || yaml.documents.length < 2 || yaml.documents[0]?.marked) return [];
    const start = yaml.text.charCodeAt(0) === 0xfeff ? 1 : 0;
    const already = edits.some(
      (edit) => 'uri' in edit && edit.uri === uri && edit.range.start === start && edit.newText.startsWith('---'),
    );
    return already ? [] : [{ uri, range: { start, end: start }, newText: '---\n' }];
  });
  return [...markers, ...edits];
}

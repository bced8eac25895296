import { intersects } from '../base/textRange';
import type { Project } from '../model/project/project';
import type { Diagnostic } from './diagnose';
import { locateEdits, withLeadingMarkers, type ResolvedEdit } from '../edits/resolvedEdit';

/**
 * The first safe fix of each finding, as far as their edits do not touch each other; the others come with the next run.
 * A file of several documents gets its leading `---` once.
 */
export function safeFixes(project: Project, found: readonly Diagnostic[]): ResolvedEdit[] {
  const taken: ResolvedEdit[] = [];
  for (const { finding } of found) {
    const fix = finding.fixes?.().find((candidate) => candidate.safe);
    if (!fix) continue;
    const edits = locateEdits(project, fix.edits);
    if (edits.length > 0 && !edits.some((edit) => taken.some((other) => clash(edit, other)))) taken.push(...edits);
  }
  return withLeadingMarkers(project, taken);
}

function clash(a: ResolvedEdit, b: ResolvedEdit): boolean {
  if ('createUri' in a || 'createUri' in b) return 'createUri' in a && 'createUri' in b && a.createUri === b.createUri;
  return a.uri === b.uri && intersects(a.range, b.range);
}

import { locate } from '../base/place';
import type { TextRange } from '../base/textRange';
import { occurrences } from '../model/symbols/occurrences';
import type { Project, ProjectFile } from '../model/project/project';

export interface DocumentLink {
  /** Relative to the start of the file. */
  readonly range: TextRange;
  /** The file it leads to. */
  readonly uri: string;
}

/** The paths of `.infrahub.yml` that lead to a file which exists. */
export function documentLinks(project: Project, file: ProjectFile): DocumentLink[] {
  if (file.facts.role !== 'config') return [];
  return occurrences(project, file).flatMap(({ symbol, at }) => {
    if (symbol.type !== 'path' || project.lookUp(symbol.path)?.kind !== 'file') return [];
    return [{ range: locate(at).range, uri: project.uriOf(symbol.path) }];
  });
}

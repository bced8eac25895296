import type { Project, ProjectFile } from '../model/project/project';

/** Where something is asked for; `offset` is in UTF-16 code units from the start of the file. */
export interface Position {
  readonly project: Project;
  readonly file: ProjectFile;
  readonly offset: number;
}

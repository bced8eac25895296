import type { TextRange } from '../base/textRange';
import type { Edit } from '../edits/edit';
import type { Project, ProjectFile } from '../model/project/project';
import type { ClientCommand } from '../protocol/commands';

/** Where actions are asked for: a cursor or selection in a file of a project. */
export interface ActionTarget {
  readonly project: Project;
  readonly file: ProjectFile;
  /** UTF-16 code units from the start of the file. */
  readonly range: TextRange;
}

/** One thing that an action can do at a place. */
export interface ActionOffer {
  /** What it does; unique among the offers of one action at one place. */
  readonly title: string;
  /** Computed when somebody asks for them; undefined when the text has no place for them after all. */
  readonly edits: () => readonly Edit[] | undefined;
  /** A rule whose finding it mends: a quick fix where there is one at the place. */
  readonly mends?: string;
  /** A command of the client to run afterwards; offered without it where the client does not have it. */
  readonly command?: ClientCommand;
  /** Not one of the few best offers: shown only where the author picks from all of them. */
  readonly rare?: boolean;
  /** Why it cannot be done here: a sentence, shown with the greyed title by clients that show such. */
  readonly refusal?: string;
}

/** A code action that is no fix of a rule. One per file, named like it. */
export interface Action {
  /** camelCase; the last part of its kind `refactor.rewrite.infrahubCascade.<id>`. */
  readonly id: string;
  /** Title of the pick from which an author chooses among all offers; none when all offers are shown at once. */
  readonly pick?: string;
  readonly offers: (target: ActionTarget) => ActionOffer[];
}

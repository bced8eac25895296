import type { PlannedRange } from './plan';

/** Request, no parameters: the trigger rules and actions that the files declare. Answer: `FileTriggers`. */
export const fileTriggersRequest = 'infrahubCascade/triggers';

export interface FileTriggers {
  /** How many Infrahub repositories the workspace has. */
  readonly repositories: number;
  readonly rules: readonly FileRule[];
  readonly actions: readonly FileAction[];
}

/** Values by field name, as text; a field without a value is left out. */
export type TriggerFields = Readonly<Record<string, string>>;

/** An object of a file that the loader would make. */
interface FileObject {
  /** What Infrahub gives it when it is loaded for the first time: written values, and defaults for the others. */
  readonly fields: TriggerFields;
  /** Fields of `fields` that are not written. */
  readonly defaults: readonly string[];
}

/** An object with a name, and where that name stands. */
interface NamedFileObject extends FileObject {
  readonly kind: string;
  readonly name: string;
  readonly uri: string;
  readonly range: PlannedRange;
}

/** A trigger rule; `kind` is `CoreNodeTriggerRule` or `CoreGroupTriggerRule`. */
export interface FileRule extends NamedFileObject {
  readonly matches: readonly FileMatch[];
  /** False when something that stands below `matches` could not be read. */
  readonly matchesAreWhole: boolean;
}

/** A match; `kind` is `CoreNodeTriggerAttributeMatch` or `CoreNodeTriggerRelationshipMatch`. */
export interface FileMatch extends FileObject {
  readonly kind: string;
  /** The attribute or relationship it watches. */
  readonly member: string;
}

/** An action; `kind` is `CoreGeneratorAction` or `CoreGroupAction`. */
export type FileAction = NamedFileObject;

/**
 * Request: what is to be written so that the files have rules and actions as a server has them. Answer: `Plan`, without
 * changes when they agree.
 */
export const copyTriggersRequest = 'infrahubCascade/triggers/copy';

export interface CopyTriggersParams {
  /** The repository for what no file has; may be missing when there is only one. */
  readonly root?: string;
  /** What others refer to comes first. */
  readonly objects: readonly CopiedTrigger[];
}

/** A rule or action of a server. */
export interface CopiedTrigger {
  readonly kind: string;
  readonly name: string;
  readonly fields: TriggerFields;
  /** Of rules only. */
  readonly matches?: readonly CopiedMatch[];
}

export interface CopiedMatch {
  readonly kind: string;
  readonly member: string;
  readonly fields: TriggerFields;
}

/** Request: what our checks say of a file that is to be loaded. Answer: `LoadCheck`, null for a file of no repository. */
export const loadCheckRequest = 'infrahubCascade/triggers/loadCheck';

export interface LoadCheckParams {
  readonly uri: string;
}

export interface LoadCheck {
  /** Address of the folder of its `.infrahub.yml`. */
  readonly root: string;
  readonly errors: number;
  readonly warnings: number;
}

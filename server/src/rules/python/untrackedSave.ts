import type { TextRange } from '../../base/textRange';
import { isSaveCall, untrackedArguments } from '../../edits/python/untrackedArguments';
import type { Project } from '../../model/project/project';
import type { Fix } from '../rule';
import { callAt } from './callAt';
import { pythonFix } from './fixes';
import { savesFetchedOnly } from './savesAt';
import { untrackCommandOf } from './untrackCommandOf';

/** How a save is to be written. */
export interface UntrackedSave {
  readonly path: string;
  /** The call. */
  readonly range: TextRange;
  readonly title: string;
  /** A created node still has to find the object of an earlier run; a fetched one becomes a plain update (facts 11.1). */
  readonly keepsUpsert?: boolean;
}

/**
 * The fix that takes a save out of tracking, with the command that takes out what is tracked already; undefined where the
 * call or its arguments do not show, or where a plain update would be of nodes that the generator makes too.
 */
export function untrackedSave(
  project: Project,
  { path, range, title, keepsUpsert = false }: UntrackedSave,
): Fix | undefined {
  const call = callAt(project, path, range);
  if (!call || !isSaveCall(call)) return undefined;
  if (!keepsUpsert && !savesFetchedOnly(project, path, range)) return undefined;
  const changes = untrackedArguments(project.fileAt(path)?.text ?? '', call, { keepsUpsert });
  const [fix] = changes ? pythonFix(project, { title, path, changes }) : [];
  const command = untrackCommandOf(project, path, range);
  return fix && command ? { ...fix, safe: false, command } : fix;
}

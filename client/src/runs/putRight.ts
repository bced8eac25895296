import { serverKey, type Server } from '../connection/servers';
import type { Notice } from './preflight';
import type { PlannedRun } from './readPreflight';

/** A command with its argument. */
export interface Righting {
  readonly command: string;
  readonly given: object;
}

/**
 * The command that puts right what stands in the way of a run, for the very server and branch of that run, whichever are
 * in use; undefined when there is none.
 */
export function rightingOf(
  notice: Notice,
  { definition, branch }: Pick<PlannedRun, 'definition' | 'branch'>,
  server: Server,
): Righting | undefined {
  const where = { server: serverKey(server), branch: branch.name };
  if (notice.kind === 'otherCommit') return { command: 'infrahubCascade.rebaseBranch', given: where };
  if (notice.kind !== 'trackedTargets') return undefined;
  const kinds = [...new Set(notice.members.map(({ kind }) => kind))];
  const objects = notice.members.map(({ id }) => id);
  const given = { kinds, objects, isUnsure: !notice.certain, generators: [definition.name], ...where };
  return { command: 'infrahubCascade.untrackSignalTargets', given };
}

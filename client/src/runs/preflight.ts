import type { RepositoryCommit } from '../../../server/src/infrahub/operations/repositoryCommits';
import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import type { Tracked } from '../../../server/src/infrahub/readTracked';
import type { GeneratorObjects } from '../../../server/src/protocol/generatorObjects';

/** Why no files can be held against a commit. */
type WhyUnknown =
  /** The generator or its code is not in the files. */
  | 'noFile'
  /** Several definitions of the files have the name, mostly in several repositories. */
  | 'several'
  /** There is no git here, or none of the files belong to it. */
  | 'noGit';

/** The commit of the server held against the files at hand. */
export type LocalCode = {
  /** Files of the generator whose last changes an editor has not saved, relative to the repository. */
  readonly unsaved: readonly string[];
} & (
  | { readonly kind: 'unknown'; readonly why: WhyUnknown }
  /** The server's commit is not in the local clone. */
  | { readonly kind: 'notFetched'; readonly uncommitted: readonly string[] }
  | {
      readonly kind: 'compared';
      /** Files of the generator that differ between the server's commit and the local one, relative to the repository. */
      readonly differing: readonly string[];
      readonly uncommitted: readonly string[];
    }
);

/** Everything that was found out before a run; what could not be read is missing. */
export interface BeforeRun {
  readonly lacksWorker: boolean;
  /**
   * Processes of the server that are not heard of any more while several are: whether a task worker is among those that
   * are, the server does not say.
   */
  readonly lostProcesses: number;
  /** Tasks that configure rules and have not ended. */
  readonly configuring: number;
  readonly here: RepositoryCommit | undefined;
  /** Undefined on the default branch. */
  readonly onDefault: RepositoryCommit | undefined;
  readonly local: LocalCode;
  readonly tracked: Tracked | undefined;
  /** What the files say of the generator. */
  readonly objects: GeneratorObjects | undefined;
  /** Kinds that are targets of generators: the heirs of `GeneratorTarget`, and targets by the files. */
  readonly targetKinds: ReadonlySet<string>;
  /** Tracked objects of other kinds that groups or rules of the server show as targets, and no code here explains. */
  readonly targetIds: ReadonlySet<string>;
  /** Kinds among what it writes and tracks whose objects are the same on every branch (facts 11.3). */
  readonly agnosticKinds: readonly string[];
  /**
   * Those of the other kinds of the schema, without Infrahub's own: it may write or delete of them too, because its code
   * or what it tracks is not all known. None when it is.
   */
  readonly otherAgnosticKinds: readonly string[];
  /** False when that could not be read: any kind may be one of them. */
  readonly knowsAgnosticKinds: boolean;
  /** Targets that are no members of the group. */
  readonly strangers: readonly string[];
  /** Sentences about what could not be read. */
  readonly failures: readonly string[];
}

/** Something to know before a run. */
export type Notice =
  | { readonly kind: 'lacksWorker' }
  | { readonly kind: 'lostProcesses'; readonly count: number }
  | { readonly kind: 'strangers'; readonly ids: readonly string[] }
  /** `certain`: the code only signals them, so that the next run that does not track them deletes them (facts 1a). */
  | { readonly kind: 'trackedTargets'; readonly members: readonly Member[]; readonly certain: boolean }
  | { readonly kind: 'noCommit'; readonly repository: string }
  | { readonly kind: 'otherCommit'; readonly here: string; readonly onDefault: string }
  | { readonly kind: 'notFetched'; readonly commit: string }
  | { readonly kind: 'notCompared'; readonly commit: string; readonly why: WhyUnknown }
  | { readonly kind: 'differing'; readonly commit: string; readonly files: readonly string[] }
  | { readonly kind: 'uncommitted'; readonly files: readonly string[] }
  | { readonly kind: 'unsaved'; readonly files: readonly string[] }
  | { readonly kind: 'importing'; readonly repository: string; readonly status: string }
  | { readonly kind: 'configuring'; readonly count: number }
  | { readonly kind: 'failure'; readonly message: string };

/** What a person has to know before a run, the gravest first. */
export function noticesOf(known: BeforeRun): Notice[] {
  const { lacksWorker, lostProcesses, strangers, local, configuring, failures } = known;
  return [
    ...(lacksWorker ? [{ kind: 'lacksWorker' } as const] : []),
    ...(strangers.length > 0 ? [{ kind: 'strangers', ids: strangers } as const] : []),
    ...trackedTargets(known),
    ...codeNotices(known),
    ...(local.unsaved.length > 0 ? [{ kind: 'unsaved', files: local.unsaved } as const] : []),
    ...(configuring > 0 ? [{ kind: 'configuring', count: configuring } as const] : []),
    ...(lostProcesses > 0 ? [{ kind: 'lostProcesses', count: lostProcesses } as const] : []),
    ...failures.map((message) => ({ kind: 'failure', message }) as const),
  ];
}

/** Targets of cascades that the generator tracks as its own, and that it does not make. */
function trackedTargets({ tracked, objects, targetKinds, targetIds }: BeforeRun): Notice[] {
  const all = (tracked?.groups ?? []).flatMap(({ members }) => members);
  const isTarget = ({ id, kind }: Member): boolean => targetKinds.has(kind) || targetIds.has(id);
  const members = all.filter((member) => isTarget(member) && !objects?.creates.includes(member.kind));
  if (members.length === 0) return [];
  const certain = objects !== undefined && members.every(({ kind }) => objects.signals.includes(kind));
  return [{ kind: 'trackedTargets', members, certain }];
}

function codeNotices({ here, onDefault, local }: BeforeRun): Notice[] {
  if (!here) return [];
  const notices: Notice[] = [];
  const { commit, name, syncStatus } = here;
  if (commit === undefined) notices.push({ kind: 'noCommit', repository: name });
  if (syncStatus !== '' && syncStatus !== 'in-sync') {
    notices.push({ kind: 'importing', repository: name, status: syncStatus });
  }
  if (commit === undefined) return notices;
  if (onDefault?.commit !== undefined && onDefault.commit !== commit) {
    notices.push({ kind: 'otherCommit', here: commit, onDefault: onDefault.commit });
  }
  if (local.kind === 'unknown') notices.push({ kind: 'notCompared', commit, why: local.why });
  if (local.kind === 'notFetched') notices.push({ kind: 'notFetched', commit });
  if (local.kind === 'compared' && local.differing.length > 0) {
    notices.push({ kind: 'differing', commit, files: local.differing });
  }
  if (local.kind !== 'unknown' && local.uncommitted.length > 0) {
    notices.push({ kind: 'uncommitted', files: local.uncommitted });
  }
  return notices;
}

/** A commit as people read it. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 8);
}

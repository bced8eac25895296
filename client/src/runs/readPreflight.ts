import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import type { GeneratorDefinition } from '../../../server/src/infrahub/operations/generatorDefinitions';
import { repositoryCommits, type RepositoryCommit } from '../../../server/src/infrahub/operations/repositoryCommits';
import { schema, type ServerSchema } from '../../../server/src/infrahub/operations/schema';
import { tasks } from '../../../server/src/infrahub/operations/tasks';
import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import { lacksTaskWorker, workers } from '../../../server/src/infrahub/operations/workers';
import { readTracked, type Tracked } from '../../../server/src/infrahub/readTracked';
import { ruleTargets, targetsByGroup } from '../../../server/src/infrahub/serverTargets';
import type { CallOptions, Transport } from '../../../server/src/infrahub/transport';
import type { GeneratorObjects } from '../../../server/src/protocol/generatorObjects';
import type { BranchInUse } from '../connection/branchChoice';
import type { BeforeRun, LocalCode } from './preflight';

/** What is about to be run. */
export interface PlannedRun {
  readonly definition: GeneratorDefinition;
  readonly branch: BranchInUse;
  /** Undefined for all members of the group. */
  readonly targets: readonly Member[] | undefined;
  /** Ids that were asked for and are no members. */
  readonly strangers: readonly string[];
  /** What the files say of the generator; undefined when they do not have it. */
  readonly objects: GeneratorObjects | undefined;
}

export interface PreflightOptions {
  readonly transport: Transport;
  readonly run: PlannedRun;
  /** Holds the files at hand against a commit. */
  readonly compareLocal: (commit: string | undefined) => Promise<LocalCode>;
  readonly signal: AbortSignal;
}

/** The generic of the documented pattern; other targets are known from the code. */
const targetGeneric = 'GeneratorTarget';

/**
 * Reads what has to be known before a run, one request after the other. What cannot be read becomes a sentence; rejects
 * with an `InfrahubError` only when it was cancelled, or when nothing can be read with this token.
 */
export async function readPreflight({ transport, run, compareLocal, signal }: PreflightOptions): Promise<BeforeRun> {
  const { definition, branch, targets, strangers, objects } = run;
  const call = { branch: branch.name, signal };
  const failures: string[] = [];

  async function ifTold<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof InfrahubError) || endsAll(error)) throw error;
      failures.push(error.message);
      return undefined;
    }
  }

  /** Those of some members that the rules or the groups of the server show as targets. */
  async function serverTargets(
    members: readonly Member[],
    kinds: ServerSchema | undefined,
  ): Promise<ReadonlySet<string>> {
    if (members.length === 0) return new Set();
    const rules = await ruleTargets(transport, { signal });
    const byRules = new Set(rules.found.flatMap((kind) => kinds?.heirs.get(kind) ?? [kind]));
    const ids = members.map(({ id }) => id);
    const groups = await targetsByGroup(transport, ids, call);
    failures.push(...rules.gaps, ...groups.gaps);
    return new Set([...groups.found, ...members.flatMap(({ id, kind }) => (byRules.has(kind) ? [id] : []))]);
  }

  const alive = await ifTold(() => transport.run(workers, {}, { signal }));
  const configuring = await ifTold(() => transport.run(tasks, unfinishedConfiguration, { signal }));
  const here = await ifTold(() => commitOf(transport, definition, call));
  const onDefault = branch.isDefault ? undefined : await ifTold(() => commitOf(transport, definition, { signal }));
  const kinds = await ifTold(() => transport.get(schema, undefined, call));
  const wish = { definition: definition.name, parameters: definition.parameters, targets };
  const tracked = await ifTold(() => readTracked(transport, wish, call));
  if (tracked?.isWhole === false) failures.push(cutTracking);
  const local = await compareLocal(here?.commit);
  const targetKinds = new Set([
    ...(kinds?.heirs.get(targetGeneric) ?? []),
    ...(objects?.signals ?? []),
    ...(objects?.otherTargets ?? []),
    ...(objects?.otherSignals ?? []),
  ]);
  const unexplained = unexplainedBy(objects, tracked).filter(({ kind }) => !targetKinds.has(kind));
  const targetIds = await ifTold(() => serverTargets(unexplained, kinds));
  const touched = [
    ...(objects?.signals ?? []),
    ...(objects?.creates ?? []),
    ...(objects?.otherWrites ?? []),
    ...(tracked?.groups ?? []).flatMap(({ members }) => members.map(({ kind }) => kind)),
  ];
  const agnosticKinds = [...new Set(touched.filter((kind) => kinds?.agnostic.has(kind)))].toSorted();
  const isKnown = objects?.isOpen === false && objects.keeps !== undefined && tracked?.isWhole === true;
  const others = isKnown ? [] : [...(kinds?.agnostic ?? [])].filter((kind) => !ownKind.test(kind));
  const lacksWorker = alive !== undefined && lacksTaskWorker(alive);
  return {
    lacksWorker,
    lostProcesses: lacksWorker ? 0 : (alive?.gone ?? 0),
    configuring: configuring?.count ?? 0,
    here,
    onDefault,
    local,
    tracked,
    objects,
    targetKinds,
    targetIds: targetIds ?? new Set(),
    agnosticKinds,
    otherAgnosticKinds: others.filter((kind) => !agnosticKinds.includes(kind)).toSorted(),
    knowsAgnosticKinds: kinds !== undefined,
    strangers,
    failures,
  };
}

/** The namespaces in which Infrahub has agnostic kinds itself; schemas cannot add to them (facts/versions). */
const ownKind = /^(?:Core|Internal)[A-Z]/;

/** What it tracks though nothing in its code, as far as that is known, makes or keeps it. */
function unexplainedBy(objects: GeneratorObjects | undefined, tracked: Tracked | undefined): readonly Member[] {
  const explained = new Set([...(objects?.creates ?? []), ...(objects?.keeps ?? [])]);
  return (tracked?.groups ?? []).flatMap(({ members }) => members).filter(({ kind }) => !explained.has(kind));
}

const cutTracking =
  'The tracking groups of the generator hold more than is read here: what a run may delete is not all shown.';

const unfinishedConfiguration = {
  workflow: ['configure-action-rules'],
  state: ['SCHEDULED' as const, 'PENDING' as const, 'RUNNING' as const],
  offset: 0,
  limit: 1,
};

async function commitOf(
  transport: Transport,
  { repository }: GeneratorDefinition,
  call: CallOptions,
): Promise<RepositoryCommit | undefined> {
  if (!repository) return undefined;
  const [found] = await transport.run(repositoryCommits, { ids: [repository.id] }, call);
  return found;
}

/** What every further question would meet too. */
function endsAll({ problem }: InfrahubError): boolean {
  const kinds: readonly string[] = [
    'cancelled',
    'unauthorized',
    'unusable-token',
    'refused',
    'unreachable',
    'unknown-branch',
  ];
  return kinds.includes(problem.kind);
}

import { InfrahubError } from './infrahubError';
import type { GeneratorObjects } from '../protocol/generatorObjects';
import type { Branch } from './operations/branches';
import { generatorOfGroup } from './trackingGroupName';
import { plainText } from './plainText';
import { memberTargets, ruleTargets } from './serverTargets';
import { readTrackingGroups, type ListedGroup, type ReadPart } from './readTrackingGroups';
import { schema, schemaHash, type ServerSchema } from './operations/schema';
import type { Member } from './operations/trackingGroups';
import type { Transport } from './transport';

/** What to look for. */
export interface UntrackWish {
  readonly branches: readonly Branch[];
  /** Kinds that the user named; none: the heirs of the generics, and targets by the files and the server. */
  readonly kinds: readonly string[];
  /** Generics whose heirs are targets, such as `GeneratorTarget`. */
  readonly generics: readonly string[];
  /** What the files at hand say about generators. */
  readonly generators: readonly GeneratorObjects[];
  /** Only groups of these generators; none: of all. */
  readonly onlyGenerators?: readonly string[];
  /** Only these objects, by id; missing: all. */
  readonly onlyObjects?: readonly string[];
}

/** Objects to take out of one group. */
export interface UntrackStep {
  readonly branch: Branch;
  readonly group: GroupName;
  readonly targets: readonly Member[];
}

export interface GroupName {
  readonly id: string;
  readonly name: string;
  /** The definition that it belongs to; undefined when the name does not say. */
  readonly generator: string | undefined;
  /** `key: value` of the parameters. */
  readonly parameters: string;
}

/** Why targets stay where they are: the generator makes them itself, or nothing shows whether it does. */
export type SkipReason = 'creates' | 'unsure';

export interface SkippedTargets {
  readonly branch: Branch;
  readonly group: GroupName;
  readonly kind: string;
  readonly count: number;
  readonly reason: SkipReason;
}

/** The tracking groups of a branch, or the members of one of them or of a group of targets, that were read. */
export interface CutRead extends ReadPart {
  readonly branch: Branch;
  /** Name; undefined for the list of groups itself. */
  readonly group: string | undefined;
}

export interface UntrackPlan {
  readonly steps: readonly UntrackStep[];
  readonly skipped: readonly SkippedTargets[];
  /** Branches that could not be read. */
  readonly failures: readonly { readonly branch: Branch; readonly error: InfrahubError }[];
  /** What was not looked through, because there is too much of it. */
  readonly cut: readonly CutRead[];
  /** Sentences about targets that the server does not tell of: there may be more. */
  readonly gaps: readonly string[];
  /** Kinds looked for, on any branch. */
  readonly kinds: readonly string[];
  /** Those of them whose objects are the same on every branch: what happens to them on one branch happens on all. */
  readonly agnosticKinds: readonly string[];
}

export interface PlanOptions {
  readonly signal?: AbortSignal;
  /** Called before each branch. */
  readonly onBranch?: (branch: Branch) => void;
}

/**
 * Finds the signal targets among the members of the tracking groups of each branch (facts 1a): each of them is deleted
 * by the next run that does not save it. A branch that cannot be read becomes a failure of the plan; rejects with an
 * `InfrahubError` only when cancelled.
 */
export async function planUntrack(
  transport: Transport,
  wish: UntrackWish,
  { signal, onBranch }: PlanOptions = {},
): Promise<UntrackPlan> {
  const schemas = new Map<string, ServerSchema>();
  const steps: UntrackStep[] = [];
  const skipped: SkippedTargets[] = [];
  const failures: UntrackPlan['failures'][number][] = [];
  const cut: CutRead[] = [];
  const kinds = new Set<string>();
  const agnostic = new Set<string>();
  const isNamed = wish.kinds.length > 0;
  const gaps: string[] = [];
  let byRules: readonly string[] | undefined;
  for (const branch of wish.branches) {
    onBranch?.(branch);
    try {
      const call = { branch: branch.name, signal };
      const hash = await transport.get(schemaHash, undefined, call);
      const found = schemas.get(hash) ?? (await transport.get(schema, undefined, call));
      schemas.set(hash, found);
      if (!isNamed && byRules === undefined) {
        const shown = await ruleTargets(transport, { signal });
        byRules = shown.found;
        gaps.push(...shown.gaps);
      }
      const wanted = wantedKinds(wish, found, byRules ?? []);
      const byGroups = isNamed ? undefined : await memberTargets(transport, call);
      for (const member of byGroups?.found ?? []) wanted.members.set(member.id, member.kind);
      cut.push(...(byGroups?.cut ?? []).map((part) => ({ branch, ...part })));
      gaps.push(...(byGroups?.gaps ?? []));
      for (const kind of [...wanted.all, ...wanted.members.values()]) {
        kinds.add(kind);
        if (found.agnostic.has(kind)) agnostic.add(kind);
      }
      if (wanted.all.size + wanted.members.size === 0) continue;
      const onCut = (part: ReadPart): void => void cut.push({ branch, group: undefined, ...part });
      for await (const group of readTrackingGroups(transport, found, { ...call, onCut })) {
        const { name, memberCount: count, members, isCut } = group;
        if (isCut) cut.push({ branch, group: name, read: members.length, count });
        const sorted = sortMembers(group, wanted, wish);
        if (sorted.targets.length > 0) steps.push({ branch, group: sorted.group, targets: sorted.targets });
        skipped.push(...sorted.skipped.map((each) => ({ branch, group: sorted.group, ...each })));
      }
    } catch (error) {
      if (!(error instanceof InfrahubError) || error.problem.kind === 'cancelled') throw error;
      failures.push({ branch, error });
    }
  }
  const all = { kinds: [...kinds].toSorted(), agnosticKinds: [...agnostic].toSorted() };
  return { steps, skipped, failures, cut, gaps, ...all };
}

interface Wanted {
  readonly all: ReadonlySet<string>;
  /** Those of them that are named, inherit a generic or are signalled. */
  readonly plain: ReadonlySet<string>;
  /** Targets by rules and by the files. */
  readonly others: ReadonlySet<string>;
  /** Members of groups of targets: their kinds by id. What else is of such a kind is no target for that. */
  readonly members: Map<string, string>;
}

/** `served`: targets as the server shows them; generics stand for their heirs. */
function wantedKinds(
  { kinds, generics, generators }: UntrackWish,
  { heirs, kinds: existing }: ServerSchema,
  served: readonly string[],
): Wanted {
  const heirsOf = (names: readonly string[]): string[] => names.flatMap((name) => heirs.get(name) ?? [name]);
  if (kinds.length > 0) {
    const named = new Set(heirsOf(kinds).filter((name) => !heirs.has(name)));
    return { all: named, plain: named, others: new Set(), members: new Map() };
  }
  // What the branch does not know it has no objects of.
  const concrete = (names: readonly string[]): string[] => heirsOf(names).filter((name) => existing.has(name));
  const plain = concrete([...generics, ...generators.flatMap(({ signals }) => signals)]);
  const others = concrete([...generators.flatMap(({ otherTargets }) => otherTargets ?? []), ...served]);
  const own = concrete(generators.flatMap(({ otherSignals }) => otherSignals ?? []));
  const all = new Set([...plain, ...others, ...own]);
  return { all, plain: new Set(plain), others: new Set(others), members: new Map() };
}

interface SortedMembers {
  readonly group: GroupName;
  readonly targets: readonly Member[];
  readonly skipped: readonly Pick<SkippedTargets, 'kind' | 'count' | 'reason'>[];
}

function sortMembers(listed: ListedGroup, wanted: Wanted, wish: UntrackWish): SortedMembers {
  const names = wish.generators.map(({ name }) => name);
  const generator = generatorOfGroup(listed.name, names);
  const { id, name, description } = listed;
  const group: GroupName = { id, name, generator, parameters: description };
  const only = wish.onlyGenerators ?? [];
  const isAsked = only.length === 0 || (generator !== undefined && only.includes(generator));
  if (!isAsked) return { group, targets: [], skipped: [] };
  const known = wish.generators.find((each) => each.name === generator);
  const targets: Member[] = [];
  const counts = new Map<string, { reason: SkipReason; count: number }>();
  for (const member of listed.members) {
    const isTarget = wanted.all.has(member.kind) || wanted.members.has(member.id);
    if (!isTarget || wish.onlyObjects?.includes(member.id) === false) continue;
    if (!wanted.plain.has(member.kind) && known && isKept(member, known, wanted)) continue;
    const reason = skipReason(member.kind, known, wish.kinds.length > 0);
    if (reason === undefined) targets.push(member);
    else counts.set(member.kind, { reason, count: (counts.get(member.kind)?.count ?? 0) + 1 });
  }
  return { group, targets, skipped: [...counts].map(([kind, rest]) => ({ kind, ...rest })) };
}

/** What it saves with tracking, for all that is known, is in its group with good reason. */
function isKept({ id, kind }: Member, known: GeneratorObjects, { others, members }: Wanted): boolean {
  const { creates, otherTargets, otherSignals, keeps, isOpen } = known;
  if (isOpen || creates.includes(kind) || otherTargets?.includes(kind) || otherSignals?.includes(kind)) return false;
  return !(others.has(kind) || members.has(id)) || !keeps || keeps.includes(kind);
}

/**
 * Objects that the generator makes stay its own, whoever asks. Without proof that it only writes to them, they are
 * untracked only when their kind was named.
 */
function skipReason(kind: string, known: GeneratorObjects | undefined, isNamed: boolean): SkipReason | undefined {
  if (known?.creates.includes(kind)) return 'creates';
  if (isNamed || known?.signals.includes(kind)) return undefined;
  const { keeps, otherTargets, otherSignals, isOpen = true } = known ?? {};
  // Where any kind may be saved with tracking, it may be its own.
  const isJudged = keeps !== undefined || otherTargets?.includes(kind) || otherSignals?.includes(kind);
  return isJudged && !isOpen ? undefined : 'unsure';
}

/** What was left out, in a sentence. */
export function cutText({ branch, group, read, count }: CutRead): string {
  const what = group === undefined ? 'tracking groups' : `members of ${group}`;
  return plainText(`Only ${read} of the ${count} ${what} on branch ${branch.name} were looked at.`);
}

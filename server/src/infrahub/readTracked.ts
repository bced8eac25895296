import type { Operation } from './operation';
import { groupsContaining, groupsNamed, type NamedGroup } from './operations/namedGroups';
import type { Page } from './operations/page';
import { targetValues } from './operations/targetValues';
import { createMemberReader } from './readGroupMembers';
import { ifKnown } from './refusal';
import { trackingGroupKinds, type Member } from './operations/trackingGroups';
import { generatorOfGroup, trackingGroupName } from './trackingGroupName';
import type { CallOptions, Transport } from './transport';

/** Groups of one answer, and members of one group in one answer. */
const groupsPerPage = 50;
const membersPerPage = 200;

/** Targets that are looked up one by one; for more of them all groups of the generator are read. */
const maxTargets = 200;

/** All groups of one generator that are read: 40 requests. */
const maxGroups = 2000;

export interface TrackedWish {
  readonly definition: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The targets of a run; undefined for all. */
  readonly targets: readonly Member[] | undefined;
}

/** What a generator made, group by group, on one branch. */
export interface Tracked {
  readonly groups: readonly TrackedGroup[];
  /** False when there are more groups, or members of one, than are read. */
  readonly isWhole: boolean;
}

export interface TrackedGroup {
  readonly id: string;
  readonly name: string;
  /** The target whose runs write the group; undefined when all groups were read. */
  readonly target: Member | undefined;
  readonly members: readonly Member[];
}

/** Reads the tracking groups of a generator, for some targets or for all. Rejects with `InfrahubError`. */
export async function readTracked(transport: Transport, wish: TrackedWish, call: CallOptions): Promise<Tracked> {
  const named = wish.targets && wish.targets.length <= maxTargets ? await namesOf(transport, wish, call) : undefined;
  if (!named) return readAll(transport, wish, call);
  const groups: TrackedGroup[] = [];
  const membersOf = createMemberReader(transport, call);
  let isWhole = true;
  const names = [...named.keys()];
  for (let from = 0; from < names.length; from += groupsPerPage) {
    const variables = { names: names.slice(from, from + groupsPerPage), offset: 0, limit: 2 * groupsPerPage };
    const { items } = await transport.run(groupsNamed, { ...variables, members: membersPerPage }, call);
    for (const group of items.filter(isTracking)) {
      const { members, isCut } = await membersOf(group);
      if (isCut) isWhole = false;
      groups.push({ id: group.id, name: group.name, target: named.get(group.name), members });
    }
  }
  return { groups, isWhole };
}

/** Targets by the names of their groups; undefined when the names do not follow from what can be read. */
async function namesOf(
  transport: Transport,
  { definition, parameters, targets = [] }: TrackedWish,
  call: CallOptions,
): Promise<Map<string, Member> | undefined> {
  const names = new Map<string, Member>();
  for (const kind of new Set(targets.map((target) => target.kind))) {
    const operation = targetValues(kind, parameters);
    if (!operation) return undefined;
    const ofKind = targets.filter((target) => target.kind === kind);
    // The worker follows each peer by its own kind, a question only by the kind that the schema tells.
    const values = await ifKnown(transport.run(operation, { ids: ofKind.map(({ id }) => id) }, call));
    if (!values) return undefined;
    for (const target of ofKind) {
      const found = values.get(target.id);
      if (found) names.set(trackingGroupName(definition, found), target);
    }
  }
  return names;
}

async function readAll(transport: Transport, { definition }: TrackedWish, call: CallOptions): Promise<Tracked> {
  const operation: Operation<
    { text: string; offset: number; limit: number; members: number },
    Page<NamedGroup>
  > = groupsContaining;
  const groups: TrackedGroup[] = [];
  const membersOf = createMemberReader(transport, call);
  let isWhole = true;
  for (let offset = 0; offset < maxGroups; offset += groupsPerPage) {
    const variables = { text: definition, offset, limit: groupsPerPage, members: membersPerPage };
    const { count, items } = await transport.run(operation, variables, call);
    for (const group of items.filter(isTracking)) {
      // The filter is a part of the name: other generators may contain it too.
      if (generatorOfGroup(group.name, [definition]) !== definition) continue;
      const { members, isCut } = await membersOf(group);
      if (isCut) isWhole = false;
      groups.push({ id: group.id, name: group.name, target: undefined, members });
    }
    if (offset + groupsPerPage >= count || items.length === 0) return { groups, isWhole };
  }
  return { groups, isWhole: false };
}

function isTracking({ kind }: NamedGroup): boolean {
  return trackingGroupKinds.some((each) => each === kind);
}

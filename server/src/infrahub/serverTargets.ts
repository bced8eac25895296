import { describeProblem } from './infrahubError';
import { groupsWithIds } from './operations/namedGroups';
import type { Member } from './operations/trackingGroups';
import { plainText } from './plainText';
import { readDefinitions } from './readDefinitions';
import { createMemberReader } from './readGroupMembers';
import { readMembersAmong } from './readMembers';
import { readTriggers } from './readTriggers';
import { isRefusal } from './refusal';
import type { ReadPart } from './readTrackingGroups';
import type { CallOptions, Transport } from './transport';

/** What a server shows as targets. */
export interface ShownTargets<Item> {
  readonly found: readonly Item[];
  /** A sentence for each part that it does not tell, or that was not asked for because there is too much of it. */
  readonly gaps: readonly string[];
}

/**
 * Kinds whose events start a generator by a rule of the server, generics as they are named. Rules are the same on every
 * branch (facts 2). What the server or the account does not give is a gap; rejects with `InfrahubError` otherwise.
 */
export async function ruleTargets(transport: Transport, call: CallOptions): Promise<ShownTargets<string>> {
  const gaps: string[] = [];
  const asked = readTriggers(transport, call);
  const { rules, actions } = await asked.catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    // Triggers came to servers all at once: one that is older has none.
    if (error.problem.kind !== 'too-old') gaps.push(gapText('rules', call, describeProblem(error.problem)));
    return { rules: [], actions: [] };
  });
  const starts = new Set(actions.flatMap(({ id, kind }) => (kind === 'CoreGeneratorAction' ? [id] : [])));
  const kinds = rules.flatMap(({ kind, ids, fields }) => {
    const { node_kind: watched } = fields;
    const isStart = kind === 'CoreNodeTriggerRule' && ids['action'] !== undefined && starts.has(ids['action']);
    return isStart && watched !== undefined ? [watched] : [];
  });
  return { found: [...new Set(kinds)], gaps };
}

/** Groups of one answer, and members of one group in one answer. */
const groupsPerPage = 50;
const membersPerPage = 200;

/** A group of which not all members were read. */
interface CutGroup extends ReadPart {
  readonly group: string;
}

interface GroupTargets extends ShownTargets<Member> {
  readonly cut: readonly CutGroup[];
}

/**
 * The members of the target groups of the generators of a branch, as many of each group as are read of a tracking group.
 * What the server or the account does not give is a gap; rejects with `InfrahubError` otherwise.
 */
export async function memberTargets(transport: Transport, call: CallOptions): Promise<GroupTargets> {
  const found = new Map<string, Member>();
  const cut: CutGroup[] = [];
  const gaps = await gapsOfGroups(call, async () => {
    const ids = await targetGroups(transport, call);
    const membersOf = createMemberReader(transport, call);
    for (let at = 0; at < ids.length; at += groupsPerPage) {
      const page = { ids: ids.slice(at, at + groupsPerPage), offset: 0, limit: groupsPerPage, members: membersPerPage };
      const { items } = await transport.run(groupsWithIds, page, call);
      for (const group of items) {
        const { members, isCut } = await membersOf(group);
        for (const member of members) found.set(member.id, member);
        if (isCut) cut.push({ group: group.name, read: members.length, count: group.memberCount });
      }
    }
  });
  return { found: [...found.values()], cut, gaps };
}

/** As many objects are looked up: 10 requests. */
const maxObjects = 2000;

/** As many groups are asked for at once. */
const maxGroups = 100;

/**
 * Ids of those of some objects that are members of the target groups of the generators of a branch: of the first 2,000.
 * What the server or the account does not give is a gap, and more objects too; rejects with `InfrahubError` otherwise.
 */
export async function targetsByGroup(
  transport: Transport,
  ids: readonly string[],
  call: CallOptions,
): Promise<ShownTargets<string>> {
  const found = new Set<string>();
  const [all, looked] = [ids.length, ids.slice(0, maxObjects)];
  const gaps = await gapsOfGroups(call, async () => {
    const groups = await targetGroups(transport, call);
    for (let at = 0; at < groups.length; at += maxGroups) {
      const members = await readMembersAmong(transport, groups.slice(at, at + maxGroups), looked, call);
      for (const { id } of members) found.add(id);
    }
  });
  const cut = `Only the first ${maxObjects} of ${all} tracked objects were looked up in the groups of targets.`;
  return { found: [...found], gaps: all > maxObjects ? [...gaps, cut] : gaps };
}

async function targetGroups(transport: Transport, call: CallOptions): Promise<string[]> {
  const definitions = await readDefinitions(transport, call);
  return [...new Set(definitions.flatMap(({ targets }) => targets?.id ?? []))];
}

/** What was read before a refusal stays found. */
async function gapsOfGroups(call: CallOptions, read: () => Promise<void>): Promise<string[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return [gapText('groups', call, describeProblem(error.problem))];
  }
}

function gapText(what: 'rules' | 'groups', { branch }: CallOptions, reason: string): string {
  const where = branch === undefined ? '' : ` on branch ${branch}`;
  return `${plainText(`Targets that only ${what} of the server show are not known${where}`)}: ${reason}`;
}

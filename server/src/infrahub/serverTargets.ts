import { groupsWithIds } from './operations/namedGroups';
import { readDefinitions } from './readDefinitions';
import { readMembersAmong } from './readMembers';
import { readTriggers } from './readTriggers';
import { ifKnown } from './refusal';
import type { CallOptions, Transport } from './transport';

/**
 * Kinds whose events start a generator by a rule of the server, generics as they are named; none where the server does not
 * tell. Rules are the same on every branch (facts 2). Rejects with `InfrahubError`.
 */
export async function ruleTargets(transport: Transport, call: CallOptions): Promise<readonly string[]> {
  const { rules = [], actions = [] } = (await ifKnown(readTriggers(transport, call))) ?? {};
  const starts = new Set(actions.flatMap(({ id, kind }) => (kind === 'CoreGeneratorAction' ? [id] : [])));
  const kinds = rules.flatMap(({ kind, ids, fields }) => {
    const { node_kind: watched } = fields;
    const isStart = kind === 'CoreNodeTriggerRule' && ids['action'] !== undefined && starts.has(ids['action']);
    return isStart && watched !== undefined ? [watched] : [];
  });
  return [...new Set(kinds)];
}

const maxGroups = 100;
/** Members of one group tell its kinds; one that is not among the first is missed. */
const membersOfGroup = 50;

/**
 * Kinds of the members of the target groups of the generators of a branch: the first 50 members of the first 100 groups.
 * None where the server does not tell. Rejects with `InfrahubError`.
 */
export async function memberTargets(transport: Transport, call: CallOptions): Promise<readonly string[]> {
  const ids = await targetGroups(transport, call);
  if (ids.length === 0) return [];
  const page = { ids, offset: 0, limit: maxGroups, members: membersOfGroup };
  const { items = [] } = (await ifKnown(transport.run(groupsWithIds, page, call))) ?? {};
  return [...new Set(items.flatMap(({ members }) => members.map(({ kind }) => kind)))];
}

/** As many objects are looked up: 10 requests. */
const maxObjects = 2000;

/**
 * Ids of those of some objects that are members of the target groups of the generators of a branch: of the first 2,000, in
 * the first 100 groups. None where the server does not tell. Rejects with `InfrahubError`.
 */
export async function targetsByGroup(
  transport: Transport,
  ids: readonly string[],
  call: CallOptions,
): Promise<readonly string[]> {
  const groups = await targetGroups(transport, call);
  if (groups.length === 0) return [];
  const members = await ifKnown(readMembersAmong(transport, groups, ids.slice(0, maxObjects), call));
  return (members ?? []).map(({ id }) => id);
}

async function targetGroups(transport: Transport, call: CallOptions): Promise<string[]> {
  const definitions = (await ifKnown(readDefinitions(transport, call))) ?? [];
  return [...new Set(definitions.flatMap(({ targets }) => targets?.id ?? []))].slice(0, maxGroups);
}

import { membersAmong } from './operations/nodes';
import { groupMembers, type Member } from './operations/trackingGroups';
import type { CallOptions, Transport } from './transport';

const membersPerPage = 200;

/** Reads the members of a group up to a number, page by page. Rejects with `InfrahubError`. */
export async function readMembers(
  transport: Transport,
  group: string,
  { max, ...call }: CallOptions & { readonly max: number },
): Promise<readonly Member[]> {
  const all = new Map<string, Member>();
  for (let offset = 0; offset < max; offset += membersPerPage) {
    const { count, items } = await transport.run(groupMembers, { group, offset, limit: membersPerPage }, call);
    for (const member of items) all.set(member.id, member);
    if (items.length === 0 || offset + membersPerPage >= count) break;
  }
  return [...all.values()];
}

/** Those of some nodes that are members of one of up to 100 groups, however large. Rejects with `InfrahubError`. */
export async function readMembersAmong(
  transport: Transport,
  groups: readonly string[],
  ids: readonly string[],
  call: CallOptions,
): Promise<readonly Member[]> {
  const found: Member[] = [];
  for (let at = 0; at < ids.length; at += membersPerPage) {
    const some = ids.slice(at, at + membersPerPage);
    found.push(...(await transport.run(membersAmong, { groups: [...groups], ids: some }, call)));
  }
  return found;
}

import { groupMembers, type Member } from './operations/trackingGroups';
import type { CallOptions, Transport } from './transport';

const membersPerPage = 200;

/** Members of one group that are read: 25 requests. */
const maxMembers = 5000;

/** Requests for the members of all groups of one reading, besides those that come with the groups. */
const maxRequests = 500;

/** A group with the first 200 of its members. */
export interface BegunGroup {
  readonly id: string;
  readonly memberCount: number;
  readonly members: readonly Member[];
}

export interface ReadMembers {
  readonly members: readonly Member[];
  /** There are more than were read. */
  readonly isCut: boolean;
}

/**
 * Makes what reads the members of groups behind those that are known, page by page: 5,000 of one group at most, and
 * 100,000 of all. It rejects with `InfrahubError`.
 */
export function createMemberReader(
  transport: Transport,
  call: CallOptions,
): (group: BegunGroup) => Promise<ReadMembers> {
  let left = maxRequests;
  return async ({ id, memberCount, members }) => {
    const all = [...members];
    for (let offset = membersPerPage; offset < memberCount; offset += membersPerPage) {
      if (offset >= maxMembers || left === 0) return { members: all, isCut: true };
      left--;
      const { items } = await transport.run(groupMembers, { group: id, offset, limit: membersPerPage }, call);
      if (items.length === 0) break;
      all.push(...items);
    }
    return { members: all, isCut: false };
  };
}

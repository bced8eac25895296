import { groupMembers, trackingGroupKinds, trackingGroups, type Member } from './operations/trackingGroups';
import type { ServerSchema } from './operations/schema';
import type { CallOptions, Transport } from './transport';

/** Groups of one answer, and members of one group in one answer. */
const groupsPerPage = 50;
const membersPerPage = 200;

/** A tracking group with all its members. */
export interface ListedGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly members: readonly Member[];
}

/** Every tracking group of a branch, page by page; only of the kinds that the server has. */
export async function* readTrackingGroups(
  transport: Transport,
  { kinds }: ServerSchema,
  call: CallOptions,
): AsyncGenerator<ListedGroup> {
  for (const kind of trackingGroupKinds.filter((each) => kinds.has(each))) {
    for (let offset = 0; ; offset += groupsPerPage) {
      const variables = { offset, limit: groupsPerPage, members: membersPerPage };
      const page = await transport.run(trackingGroups[kind], variables, call);
      for (const { id, name, description, memberCount, members } of page.items) {
        const all = [...members];
        for (let next = membersPerPage; next < memberCount; next += membersPerPage) {
          const more = await transport.run(groupMembers, { group: id, offset: next, limit: membersPerPage }, call);
          if (more.items.length === 0) break;
          all.push(...more.items);
        }
        yield { id, name, description, members: all };
      }
      if (offset + groupsPerPage >= page.count || page.items.length === 0) break;
    }
  }
}

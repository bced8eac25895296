import { createMemberReader, type ReadMembers } from './readGroupMembers';
import { trackingGroupKinds, trackingGroups } from './operations/trackingGroups';
import type { ServerSchema } from './operations/schema';
import type { CallOptions, Transport } from './transport';

/** Groups of one answer, and members of one group in one answer. */
const groupsPerPage = 50;
const membersPerPage = 200;

/** Groups of one kind that are read: 200 requests. */
const maxTrackingGroups = 10_000;

/** A tracking group with its members. */
export interface ListedGroup extends ReadMembers {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** How many members it has. */
  readonly memberCount: number;
}

/** How much of a list was read. */
export interface ReadPart {
  readonly read: number;
  readonly count: number;
}

export interface ListOptions extends CallOptions {
  /** Called when there are more groups than are read. */
  readonly onCut: (part: ReadPart) => void;
}

/** The tracking groups of a branch, page by page, 10,000 of each kind at most; only of the kinds that the server has. */
export async function* readTrackingGroups(
  transport: Transport,
  { kinds }: ServerSchema,
  { onCut, ...call }: ListOptions,
): AsyncGenerator<ListedGroup> {
  const membersOf = createMemberReader(transport, call);
  for (const kind of trackingGroupKinds.filter((each) => kinds.has(each))) {
    for (let offset = 0; ; offset += groupsPerPage) {
      const variables = { offset, limit: groupsPerPage, members: membersPerPage };
      const page = await transport.run(trackingGroups[kind], variables, call);
      for (const group of page.items) {
        const { id, name, description, memberCount } = group;
        yield { id, name, description, memberCount, ...(await membersOf(group)) };
      }
      const read = offset + groupsPerPage;
      if (read >= page.count || page.items.length === 0) break;
      if (read >= maxTrackingGroups) {
        onCut({ read, count: page.count });
        break;
      }
    }
  }
}

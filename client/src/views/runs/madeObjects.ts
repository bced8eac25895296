import { groupsNamed } from '../../../../server/src/infrahub/operations/namedGroups';
import {
  groupMembers,
  trackingGroupKinds,
  type Member,
} from '../../../../server/src/infrahub/operations/trackingGroups';
import type { RunStep } from '../../../../server/src/infrahub/trace/trace';
import { trackingGroupName } from '../../../../server/src/infrahub/trackingGroupName';
import type { CallOptions, Transport } from '../../../../server/src/infrahub/transport';

/** An object that a run made, or what is told where there is none. */
export interface MadeObject {
  readonly kind: 'object';
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
}

/** Members of one answer, and all that are shown of one run. */
const membersPerPage = 200;
const maxMembers = 1000;

export interface MadeObjects {
  readonly members: readonly Member[];
  /** How many there are; more than are listed when there are very many. */
  readonly count: number;
}

/** What the generator owns for the target of a run: the members of its tracking group (facts 1). */
export async function readMadeObjects(
  transport: Transport,
  { definition, variables }: Pick<RunStep, 'definition' | 'variables'>,
  call: CallOptions,
): Promise<MadeObjects> {
  if (variables === undefined) return { members: [], count: 0 };
  const names = [trackingGroupName(definition.name, variables)];
  const { items } = await transport.run(groupsNamed, { names, offset: 0, limit: 10, members: membersPerPage }, call);
  const members: Member[] = [];
  let count = 0;
  // When `execute_after_merge` was changed there are two of them, of different kinds (facts 1).
  for (const group of items.filter(({ kind }) => trackingGroupKinds.some((each) => each === kind))) {
    count += group.memberCount;
    members.push(...group.members);
    for (let offset = membersPerPage; offset < Math.min(group.memberCount, maxMembers); offset += membersPerPage) {
      const page = await transport.run(groupMembers, { group: group.id, offset, limit: membersPerPage }, call);
      members.push(...page.items);
      if (page.items.length === 0) break;
    }
  }
  return { members, count };
}

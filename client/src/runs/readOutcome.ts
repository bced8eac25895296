import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import {
  existingNodes,
  existingNodesWithoutTimes,
  type ExistingNode,
} from '../../../server/src/infrahub/operations/nodes';
import { readTracked, type Tracked, type TrackedWish } from '../../../server/src/infrahub/readTracked';
import type { CallOptions, Transport } from '../../../server/src/infrahub/transport';
import { changedIds, compareTracked, type ObjectChanges } from './outcome';

const idsPerRequest = 200;

export interface RunBefore {
  readonly tracked: Tracked;
  /** When the run was asked for, ISO 8601. */
  readonly since: string;
}

/** Reads what became of the objects of a generator since a run was asked for. Rejects with `InfrahubError`. */
export async function readOutcome(
  transport: Transport,
  wish: TrackedWish,
  { tracked: before, since }: RunBefore,
  call: CallOptions,
): Promise<ObjectChanges> {
  const after = await readTracked(transport, wish, call);
  const existing = await readExisting(transport, changedIds(before, after), call);
  return compareTracked({ before, after, existing, since });
}

async function readExisting(
  transport: Transport,
  ids: readonly string[],
  call: CallOptions,
): Promise<readonly ExistingNode[]> {
  const found: ExistingNode[] = [];
  let operation = existingNodes;
  for (let from = 0; from < ids.length; from += idsPerRequest) {
    const variables = { ids: ids.slice(from, from + idsPerRequest) };
    try {
      found.push(...(await transport.run(operation, variables, call)));
    } catch (error) {
      if (operation !== existingNodes || !(error instanceof InfrahubError) || error.problem.kind !== 'graphql')
        throw error;
      operation = existingNodesWithoutTimes;
      from -= idsPerRequest;
    }
  }
  return found;
}

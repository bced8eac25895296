import { targetValues } from '../../../server/src/infrahub/operations/targetValues';
import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import { readTracked, type Tracked, type TrackedWish } from '../../../server/src/infrahub/readTracked';
import type { CallOptions, Transport } from '../../../server/src/infrahub/transport';
import type { ExpectedObjects } from '../../../server/src/protocol/generatorObjects';

/** How many objects of a kind the targets of a run have, and how many their attributes ask for. */
export interface ObjectCount {
  readonly kind: string;
  readonly found: number;
  readonly expected: number;
  /** The attributes of the targets that say so. */
  readonly attributes: readonly string[];
}

/** Targets that are looked at; their groups are read by name. */
const maxTargets = 200;

export interface CountWish {
  readonly tracked: Pick<TrackedWish, 'definition' | 'parameters'>;
  readonly expects: readonly ExpectedObjects[];
  /** Ids of the targets for which the run is done. */
  readonly done: readonly string[];
}

/**
 * Holds what the targets have after a run against what they ask for; nothing where that is not known, of more than 200
 * targets too. Rejects with `InfrahubError`.
 */
export async function readObjectCounts(
  transport: Transport,
  { tracked, expects, done }: CountWish,
  call: CallOptions,
): Promise<ObjectCount[]> {
  if (done.length === 0 || done.length > maxTargets) return [];
  const counts: ObjectCount[] = [];
  for (const targetKind of new Set(expects.map((each) => each.targetKind))) {
    const ofKind = expects.filter((each) => each.targetKind === targetKind);
    const attributes = [...new Set(ofKind.flatMap((each) => each.attributes))];
    const paths = Object.fromEntries(attributes.map((name) => [name, `${name}__value`]));
    const operation = targetValues(targetKind, paths);
    if (!operation) continue;
    const values = await transport.run(operation, { ids: [...done] }, call);
    const targets = [...values.keys()].map((id): Member => ({ id, kind: targetKind, name: id }));
    // Of targets of another kind nobody knows what they ask for.
    if (targets.length !== done.length) continue;
    const after = await readTracked(transport, { ...tracked, targets }, call);
    for (const { kind, attributes: summands } of ofKind) {
      const expected = sum([...values.values()].flatMap((value) => summands.map((name) => value[name])));
      if (expected === undefined || !after.isWhole || !isByTarget(after)) continue;
      counts.push({ kind, expected, found: membersOf(after, kind), attributes: summands });
    }
  }
  return counts;
}

/** Undefined when one of them is no number. */
function sum(values: readonly unknown[]): number | undefined {
  let all = 0;
  for (const value of values) {
    if (typeof value !== 'number') return undefined;
    all += value;
  }
  return all;
}

/** Without the names of their groups nobody knows which objects the targets have. */
function isByTarget({ groups }: Tracked): boolean {
  return groups.every(({ target }) => target !== undefined);
}

function membersOf({ groups }: Tracked, kind: string): number {
  const members = groups.flatMap((group) => (group.target ? group.members : []));
  return new Set(members.filter((member) => member.kind === kind).map(({ id }) => id)).size;
}

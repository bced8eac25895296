import { perObject } from '../../base/perObject';
import type { Generator } from '../project/generatorIndex';
import { allSides, sidesOf, type BranchSides } from './branchSides';
import type { Cascade } from './cascade';
import type { Write } from './cause';

/** Names of the generators that code starts. */
const dispatchedBy = perObject(
  (writes: readonly Write[]): ReadonlySet<string> =>
    new Set(writes.flatMap(({ cause }) => (cause.type === 'dispatch' ? [cause.generator] : []))),
);

/**
 * On which branches something in the files runs the generator: its rules, proposed changes (the other branches), merges
 * (the default one). One that nothing runs, or that code starts, may run anywhere.
 */
export function runSides(generator: Generator, { triggered, writes }: Cascade): BranchSides {
  const { executeInProposedChange, executeAfterMerge } = generator.definition;
  const rules = triggered.get(generator);
  if (!rules || dispatchedBy(writes).has(generator.name)) return allSides;
  return allSides.filter(
    (side) =>
      (side === 'other' ? executeInProposedChange : executeAfterMerge) ||
      rules.some((rule) => sidesOf(rule).includes(side)),
  );
}

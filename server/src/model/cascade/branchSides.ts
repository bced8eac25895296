import type { TriggerRule } from '../triggers/triggers';

/** Where something happens: on the default branch, or on any other one. */
export type BranchSide = 'default' | 'other';

export type BranchSides = readonly BranchSide[];

export const allSides: BranchSides = ['default', 'other'];

/** Where a rule fires (facts 2); a scope that the server refuses excludes nothing. */
export function sidesOf({ branchScope }: TriggerRule): BranchSides {
  switch (branchScope?.value ?? 'default_branch') {
    case 'default_branch':
      return ['default'];
    case 'other_branches':
      return ['other'];
    default:
      return allSides;
  }
}

/** Where both happen. */
export function commonSides(a: BranchSides, b: BranchSides): BranchSides {
  return a.filter((side) => b.includes(side));
}

import type { Site } from './facts';

/** True when a run that comes to `first` may come to `later` afterwards: it stands behind it, and not in another arm. */
export function mayFollow(first: Pick<Site, 'order' | 'branch'>, later: Pick<Site, 'order' | 'branch'>): boolean {
  return later.order > first.order && !areExclusive(first.branch, later.branch);
}

/** Both stand in different arms of one statement. */
function areExclusive(one: readonly number[], other: readonly number[]): boolean {
  for (let at = 0; at + 1 < one.length && at + 1 < other.length; at += 2) {
    if (one[at] !== other[at]) return false;
    if (one[at + 1] !== other[at + 1]) return true;
  }
  return false;
}

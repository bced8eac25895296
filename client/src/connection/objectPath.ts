import type { BranchInUse } from './branchChoice';

/** The page of an object below the web interface of its server; on the branch, where that is not the default one. */
export function objectPath({ kind, id }: { readonly kind: string; readonly id: string }, branch?: BranchInUse): string {
  const query = branch && !branch.isDefault ? `?branch=${encodeURIComponent(branch.name)}` : '';
  return `/objects/${encodeURIComponent(kind)}/${encodeURIComponent(id)}${query}`;
}

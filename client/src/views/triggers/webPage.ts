import type { BranchInUse } from '../../connection/branchChoice';
import type { Server } from '../../connection/servers';
import { webRoot } from '../../connection/webRoot';

/** The page of an object in Infrahub's web interface; undefined when its address is none for a browser. */
export function webPage(
  server: Pick<Server, 'address' | 'webAddress'>,
  { kind, id }: { readonly kind: string; readonly id: string },
  branch?: BranchInUse,
): string | undefined {
  const root = webRoot(server);
  const query = branch && !branch.isDefault ? `?branch=${encodeURIComponent(branch.name)}` : '';
  return root && `${root}/objects/${encodeURIComponent(kind)}/${encodeURIComponent(id)}${query}`;
}

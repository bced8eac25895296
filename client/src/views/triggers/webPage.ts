import { readAddress } from '../../../../server/src/infrahub/address';
import type { Server } from '../../connection/servers';

/** The page of an object in Infrahub's web interface; undefined when its address is none for a browser. */
export function webPage(server: Pick<Server, 'address' | 'webAddress'>, kind: string, id: string): string | undefined {
  const read = server.webAddress ? readAddress(server.webAddress) : { ok: true as const, address: server.address };
  if (!read.ok) return undefined;
  return `${read.address.base}/objects/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
}

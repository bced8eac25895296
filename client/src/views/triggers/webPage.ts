import type { Server } from '../../connection/servers';
import { webRoot } from '../../connection/webRoot';

/** The page of an object in Infrahub's web interface; undefined when its address is none for a browser. */
export function webPage(server: Pick<Server, 'address' | 'webAddress'>, kind: string, id: string): string | undefined {
  const root = webRoot(server);
  return root && `${root}/objects/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
}

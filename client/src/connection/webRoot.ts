import { readAddress } from '../../../server/src/infrahub/address';
import type { Server } from './servers';

/** Where the web interface of a server is, without a slash at its end; undefined for no address of a browser. */
export function webRoot({ address, webAddress }: Pick<Server, 'address' | 'webAddress'>): string | undefined {
  if (!webAddress) return address.base;
  const read = readAddress(webAddress);
  return read.ok ? read.address.base : undefined;
}

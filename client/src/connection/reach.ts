import type { Transport } from '../../../server/src/infrahub/transport';
import type { Connection } from './connect';
import type { Server } from './servers';

/** A server that may be asked. */
export interface Reached {
  readonly server: Server;
  readonly transport: Transport;
}

/** The server in use; asks for one, and for a token, where there is none yet, and makes it the one in use. */
export async function reachServer(connection: Connection, placeholder: string): Promise<Reached | undefined> {
  // A server that does not answer is reached all the same: what is asked next says what is wrong.
  const access = await connection.access().catch(() => undefined);
  if (access && 'transport' in access) return access;
  const known = access?.kind === 'signedOut' ? access.server : undefined;
  const server = known ?? (await connection.pickServer(placeholder));
  const transport = server && (await connection.open(server));
  if (!server || !transport) return undefined;
  await connection.choose(server);
  return { server, transport };
}

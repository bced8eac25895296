import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startServer, type Handler, type TestServer } from './startServer';

const certificate = (name: string): string => readFileSync(join(import.meta.dirname, 'certificates', name), 'utf8');

/** The authority that the certificate of an encrypted test server is signed by. */
export const testAuthority = certificate('ca.pem');

/** A server on this machine until the test is over. */
export async function serve(handler: Handler, { secure = false } = {}): Promise<TestServer> {
  const identity = { key: certificate('server.key'), cert: certificate('server.pem') };
  const server = await startServer(handler, secure ? identity : undefined);
  onTestFinished(() => server.close());
  return server;
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isReadableOnTheWay, readAddress, type ServerAddress } from '../infrahub/address';
import { InfrahubError } from '../infrahub/infrahubError';
import { openSession } from '../infrahub/openSession';
import { environmentProxy, isTrue } from '../infrahub/proxy';
import { createFetch } from '../infrahub/tlsFetch';
import { createTransport, type Fetch, type Transport } from '../infrahub/transport';
import { findHomeServer, type HomeServer } from './homeServer';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** How to reach a server, as the command line says. */
export interface AccessOptions {
  readonly server: string | undefined;
  readonly tokenEnv: string | undefined;
  readonly caFile: string | undefined;
  readonly insecure: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The way to the server that was named, else to that of `INFRAHUB_ADDRESS`, else to that of infrahubctl's file. A token
 * comes from the environment or from that file and goes to no other server than the one it is given with; user name and
 * password of the environment stand in for it. Throws `UsageError`.
 */
export async function openTransport(options: AccessOptions, env: Environment, terminal: Terminal): Promise<Transport> {
  const home = await findHomeServer(env, terminal.cwd);
  const named = options.server ?? home?.address;
  if (!named) throw new UsageError('Name the server with --server, or set INFRAHUB_ADDRESS.');
  const address = addressOf(named, options.server === undefined ? (home?.source ?? '') : '--server');
  const token = tokenFor(address, options, { env, home });
  const credentials = token === undefined && options.server === undefined ? home?.credentials : undefined;
  if ((token ?? credentials) !== undefined && isReadableOnTheWay(address)) {
    const secret = credentials ? 'password' : 'token';
    terminal.error(`warning: the ${secret} is sent to ${address.origin} unencrypted. Use https.`);
  }
  const fetch = await fetchFor(address, options, { env, terminal });
  if (!credentials) return createTransport({ address, token, fetch });
  return openSession({ address, fetch }, credentials).catch((error: unknown) => {
    throw error instanceof InfrahubError ? new UsageError(error.message) : error;
  });
}

interface Surroundings {
  readonly env: Environment;
  readonly terminal: Terminal;
}

async function fetchFor(
  address: ServerAddress,
  options: AccessOptions,
  { env, terminal }: Surroundings,
): Promise<Fetch> {
  const caFile = options.caFile ?? (env['INFRAHUB_TLS_CA_FILE'] || undefined);
  const insecure = options.insecure || isTrue(env['INFRAHUB_TLS_INSECURE']);
  if (insecure && address.isEncrypted) {
    terminal.error(`warning: the certificate of ${address.origin} is not checked.`);
  }
  const ca = caFile === undefined ? undefined : await readCa(resolve(terminal.cwd, caFile), caFile);
  try {
    return createFetch({ ca, insecure, proxy: environmentProxy(address, env) });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function addressOf(text: string, source: string): ServerAddress {
  const read = readAddress(text);
  if (read.ok) return read.address;
  throw new UsageError(`${source}: ${read.reason}`);
}

interface Given {
  readonly env: Environment;
  readonly home: HomeServer | undefined;
}

function tokenFor(
  { origin }: ServerAddress,
  { server, tokenEnv }: AccessOptions,
  { env, home }: Given,
): string | undefined {
  const isOfFile = server === undefined && home?.source !== 'INFRAHUB_ADDRESS';
  if (tokenEnv !== undefined) {
    const token = env[tokenEnv];
    if (!token) throw new UsageError(`The environment variable ${tokenEnv} is not set.`);
    if (!isOfFile) return token;
    throw new UsageError(`${tokenEnv} is not sent to the server that ${home?.source} names. Name it with --server.`);
  }
  if (server === undefined) {
    if (!isOfFile || home?.token !== undefined || !env['INFRAHUB_API_TOKEN']) return home?.token;
    throw new UsageError(
      `INFRAHUB_API_TOKEN is not sent to the server that ${home?.source} names. Set INFRAHUB_ADDRESS too.`,
    );
  }
  const token = env['INFRAHUB_API_TOKEN'] || undefined;
  const homeAddress = readAddress(env['INFRAHUB_ADDRESS'] ?? '');
  if (token === undefined || !env['INFRAHUB_ADDRESS']) return token;
  if (homeAddress.ok && homeAddress.address.origin === origin) return token;
  throw new UsageError(
    `INFRAHUB_API_TOKEN belongs to the server of INFRAHUB_ADDRESS and is not sent to ${origin}. ` +
      'Name the variable with the token of that server: --token-env NAME.',
  );
}

async function readCa(path: string, named: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text?.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UsageError(`${named} ${text === undefined ? 'cannot be read' : 'holds no PEM certificate'}.`);
}

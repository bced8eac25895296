import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isReadableOnTheWay, readAddress, type ServerAddress } from '../infrahub/address';
import { createFetch } from '../infrahub/tlsFetch';
import { createTransport, type Transport } from '../infrahub/transport';
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
 * The way to the server that was named, else to `INFRAHUB_ADDRESS`. The token comes from the environment only, and that
 * of `INFRAHUB_API_TOKEN` goes to no other server than that of `INFRAHUB_ADDRESS`. Throws `UsageError`.
 */
export async function openTransport(options: AccessOptions, env: Environment, terminal: Terminal): Promise<Transport> {
  const named = options.server ?? env['INFRAHUB_ADDRESS'];
  if (!named) throw new UsageError('Name the server with --server, or set INFRAHUB_ADDRESS.');
  const address = addressOf(named, options.server === undefined ? 'INFRAHUB_ADDRESS' : '--server');
  const token = tokenFor(address, options, env);
  if (token !== undefined && isReadableOnTheWay(address)) {
    terminal.error(`warning: the token is sent to ${address.origin} unencrypted. Use https.`);
  }
  const caFile = options.caFile ?? (env['INFRAHUB_TLS_CA_FILE'] || undefined);
  const insecure = options.insecure || /^(1|true|yes|on)$/i.test(env['INFRAHUB_TLS_INSECURE'] ?? '');
  if (insecure && address.isEncrypted) {
    terminal.error(`warning: the certificate of ${address.origin} is not checked.`);
  }
  const ca = caFile === undefined ? undefined : await readCa(resolve(terminal.cwd, caFile), caFile);
  return createTransport({ address, token, fetch: createFetch({ ca, insecure }) });
}

function addressOf(text: string, source: string): ServerAddress {
  const read = readAddress(text);
  if (read.ok) return read.address;
  throw new UsageError(`${source}: ${read.reason}`);
}

function tokenFor(
  { origin }: ServerAddress,
  { server, tokenEnv }: AccessOptions,
  env: Environment,
): string | undefined {
  if (tokenEnv !== undefined) {
    const token = env[tokenEnv];
    if (!token) throw new UsageError(`The environment variable ${tokenEnv} is not set.`);
    return token;
  }
  const token = env['INFRAHUB_API_TOKEN'] || undefined;
  const home = env['INFRAHUB_ADDRESS'];
  if (token === undefined || server === undefined || !home) return token;
  const homeAddress = readAddress(home);
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

import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { maxConfigBytes, parseInfrahubctlConfig } from '../infrahub/infrahubctlConfig';
import type { Credentials } from '../infrahub/openSession';
import type { Environment } from './serverAccess';
import { UsageError } from './usageError';

/** The server that is used when none is named, with what is given together with it and goes nowhere else. */
export interface HomeServer {
  /** As it was written. */
  readonly address: string;
  /** Who names it. */
  readonly source: string;
  readonly token: string | undefined;
  readonly credentials: Credentials | undefined;
}

/** The server of `INFRAHUB_ADDRESS`, else that of the file that infrahubctl would read. Throws `UsageError`. */
export async function findHomeServer(env: Environment, cwd: string): Promise<HomeServer | undefined> {
  const address = env['INFRAHUB_ADDRESS'];
  if (!address) return fileServer(env['INFRAHUBCTL_CONFIG'] || 'infrahubctl.toml', cwd);
  const [user, password] = [env['INFRAHUB_USERNAME'], env['INFRAHUB_PASSWORD']];
  const token = env['INFRAHUB_API_TOKEN'] || undefined;
  return { address, source: 'INFRAHUB_ADDRESS', token, credentials: user && password ? { user, password } : undefined };
}

async function fileServer(name: string, cwd: string): Promise<HomeServer | undefined> {
  const path = resolve(cwd, name);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const text = found.size > maxConfigBytes ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  const config = text === undefined ? undefined : parseInfrahubctlConfig(text);
  if (!config) throw new UsageError(`${name} cannot be read.`);
  if (!config.address) return undefined;
  return { address: config.address, source: name, token: config.token, credentials: undefined };
}

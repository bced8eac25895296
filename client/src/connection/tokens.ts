import { readAddress } from '../../../server/src/infrahub/address';
import type { Credentials } from '../../../server/src/infrahub/openSession';
import type { InfrahubctlFile } from './infrahubctlFiles';
import type { Environment, Server } from './servers';

/** What is used of VS Code's `SecretStorage`. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Who gave a token: a person who signed in, the environment of VS Code, or a file of the workspace. */
export type TokenSource = 'stored' | 'environment' | 'workspace';

export interface Token {
  readonly value: string;
  readonly source: TokenSource;
}

/** Tokens by the origin they are bound to: none is ever given for another one. */
export interface Tokens {
  /** The stored token of the server's origin, else that of the environment or of a file when they name this server. */
  find(server: Server): Promise<Token | undefined>;
  /** True when there is a stored one. */
  isStored(server: Server): Promise<boolean>;
  store(server: Server, token: string): Promise<void>;
  /** Takes the stored one away; those of the environment and of files stay. */
  forget(server: Server): Promise<void>;
}

export function createTokens(
  secrets: Secrets,
  env: Environment,
  files: () => readonly InfrahubctlFile[] = () => [],
): Tokens {
  const key = ({ address }: Server): string => `infrahubCascade.token ${address.origin}`;
  return {
    async find(server) {
      const stored = await secrets.get(key(server));
      if (stored) return { value: stored, source: 'stored' };
      const given = isOfEnvironment(server, env) ? env['INFRAHUB_API_TOKEN'] : undefined;
      return given ? { value: given, source: 'environment' } : fileToken(server, files());
    },
    isStored: async (server) => Boolean(await secrets.get(key(server))),
    store: async (server, token) => secrets.store(key(server), token),
    forget: async (server) => secrets.delete(key(server)),
  };
}

/** User name and password of the environment, for its own server only. */
export function environmentCredentials(server: Server, env: Environment): Partial<Credentials> {
  if (!isOfEnvironment(server, env)) return {};
  return { user: env['INFRAHUB_USERNAME'] || undefined, password: env['INFRAHUB_PASSWORD'] || undefined };
}

/** What the environment holds belongs to `INFRAHUB_ADDRESS`, its path included, and goes nowhere else. */
function isOfEnvironment({ address }: Server, env: Environment): boolean {
  const home = readAddress(env['INFRAHUB_ADDRESS'] ?? '');
  return home.ok && home.address.base === address.base;
}

/** The token of a file goes to the very address in that file. */
function fileToken({ address }: Server, files: readonly InfrahubctlFile[]): Token | undefined {
  for (const { config, isOfWorkspace } of files) {
    const read = readAddress(config?.address ?? '');
    if (!read.ok || read.address.base !== address.base || !config?.token) continue;
    return { value: config.token, source: isOfWorkspace ? 'workspace' : 'environment' };
  }
  return undefined;
}

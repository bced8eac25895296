import { readAddress } from '../../../server/src/infrahub/address';
import type { Environment, Server } from './servers';

/** What is used of VS Code's `SecretStorage`. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Tokens by the origin they are bound to: none is ever given for another one. */
export interface Tokens {
  /** The stored token of the server's origin, else that of the environment when the server is the environment's. */
  find(server: Server): Promise<string | undefined>;
  /** True when there is a stored one. */
  isStored(server: Server): Promise<boolean>;
  store(server: Server, token: string): Promise<void>;
  /** Takes the stored one away; that of the environment stays. */
  forget(server: Server): Promise<void>;
}

export function createTokens(secrets: Secrets, env: Environment): Tokens {
  const key = ({ address }: Server): string => `infrahubCascade.token ${address.origin}`;
  return {
    find: async (server) => (await secrets.get(key(server))) || environmentToken(server, env),
    isStored: async (server) => Boolean(await secrets.get(key(server))),
    store: async (server, token) => secrets.store(key(server), token),
    forget: async (server) => secrets.delete(key(server)),
  };
}

/** `INFRAHUB_API_TOKEN` belongs to the origin of `INFRAHUB_ADDRESS` and goes nowhere else. */
function environmentToken({ address }: Server, env: Environment): string | undefined {
  const home = readAddress(env['INFRAHUB_ADDRESS'] ?? '');
  if (!home.ok || home.address.origin !== address.origin) return undefined;
  return env['INFRAHUB_API_TOKEN'] || undefined;
}

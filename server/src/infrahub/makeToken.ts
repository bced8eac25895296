import { type Credentials, openSession } from './openSession';
import { createToken } from './operations/createToken';
import type { TransportOptions } from './transport';

export interface TokenRequest extends Credentials {
  /** What the token is called in the list of the account. */
  readonly name: string;
  /** Undefined: valid until it is deleted. */
  readonly expiration: Date | undefined;
}

/** A moment on an idle server, but 25 s were seen where generators ran; in milliseconds. */
const timeout = 120_000;

/** Logs in and makes a token of the account. Password and log-in are used for this and forgotten. */
export async function makeToken(
  server: Pick<TransportOptions, 'address' | 'fetch'>,
  { user, password, name, expiration }: TokenRequest,
  signal?: AbortSignal,
): Promise<string> {
  const session = await openSession(server, { user, password }, { signal, timeout });
  return session.run(createToken, { name, expiration: expiration?.toISOString() }, { signal, timeout });
}

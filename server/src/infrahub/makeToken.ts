import { InfrahubError } from './infrahubError';
import { createToken } from './operations/createToken';
import { logIn } from './operations/logIn';
import { createTransport, type TransportOptions } from './transport';

export interface TokenRequest {
  readonly user: string;
  readonly password: string;
  /** What the token is called in the list of the account. */
  readonly name: string;
  /** Undefined: valid until it is deleted. */
  readonly expiration: Date | undefined;
}

/**
 * Logs in and makes a token of the account. Password and log-in are used for this and forgotten. Rejects with an
 * `InfrahubError`: `wrong-password` for an unknown account too.
 */
export async function makeToken(
  server: Pick<TransportOptions, 'address' | 'fetch'>,
  { user, password, name, expiration }: TokenRequest,
  signal?: AbortSignal,
): Promise<string> {
  const session = await createTransport({ ...server, token: undefined })
    .post(logIn, { user, password }, { signal })
    .catch((error: unknown) => {
      throw refusalOf(error, server.address.origin);
    });
  const transport = createTransport({ ...server, token: session, tokenKind: 'session' });
  return transport.run(createToken, { name, expiration: expiration?.toISOString() }, { signal });
}

/** 401 is a wrong password, and 404 with words of the server an unknown account: which one is nobody's business. */
function refusalOf(error: unknown, origin: string): unknown {
  if (!(error instanceof InfrahubError) || !['unauthorized', 'graphql'].includes(error.problem.kind)) return error;
  return new InfrahubError(logIn.title, origin, { kind: 'wrong-password' });
}

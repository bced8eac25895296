import { InfrahubError } from './infrahubError';
import { logIn } from './operations/logIn';
import { type CallOptions, createTransport, type Transport, type TransportOptions } from './transport';

/** What an account is logged in with. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Logs in for an hour (facts 7). Rejects with an `InfrahubError`: `wrong-password` for an unknown account too. */
export async function openSession(
  server: Pick<TransportOptions, 'address' | 'fetch'>,
  credentials: Credentials,
  options: Pick<CallOptions, 'signal' | 'timeout'> = {},
): Promise<Transport> {
  const session = await createTransport({ ...server, token: undefined, secret: credentials.password })
    .post(logIn, credentials, options)
    .catch((error: unknown) => {
      throw refusalOf(error, server.address.origin);
    });
  return createTransport({ ...server, token: session, tokenKind: 'session' });
}

/** 401 is a wrong password, and 404 with words of the server an unknown account: which one is nobody's business. */
function refusalOf(error: unknown, origin: string): unknown {
  if (!(error instanceof InfrahubError)) return error;
  const { problem } = error;
  const isWrong = problem.kind === 'unauthorized' || problem.kind === 'graphql';
  return isWrong ? new InfrahubError(logIn.title, origin, { kind: 'wrong-password' }) : error;
}

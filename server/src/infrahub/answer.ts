import type { GraphqlProblem, Problem } from './infrahubError';
import { plainReason } from './plainText';
import { textWithoutSecret } from './withoutSecret';

/** What an answer belongs to. */
export interface Asked {
  readonly branch: string | undefined;
  readonly hasToken: boolean;
  /** What was sent and no message may repeat; it is taken out before a long message is cut. */
  readonly secret: string | undefined;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
}

/** What is wrong with an answer going by its status; undefined for a success (facts 4 and 5 for each of them). */
export function statusProblem(
  { status, text, location }: Answer,
  { branch, hasToken, secret }: Asked,
): Problem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 0 || (status >= 300 && status < 400)) return { kind: 'redirect', to: originOf(location) };
  const errors = errorsOf(parseJson(text), secret);
  const reason = errors?.[0]?.message ?? '';
  if (status === 401) return { kind: 'unauthorized', hasToken };
  // Seen on a busy 1.11.9: “Server is shedding load; retry later.”
  if (status === 429) return { kind: 'overloaded' };
  if (status === 403) return { kind: 'forbidden', reason };
  // The server tells an unknown branch by words only: 404 for GraphQL, 400 for REST.
  if (/^Branch: .* not found/.test(reason)) return { kind: 'unknown-branch', branch };
  if (status === 500 && text.trim() === 'Internal Server Error') return { kind: 'unreadable-request' };
  if (status >= 500) return { kind: 'server-error', status };
  return errors && errors.length > 0 ? { kind: 'graphql', errors } : { kind: 'not-infrahub', status };
}

/** What the `errors` of a successful answer say; undefined when there are none. */
export function errorsProblem(body: unknown, { branch, hasToken, secret }: Asked): Problem | undefined {
  const errors = errorsOf(body, secret);
  if (!errors || errors.length === 0) return undefined;
  const withCode = (code: string) => errors.find((error) => error.code === code);
  if (withCode('AUTHENTICATION_REQUIRED')) return { kind: 'unauthorized', hasToken };
  const forbidden = withCode('PERMISSION_DENIED');
  if (forbidden) return { kind: 'forbidden', reason: forbidden.message };
  if (withCode('BRANCH_NOT_FOUND')) return { kind: 'unknown-branch', branch };
  return { kind: 'graphql', errors };
}

/** Undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The first errors of an answer, whether they are objects or plain strings. */
function errorsOf(body: unknown, secret: string | undefined): GraphqlProblem[] | undefined {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors)) return undefined;
  return body.errors.slice(0, 3).map((error) => toProblem(error, secret));
}

function toProblem(error: unknown, secret: string | undefined): GraphqlProblem {
  const told = (text: string): string => plainReason(textWithoutSecret(text, secret));
  if (typeof error === 'string') return { message: told(error), code: undefined };
  if (typeof error !== 'object' || error === null) return { message: '', code: undefined };
  const { message, extensions } = error as { message?: unknown; extensions?: { code?: unknown } | null };
  const code = extensions?.code;
  return {
    message: typeof message === 'string' ? told(message) : '',
    code: typeof code === 'string' ? code : undefined,
  };
}

function originOf(location: string | null): string | undefined {
  return location !== null && URL.canParse(location) ? new URL(location).origin : undefined;
}

import type { Problem } from './infrahubError';

const tlsCodes = /CERT|^ERR_(SSL|TLS)|^EPROTO$|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/;
const unreachableCodes = /^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ERR_NAME_NOT_RESOLVED)$/;
const timeoutCodes = /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_(CONNECTION_)?TIMED_OUT)$/;

/** What an error of `fetch` means. `seconds` is how long the whole request may take. */
export function networkProblem(error: unknown, seconds: number): Problem {
  const codes = errorCodes(error);
  const tls = codes.find((code) => tlsCodes.test(code));
  if (tls !== undefined) return { kind: 'tls', reason: tls };
  if (codes.some((code) => /^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/.test(code))) return { kind: 'refused' };
  if (codes.some((code) => unreachableCodes.test(code))) return { kind: 'unreachable' };
  if (codes.some((code) => timeoutCodes.test(code))) return { kind: 'timeout', seconds };
  return { kind: 'broken' };
}

/** The codes of an error, its causes and its parts; VS Code's own `fetch` has them in its messages (`net::ERR_…`). */
function errorCodes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const { code } = error as { code?: unknown };
  const inMessage = /\bnet::(ERR_[A-Z_]+)/.exec(error.message)?.[1];
  const parts: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...(inMessage === undefined ? [] : [inMessage]),
    ...[error.cause, ...parts].flatMap((each) => errorCodes(each, depth + 1)),
  ];
}

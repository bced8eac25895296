import { plainText } from './plainText';

/** What went wrong between us and a server, without any text that could hold a token. */
export type Problem =
  /** Nobody listens at the address. */
  | { readonly kind: 'refused' }
  /** No such host, or no way to it. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timeout'; readonly seconds: number }
  /** Ended by the caller's signal. */
  | { readonly kind: 'cancelled' }
  /** The connection broke before an answer began. */
  | { readonly kind: 'broken' }
  /** The certificate or the handshake; `reason` is the code of Node. */
  | { readonly kind: 'tls'; readonly reason: string }
  /** The server points elsewhere; a token is not sent after it. `to` is an origin. */
  | { readonly kind: 'redirect'; readonly to: string | undefined }
  | { readonly kind: 'unauthorized'; readonly hasToken: boolean }
  /** User name and password, at a log-in. */
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'unknown-branch'; readonly branch: string | undefined }
  /** Something answers, but not Infrahub. */
  | { readonly kind: 'not-infrahub'; readonly status: number }
  | { readonly kind: 'server-error'; readonly status: number }
  /** The server refuses requests while it has too much to do (HTTP 429, since 1.11); none of it was carried out. */
  | { readonly kind: 'overloaded' }
  /** The plain-text 500 that stands for a document or variables the server cannot read (facts 4). */
  | { readonly kind: 'unreadable-request' }
  /** `errors` in an answer, strings included. */
  | { readonly kind: 'graphql'; readonly errors: readonly GraphqlProblem[] }
  /** The server does not know what is asked: it is older than `since`. */
  | { readonly kind: 'too-old'; readonly since: string }
  /** The answer is larger than `bytes`. */
  | { readonly kind: 'too-large'; readonly bytes: number }
  /** The answer ended in the middle. */
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'invalid-json' }
  /** The answer lacks something; `path` says where. */
  | { readonly kind: 'wrong-shape'; readonly path: string }
  /** We would have sent something that the operation does not take. A bug of ours. */
  | { readonly kind: 'wrong-variables'; readonly path: string }
  /** The token holds characters that no header may have. */
  | { readonly kind: 'unusable-token' };

export interface GraphqlProblem {
  readonly message: string;
  /** `extensions.code`, such as `NODE_NOT_FOUND`. */
  readonly code: string | undefined;
}

/** A request that did not succeed. The message is a sentence that names the operation and the server. */
export class InfrahubError extends Error {
  readonly problem: Problem;

  /** `operation` continues “Cannot …”, such as `list the branches`; `origin` is the server's. */
  constructor(operation: string, origin: string, problem: Problem) {
    super(`Cannot ${operation} at ${origin}: ${describeProblem(problem)}`);
    this.name = 'InfrahubError';
    this.problem = problem;
  }
}

/** A sentence that says what happened and, where it is known, what to do. */
export function describeProblem(problem: Problem): string {
  switch (problem.kind) {
    case 'refused':
      return 'nobody listens there. Is Infrahub running?';
    case 'unreachable':
      return 'there is no way to that host. Check the address and the network.';
    case 'timeout':
      return `no answer within ${problem.seconds} seconds.`;
    case 'cancelled':
      return 'cancelled.';
    case 'broken':
      return 'the connection broke.';
    case 'tls':
      return `the server's certificate is not accepted (${problem.reason}). A private authority needs its CA file.`;
    case 'redirect':
      return `the server redirects${problem.to ? ` to ${problem.to}` : ''}, and a token is never sent after a redirect. Use the address it points to.`;
    case 'unauthorized':
      return problem.hasToken
        ? 'the token is not valid, or not any more. Sign in with another one.'
        : 'this needs a token, and there is none for this server.';
    case 'wrong-password':
      return 'the user name or the password is not accepted.';
    case 'forbidden':
      return `the account may not do this. ${problem.reason}`.trim();
    case 'unknown-branch':
      return problem.branch === undefined
        ? 'there is no such branch.'
        : `there is no branch '${plainText(problem.branch)}'.`;
    case 'not-infrahub':
      return `no Infrahub answers at this address (HTTP ${problem.status}).`;
    case 'server-error':
      return `the server failed (HTTP ${problem.status}).`;
    case 'overloaded':
      return 'the server has too much to do and takes no requests for now.';
    case 'unreadable-request':
      return 'the server could not read the request (HTTP 500). Its version may not be supported.';
    case 'graphql':
      return problem.errors.map(({ message }) => message).join(' ') || 'the server reports an error without a text.';
    case 'too-old':
      return `this needs Infrahub ${problem.since} or later.`;
    case 'too-large':
      return `the answer is larger than ${Math.round(problem.bytes / 1_000_000)} MB.`;
    case 'cut-off':
      return 'the answer ended in the middle.';
    case 'invalid-json':
      return 'the answer is not JSON. Is this the address of Infrahub itself?';
    case 'wrong-shape':
      return `the answer is not as expected at '${problem.path}'. The server's version may not be supported.`;
    case 'wrong-variables':
      return `the request is wrong at '${problem.path}'. This is a bug of Cascade for Infrahub.`;
    case 'unusable-token':
      return 'the token holds characters that a token cannot have. Copy it again.';
  }
}

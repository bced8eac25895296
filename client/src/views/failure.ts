import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { plainReason, plainText } from '../../../server/src/infrahub/plainText';
import { LocalFault } from '../connection/localFault';

/** Why a server does not tell: nobody answers, the token is refused, or the answer is of no use. */
export type FailureKind = 'unreachable' | 'unauthorized' | 'unusable';

export interface Failure {
  readonly kind: FailureKind;
  /** A sentence that says what happened and what to do. */
  readonly message: string;
}

/** A failure of a server, or of reading what the settings name for it. */
export function failureOf(error: unknown): Failure {
  if (error instanceof LocalFault) return { kind: 'unusable', message: plainText(error.message) };
  if (!(error instanceof InfrahubError)) {
    return { kind: 'unusable', message: plainReason(error instanceof Error ? error.message : String(error)) };
  }
  return { kind: kindOf(error), message: plainText(error.message) };
}

function kindOf({ problem }: InfrahubError): FailureKind {
  switch (problem.kind) {
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'cancelled':
    case 'broken':
    case 'cut-off':
    case 'server-error':
    case 'overloaded':
      return 'unreachable';
    case 'unauthorized':
    case 'wrong-password':
    case 'unusable-token':
      return 'unauthorized';
    case 'tls':
    case 'redirect':
    case 'forbidden':
    case 'unknown-branch':
    case 'not-infrahub':
    case 'unreadable-request':
    case 'graphql':
    case 'too-old':
    case 'too-large':
    case 'invalid-json':
    case 'wrong-shape':
    case 'wrong-variables':
      return 'unusable';
  }
}

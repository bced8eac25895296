import { InfrahubError } from './infrahubError';

/** True for what this server or account does not give, such as kinds that came with a later version. */
export function isRefusal(error: unknown): error is InfrahubError {
  return error instanceof InfrahubError && refusals.includes(error.problem.kind);
}

/**
 * What was asked for; undefined when the server does not know the question: a kind, a member or a filter that it or its
 * version lacks. Rejects as `asked` does otherwise.
 */
export async function ifKnown<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof InfrahubError && ['graphql', 'too-old'].includes(error.problem.kind)) return undefined;
    throw error;
  }
}

const refusals: readonly InfrahubError['problem']['kind'][] = [
  'graphql',
  'too-old',
  'wrong-shape',
  'too-large',
  'forbidden',
  'unreadable-request',
];

import { InfrahubError } from './infrahubError';

/** True for what this server or account does not give, such as kinds that came with a later version. */
export function isRefusal(error: unknown): error is InfrahubError {
  return error instanceof InfrahubError && refusals.includes(error.problem.kind);
}

const refusals: readonly InfrahubError['problem']['kind'][] = [
  'graphql',
  'too-old',
  'wrong-shape',
  'too-large',
  'forbidden',
  'unreadable-request',
];

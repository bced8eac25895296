import type { Problem } from './infrahubError';

/** After a write: the answer is missing or says something else, so nobody knows whether the server did what was asked. */
export function mayBeDone({ kind }: Problem): boolean {
  return [
    'timeout',
    'cancelled',
    'broken',
    'cut-off',
    'server-error',
    'too-large',
    'invalid-json',
    'wrong-shape',
  ].includes(kind);
}

import { InfrahubError } from './infrahubError';
import type { TargetSelection } from './operations/targets';

/**
 * Asks again without who wrote the attributes of targets when the server does not know that, as before 1.7
 * (facts/versions/graphql-derivation.md §8): their values and times are told by every version. Rejects as `ask` does.
 */
export async function writersIfKnown<Value>(
  selections: readonly TargetSelection[],
  ask: (selected: readonly TargetSelection[]) => Promise<Value>,
): Promise<Value> {
  try {
    return await ask(selections);
  } catch (error) {
    if (!isAboutWriters(error)) throw error;
    return ask(selections.map((selection) => ({ ...selection, withoutWriters: true })));
  }
}

function isAboutWriters(error: unknown): boolean {
  if (!(error instanceof InfrahubError) || error.problem.kind !== 'graphql') return false;
  return error.problem.errors.some(({ message }) => /^Cannot query field ['"]updated_by['"]/.test(message));
}

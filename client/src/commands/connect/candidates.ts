import type { ConnectableGenerator } from '../../../../server/src/protocol/connect';

/** The generators that can come next in a chain: those that its last one could signal, then the others. */
export function candidatesAfter(
  generators: readonly ConnectableGenerator[],
  chain: readonly string[],
): { readonly fitting: ConnectableGenerator[]; readonly others: ConnectableGenerator[] } {
  const left = generators.filter(({ name }) => !chain.includes(name));
  const last = generators.find(({ name }) => name === chain.at(-1));
  // A chain begins with a generator that others can follow and nothing starts.
  const fits = ({ name, problem, couldStart, startedBy }: ConnectableGenerator): boolean =>
    problem === undefined && (last ? last.couldStart.includes(name) : couldStart.length > 0 && startedBy.length === 0);
  const rank = ({ name }: ConnectableGenerator): number => last?.couldStart.indexOf(name) ?? 0;
  return {
    fitting: left.filter(fits).toSorted((a, b) => rank(a) - rank(b)),
    others: left.filter((generator) => !fits(generator)),
  };
}

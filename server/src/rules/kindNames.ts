import type { KindModel } from '../model/kinds/kindModel';

const derivedPrefix = /^(?:Profile|Template)(?=[A-Z])/;

/**
 * The kinds of nodes that a name which is no kind may have meant. A name that begins as those of profiles or templates do
 * means one of these: the kind that it is made for would be something else.
 */
export function nodeKindNames(kinds: KindModel, name: string): string[] {
  const [prefix] = derivedPrefix.exec(name) ?? [];
  const derived = prefix === undefined ? [] : kinds.all().map(({ kind }) => prefix + kind);
  const known = derived.filter((each) => kinds.get(each));
  return known.length > 0 ? known : kinds.nodes().map(({ kind }) => kind);
}

/** True for the name of a profile or template of a kind that is there: whether a server has it depends on its version. */
export function mayBeDerived(kinds: KindModel, name: string): boolean {
  return derivedPrefix.test(name) && kinds.get(name.replace(derivedPrefix, '')) !== undefined;
}

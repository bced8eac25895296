import { perObject } from '../../base/perObject';
import type { SchemaFacts } from './schemaFacts';

/**
 * True when a schema extends, inherits from or refers to a kind that no schema declares and that is not among `known`.
 * The server takes such a schema only behind one that declares the kind, so there is one elsewhere.
 */
export function missesKinds(schemas: readonly { readonly facts: SchemaFacts }[], known: Iterable<string>): boolean {
  const names = new Set(known);
  for (const { facts } of schemas) for (const name of namesIn(facts).declared) names.add(name);
  // Of profiles and templates only what they are made for is declared, of internal kinds nothing.
  const isKnown = (kind: string): boolean =>
    names.has(kind) || kind.startsWith('Internal') || names.has(kind.replace(/^(?:Profile|Template)/, ''));
  return !schemas.every(({ facts }) => namesIn(facts).used.every(isKnown));
}

/** The kinds that a schema declares, `state: absent` included, and those that it builds on. */
const namesIn = perObject(({ nodes, generics, extensions }: SchemaFacts) => {
  const kinds = [...generics, ...nodes];
  const present = kinds.filter(({ absent }) => !absent);
  const peers = [...present, ...extensions].flatMap(({ relationships }) =>
    relationships.flatMap(({ absent, peer }) => (absent ? [] : (peer ?? []))),
  );
  const named = [...present.flatMap(({ inheritFrom }) => inheritFrom), ...extensions.map(({ kind }) => kind), ...peers];
  return {
    declared: kinds.map(({ kind }) => kind),
    used: [...new Set(named.map(({ value }) => value))].filter((name) => name !== ''),
  };
});

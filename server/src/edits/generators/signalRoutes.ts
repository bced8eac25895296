import { mayFind } from '../../model/generators/mayFind';
import type { Kind, Relationship } from '../../model/kinds/kind';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import { targetOf, type TargetFacts } from './generateScope';

/** How the objects that get a signal are found from what a generator runs for. */
export type SignalRoute =
  /** A relationship of theirs leads to the target: `parent__ids=[…]`. */
  | { readonly by: 'target'; readonly relationship: string }
  /** A relationship of the target leads to them: `ids=[…]`. */
  | { readonly by: 'peer'; readonly relationship: string }
  /** A relationship of theirs leads to what the generator saved. */
  | { readonly by: 'saved'; readonly relationship: string; readonly kind: string };

/** The routes from a generator to the objects of a kind, the best first; none when the schema shows none. */
export function signalRoutes(project: Project, generator: Generator, kind: string): SignalRoute[] {
  const target = targetOf(project, generator);
  const model = project.kinds.get(kind);
  if (!target || !model || model.isGeneric) return [];
  const saved = new Set((generator.code?.creates ?? []).flatMap((create) => create.kind ?? []));
  saved.delete(target.kind);
  return [
    ...toKind(project, model, target.kind).map(({ name }) => ({ by: 'target', relationship: name }) as const),
    ...fromTarget(project, target, kind),
    ...[...saved].flatMap((each) =>
      toKind(project, model, each)
        .filter((relationship) => mayHaveSaved(project, generator, each, relationship))
        .map(({ name }) => ({ by: 'saved', relationship: name, kind: each }) as const),
    ),
  ];
}

/**
 * False where nothing that is saved gets into the relationship: objects of the saved kind are told where they belong, and
 * the generator does not tell them. What belongs to one saved object may be put there by people.
 */
function mayHaveSaved(project: Project, { code }: Generator, saved: string, relationship: Relationship): boolean {
  if (!code || code.unknown || relationship.cardinality === 'one') return true;
  const sides = [...(project.kinds.get(saved)?.relationships.values() ?? [])].filter(
    ({ identifier }) => identifier === relationship.identifier,
  );
  const isTold = ({ name }: Relationship): boolean =>
    mayFind({ kind: saved, filters: [{ name: `${name}__ids` }] }, { code, kinds: project.kinds });
  return sides.length === 0 || sides.some(isTold);
}

/** The relationships of a kind that lead to another one: to its parent first, then those with one peer. */
function toKind(project: Project, { relationships }: Kind, peer: string): Relationship[] {
  const rank = ({ kind, cardinality }: Relationship): number => (kind === 'Parent' ? 0 : cardinality === 'one' ? 1 : 2);
  return [...relationships.values()]
    .filter(
      (each) =>
        project.kinds.isA(peer, each.peer) && ['Parent', 'Attribute', 'Generic', 'Component'].includes(each.kind),
    )
    .sort((one, other) => rank(one) - rank(other));
}

function fromTarget(project: Project, { kind: target }: TargetFacts, kind: string): SignalRoute[] {
  return [...(project.kinds.get(target)?.relationships.values() ?? [])]
    .filter((each) => each.cardinality === 'one' && project.kinds.isA(kind, each.peer))
    .map(({ name }) => ({ by: 'peer', relationship: name }));
}

/** What tells a route from the others that lead to a kind. */
export function routeId(route: SignalRoute): string {
  return route.by === 'saved' ? `${route.by}:${route.relationship}:${route.kind}` : `${route.by}:${route.relationship}`;
}

/** A route for people: `parent of NetworkPod`. */
export function routeLabel(route: SignalRoute, kind: string, targetKind: string): string {
  switch (route.by) {
    case 'target':
      return `${route.relationship} of ${kind}`;
    case 'peer':
      return `${route.relationship} of ${targetKind}`;
    case 'saved':
      return `${route.relationship} of ${kind}, which is a ${route.kind} of this run`;
  }
}

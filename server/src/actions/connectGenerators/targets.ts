import { signalRoutes, type SignalRoute } from '../../edits/generators/signalRoutes';
import { operationOf, queryNameOf, targetKinds } from '../../model/project/definitions';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';

/** The kinds of objects that a generator runs for, as far as the files show them; heirs in place of generics. */
export function kindsOf(project: Project, { definition, queryKinds }: Generator): string[] {
  const shown = targetKinds(project, definition.entry)?.kinds ?? queryKinds;
  const concrete = shown.flatMap((kind) =>
    project.kinds.get(kind)?.isGeneric ? project.kinds.heirs(kind).map((heir) => heir.kind) : [kind],
  );
  return [...new Set(concrete)].filter((kind) => project.kinds.emitsEvents(kind));
}

/** A kind of targets of one generator that another generator can find. */
export interface Reachable {
  readonly kind: string;
  /** The best one. */
  readonly route: SignalRoute;
  /** At least one, the best one first. */
  readonly routes: readonly SignalRoute[];
  /** The query of the generator that runs for them reads none of them. */
  readonly isUnread: boolean;
}

/** True where the query of the generator surely reads no object of the kind at its root: a run for one gets no data. */
export function isUnreadBy(project: Project, { definition }: Generator, kind: string): boolean {
  const { kinds } = project;
  const found = operationOf(project, queryNameOf(project, definition.entry));
  return (
    found !== undefined &&
    found.operation.rootFields.length > 0 &&
    found.operation.rootFields.every(({ name }) => kinds.get(name) && !kinds.isA(kind, name) && !kinds.isA(name, kind))
  );
}

/**
 * How unlikely it is that an author wants to signal these targets: those below the generator's own targets are meant most
 * often, then those that have to do with what it makes; those above it hardly ever, and never what the query of
 * their generator does not read.
 */
export function unlikeliness(project: Project, { kind, route, isUnread }: Reachable): number {
  if (isUnread) return 4;
  if (route.by === 'saved') return 2;
  if (route.by === 'peer') return 3;
  switch (project.kinds.relationship(kind, route.relationship)?.kind) {
    case 'Parent':
      return 0;
    case 'Component':
      return 3;
    default:
      return 1;
  }
}

/** The kinds of the downstream generator's targets that the upstream one can find; those below its own targets first. */
export function reachableKinds(project: Project, upstream: Generator, downstream: Generator): Reachable[] {
  const found = kindsOf(project, downstream).flatMap((kind): Reachable[] => {
    const routes = signalRoutes(project, upstream, kind);
    const [route] = routes;
    return route ? [{ kind, route, routes, isUnread: isUnreadBy(project, downstream, kind) }] : [];
  });
  return found.toSorted((a, b) => unlikeliness(project, a) - unlikeliness(project, b));
}

import { targetOf } from '../edits/generators/generateScope';
import { signalRoutes, type SignalRoute } from '../edits/generators/signalRoutes';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';

/** A generator, and the kind of the objects that it signals. */
interface Signalling {
  readonly project: Project;
  readonly generator: Generator;
  readonly kind: string;
  /** How it finds them; the best way when missing. */
  readonly route?: SignalRoute;
}

/**
 * Several targets of the generator may lead to one object. A checksum there is another one for each of them, so their runs
 * overwrite it in turn and start the next layer though nothing has changed.
 */
export function isReachedBySeveral({ project, generator, kind, ...given }: Signalling): boolean {
  const route = given.route ?? signalRoutes(project, generator, kind)[0];
  if (!route) return false;
  if (route.by !== 'peer') return project.kinds.relationship(kind, route.relationship)?.cardinality !== 'one';
  const target = targetOf(project, generator)?.kind ?? '';
  const way = project.kinds.relationship(target, route.relationship);
  // Without a side of its own the object does not limit how many lead to it.
  return ![...(project.kinds.get(kind)?.relationships.values() ?? [])].some(
    ({ identifier, cardinality }) => identifier === way?.identifier && cardinality === 'one',
  );
}

/** The names of other generators that write the attribute to the same objects; those for other targets of the kind do not. */
export function otherWriters({ project, generator, kind, attribute }: Signalling & { attribute: string }): string[] {
  const own = targetOf(project, generator)?.kind;
  const writes = ({ code }: Generator): boolean =>
    (code?.writes ?? []).some(
      (write) =>
        !write.created &&
        write.attribute === attribute &&
        write.kind !== undefined &&
        project.kinds.isA(kind, write.kind),
    );
  return project.generators
    .filter((other) => other !== generator && targetOf(project, other)?.kind !== own && writes(other))
    .map(({ name }) => name);
}

import { routeId, routeLabel, type SignalRoute } from '../../edits/generators/signalRoutes';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { RouteChoice } from '../../protocol/connect';
import { isReachedBySeveral } from '../sharedSignal';
import { kindsOf, type Reachable } from './targets';

/** The ways to the objects of a kind as clients see them, the best first. */
export function routeChoices(project: Project, generator: Generator, { kind, routes }: Reachable): RouteChoice[] {
  const target = kindsOf(project, generator).join(', ');
  return routes.map((route) => {
    const shared = isReachedBySeveral({ project, generator, kind, route });
    const detail = `${found(route, kind, target)}${shared ? ' Several targets may lead to one of them.' : ''}`;
    return { id: routeId(route), label: routeLabel(route, kind, target), detail };
  });
}

function found(route: SignalRoute, kind: string, target: string): string {
  switch (route.by) {
    case 'target':
      return `Finds each ${kind} that has the ${target} of the run as ${route.relationship}.`;
    case 'peer':
      return `Finds the one ${kind} that the ${target} of the run has as ${route.relationship}.`;
    case 'saved':
      return `Finds each ${kind} that has a ${route.kind} saved by the run as ${route.relationship}.`;
  }
}

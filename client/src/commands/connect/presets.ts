import type { KindChoice, LinkChoices, LinkDecision } from '../../../../server/src/protocol/connect';

/** The decision that is advised for a link: what is connected already, else the first choice of everything. */
export function presetOf({ upstream, downstream, kinds }: LinkChoices, kind = kinds[0]): LinkDecision {
  const signals = kind?.signals ?? [];
  const route = kind?.routes[0]?.id;
  return {
    upstream,
    downstream,
    kind: kind?.kind ?? '',
    signal: (signals.find(({ connected }) => connected) ?? signals[0])?.id ?? '',
    ...(route !== undefined && { route }),
    extras: (kind?.extras ?? []).filter(({ advised }) => advised).map(({ name }) => name),
    scope: kind?.scope ?? 'other_branches',
  };
}

/** Whether a person has to say how the objects are found: there are several ways, and no code goes one of them yet. */
export function asksForRoute({ routes, signals }: KindChoice, { signal }: LinkDecision): boolean {
  return routes.length > 1 && signals.find(({ id }) => id === signal)?.written === false;
}

import type { LinkChoices, LinkDecision } from '../../../../server/src/protocol/connect';

/** The decision that is advised for a link: what is connected already, else the first choice of everything. */
export function presetOf({ upstream, downstream, kinds }: LinkChoices, kind = kinds[0]): LinkDecision {
  const signals = kind?.signals ?? [];
  return {
    upstream,
    downstream,
    kind: kind?.kind ?? '',
    signal: (signals.find(({ connected }) => connected) ?? signals[0])?.id ?? '',
    extras: (kind?.extras ?? []).filter(({ advised }) => advised).map(({ name }) => name),
    scope: kind?.scope ?? 'other_branches',
  };
}

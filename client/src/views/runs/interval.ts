import { isGoingOn } from '../../../../server/src/infrahub/trace/collectTraces';
import type { RunsSituation } from './situation';

/** How often the server is asked while nothing runs, and while something does; in milliseconds (facts 6). */
const calm = 30_000;
const busy = 3000;

/** A run whose worker has died stays `RUNNING` for ever: what has not changed for so long is not hurried after. */
const patience = 300_000;

/** Milliseconds until the server is asked again; `unchangedFor`: since it last said something new. */
export function intervalOf(situation: RunsSituation, unchangedFor: number): number {
  const goesOn = situation.kind === 'shown' && situation.traces.some(isGoingOn);
  return goesOn && unchangedFor < patience ? busy : calm;
}

import { isGoingOn } from '../../../../server/src/infrahub/trace/collectTraces';
import { intervalWhile } from '../interval';
import type { RunsSituation } from './situation';

/** Milliseconds until the server is asked again; `unchangedFor`: since it last said something new. */
export function intervalOf(situation: RunsSituation, unchangedFor: number): number {
  return intervalWhile(situation.kind === 'shown' && situation.traces.some(isGoingOn), unchangedFor);
}

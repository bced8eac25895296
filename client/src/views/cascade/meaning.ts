import type { CascadeLayer } from './layers';
import { lastRunOf, untilRun } from './states';
import type { CascadeTarget } from './targets';

/** What is known behind the state of a target that has an attribute for its signal, and no more than that. */
export type StateMeaning =
  | 'unsignalled'
  /** The signal was taken away after the last run. */
  | 'cleared'
  /** The last run ended well and began after the signal. */
  | 'ranAfter'
  /** The same, but when it began is not known any more: only when its status was written. */
  | 'endedAfter'
  | 'ranUnsignalled'
  /** A signal without a run: whether a rule sees it is not known; none does; what it names is not merged. */
  | 'unheard'
  | 'unmerged'
  | 'rulesUnread'
  /** A rule sees it: a run is about to begin, or should have begun minutes ago. */
  | 'expected'
  | 'overdue'
  | 'processing'
  | 'failed'
  | 'cancelled'
  | 'unattended'
  | 'notApplicable';

/** What can be said of a target with a signal; `now` in milliseconds since 1970. */
export function meaningOf(shown: CascadeTarget, layer: Pick<CascadeLayer, 'heard'>, now: number): StateMeaning {
  const { state, signal } = shown;
  switch (state) {
    case 'empty':
      return isNewer(shown) ? 'cleared' : 'unsignalled';
    case 'done':
      if (signal?.value === undefined) return 'ranUnsignalled';
      return shown.run && lastRunOf(shown) === shown.run.begun ? 'ranAfter' : 'endedAfter';
    case 'waiting':
      return waitingMeaning(shown, layer, now);
    default:
      return state;
  }
}

function isNewer(shown: CascadeTarget): boolean {
  const last = lastRunOf(shown);
  return last !== undefined && (shown.signal?.updatedAt ?? 0) > last;
}

function waitingMeaning({ target, signal }: CascadeTarget, { heard }: Pick<CascadeLayer, 'heard'>, now: number) {
  if (!heard) return 'rulesUnread';
  const hearing = heard.filter(
    ({ kind, attribute }) => kind === target.kind && (attribute === undefined || attribute === signal?.attribute),
  );
  if (hearing.length === 0) return 'unheard';
  if (!hearing.some(({ isMerged }) => isMerged)) return 'unmerged';
  const at = signal?.updatedAt;
  return at !== undefined && Math.abs(now - at) < untilRun ? 'expected' : 'overdue';
}

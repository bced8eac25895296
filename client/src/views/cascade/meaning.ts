import { hearingOf } from './hearing';
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
  /** Its rules want more to change in the same mutation; or what is not known here. */
  | 'incomplete'
  | 'uncertain'
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

function waitingMeaning(
  { target, signal }: CascadeTarget,
  { heard }: Pick<CascadeLayer, 'heard'>,
  now: number,
): StateMeaning {
  if (!heard) return 'rulesUnread';
  if (!signal) return 'unheard';
  const { attribute, value, updatedAt } = signal;
  const written = updatedAt === undefined ? undefined : new Date(updatedAt).toISOString();
  const hearing = hearingOf({ attribute, value, updatedAt: written }, target, heard);
  switch (hearing) {
    case 'unheard':
    case 'unmerged':
      return hearing;
    case 'alone':
    case 'otherValue':
      return 'incomplete';
    case 'maybe':
      return 'uncertain';
    case 'yes':
      return updatedAt !== undefined && Math.abs(now - updatedAt) < untilRun ? 'expected' : 'overdue';
  }
}

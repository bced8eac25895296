/** How often a server is asked while nothing runs, and while something does; in milliseconds (facts 6). */
const calm = 30_000;
const busy = 3000;

/** What takes longer to say something new is hurried after less and less; in milliseconds. */
const patience = 60_000;

/**
 * Milliseconds until the server is asked again. `unchangedFor`: since it last said something new, for a run whose worker
 * has died stays `RUNNING` for ever.
 */
export function intervalWhile(isGoingOn: boolean, unchangedFor: number): number {
  return isGoingOn ? Math.min(Math.max((unchangedFor - patience) / 10, busy), calm) : calm;
}

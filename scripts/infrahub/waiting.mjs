// Waiting for something outside of this process.
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks until the answer is yes.
 * @template T
 * @param {() => T | Promise<T>} ask anything true ends the waiting; an exception counts as no
 * @param {{ seconds: number, what: string, every?: number, giveUp?: () => string | undefined }} options
 *   what is awaited, for the message; every: milliseconds between two questions; giveUp: the reason to stop at once
 * @returns {Promise<T>}
 */
export async function waitFor(ask, { seconds, what, every = 250, giveUp = () => undefined }) {
  const until = Date.now() + seconds * 1000;
  let reason = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      reason = ` (${error.message})`;
    }
    const why = giveUp();
    if (why) throw new Error(why);
    if (Date.now() > until) throw new Error(`${what} did not happen within ${seconds} s${reason}.`);
    await pause(every);
  }
}

/** Whether an address answers with success. */
export async function answers(url, options = {}) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000), ...options });
  await response.arrayBuffer();
  return response.ok;
}

import { createHash, randomUUID } from 'node:crypto';

/** Time for the server: a moment after the other, and things that happen later. */
export interface Clock {
  /** ISO 8601 with microseconds; never twice the same. */
  now(): string;
  /** Runs something after some seconds of a real server, which may be shorter here. */
  after(seconds: number, run: () => void): void;
  stop(): void;
}

interface Due {
  /** In milliseconds of `performance.now()`. */
  readonly at: number;
  readonly run: () => void;
}

/**
 * Things happen in the order of their times, however late the machine is: timers of Node keep no order among each other.
 * @param pace length of a second in seconds: 1 is as slow as a real server, 0 as quick as can be
 */
export function createClock(pace: number): Clock {
  let last = 0;
  /** Earliest first. */
  const queue: Due[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** The time that something now happening was to happen at. */
  let present: number | undefined;
  let isStopped = false;

  function wait(): void {
    clearTimeout(timer);
    const [next] = queue;
    if (next && !isStopped) timer = setTimeout(runDue, Math.max(0, next.at - performance.now()));
  }

  function runDue(): void {
    for (let next = queue[0]; next && next.at <= performance.now(); next = queue[0]) {
      queue.shift();
      present = next.at;
      try {
        next.run();
      } catch (error) {
        // One thing that goes wrong must not end the server.
        console.error(error);
      }
      present = undefined;
    }
    wait();
  }

  return {
    now() {
      last = Math.max(last + 1, Date.now() * 1000);
      return `${new Date(Math.floor(last / 1000)).toISOString().slice(0, -1)}${String(last % 1000).padStart(3, '0')}+00:00`;
    },
    after(seconds, run) {
      const at = (present ?? performance.now()) + seconds * pace * 1000;
      const later = queue.findIndex((each) => each.at > at);
      queue.splice(later === -1 ? queue.length : later, 0, { at, run });
      if (present === undefined) wait();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      queue.length = 0;
    },
  };
}

/** The same id for the same words at every start. */
export function idOf(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export const freshId = (): string => randomUUID();

import { createHash, randomUUID } from 'node:crypto';

/** Time for the server: a moment after the other, and things that happen later. */
export interface Clock {
  /** ISO 8601 with microseconds; never twice the same. */
  now(): string;
  /** Runs something after some seconds of a real server, which may be shorter here. */
  after(seconds: number, run: () => void): void;
  stop(): void;
}

/** @param pace length of a second in seconds: 1 is as slow as a real server, 0 as quick as can be. */
export function createClock(pace: number): Clock {
  let last = 0;
  const timers = new Set<NodeJS.Timeout>();
  return {
    now() {
      last = Math.max(last + 1, Date.now() * 1000);
      return `${new Date(Math.floor(last / 1000)).toISOString().slice(0, -1)}${String(last % 1000).padStart(3, '0')}+00:00`;
    },
    after(seconds, run) {
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          run();
        },
        seconds * pace * 1000,
      );
      timers.add(timer);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
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

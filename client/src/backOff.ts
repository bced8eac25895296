/** How often a crashed server is started again. Times are in milliseconds. */
export interface BackOffLimits {
  readonly attempts: number;
  /** Crashes longer ago than this are forgotten. */
  readonly window: number;
  readonly firstDelay: number;
  readonly maxDelay: number;
}

export const defaultLimits: BackOffLimits = { attempts: 5, window: 180_000, firstDelay: 500, maxDelay: 15_000 };

/** Counts crashes. */
export interface BackOff {
  /** Notes a crash and gives the delay before the next start, or undefined when it is time to give up. */
  next(): number | undefined;
  /** Forgets all crashes: a person asked for a start. */
  reset(): void;
}

/** Delays double from crash to crash; the clock comes from outside. */
export function createBackOff(limits: BackOffLimits, now: () => number): BackOff {
  let crashes: number[] = [];
  return {
    next() {
      const time = now();
      crashes = [...crashes.filter((crash) => time - crash < limits.window), time];
      if (crashes.length > limits.attempts) return undefined;
      return Math.min(limits.firstDelay * 2 ** (crashes.length - 1), limits.maxDelay);
    },
    reset() {
      crashes = [];
    },
  };
}

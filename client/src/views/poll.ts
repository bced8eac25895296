/** How often something is asked again; in milliseconds. */
export interface PollLimits {
  readonly interval: number;
  /** Failures that follow each other double the interval up to this. */
  readonly maxInterval: number;
}

/** Rules change seldom, and a list of them takes 0.2 s on an idle server (facts 6). */
export const pollLimits: PollLimits = { interval: 30_000, maxInterval: 300_000 };

/** Asks again and again while somebody looks, one run at a time. */
export interface Poll {
  /** Begins or ends looking; a run that nobody looks at any more is cancelled. */
  setVisible(visible: boolean): void;
  /** Runs anew now, or as soon as somebody looks. Never rejects. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** `run` gives false when it failed, and never rejects. */
export function createPoll(run: (signal: AbortSignal) => Promise<boolean>, limits: PollLimits): Poll {
  let visible = false;
  let failures = 0;
  /** When the next run is due; 0 is at once. */
  let due = 0;
  let timer: NodeJS.Timeout | undefined;
  let current: { readonly control: AbortController; readonly ended: Promise<void> } | undefined;

  function schedule(): void {
    clearTimeout(timer);
    if (visible && !current) timer = setTimeout(() => void start(), Math.max(0, due - Date.now()));
  }

  async function once(control: AbortController): Promise<void> {
    const isGood = await run(control.signal);
    current = undefined;
    if (control.signal.aborted) return schedule();
    failures = isGood ? 0 : failures + 1;
    due = Date.now() + Math.min(limits.interval * 2 ** Math.max(0, failures - 1), limits.maxInterval);
    schedule();
  }

  function start(): Promise<void> {
    clearTimeout(timer);
    due = 0;
    const control = new AbortController();
    current = { control, ended: Promise.resolve() };
    const ended = once(control);
    if (current?.control === control) current = { control, ended };
    return ended;
  }

  function stop(): void {
    clearTimeout(timer);
    current?.control.abort();
  }

  return {
    setVisible(next) {
      if (visible === next) return;
      visible = next;
      if (visible) schedule();
      else stop();
    },
    async refresh() {
      due = 0;
      failures = 0;
      stop();
      await current?.ended;
      clearTimeout(timer);
      // Two that asked at one time share a run.
      if (visible) await (current?.ended ?? start());
    },
    dispose() {
      visible = false;
      stop();
    },
  };
}

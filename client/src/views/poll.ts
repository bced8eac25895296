import type { CallOptions, Transport } from '../../../server/src/infrahub/transport';
import type { Access } from '../connection/access';

/** How often something is asked again; in milliseconds. */
export interface PollLimits {
  readonly interval: number;
  /** Failures that follow each other double the interval up to this. */
  readonly maxInterval: number;
}

/** Rules change seldom, and a list of them takes 0.2 s on an idle server (facts 6). */
export const pollLimits: PollLimits = { interval: 30_000, maxInterval: 300_000 };

/** What is asked for a view: one thing at a time, and nothing by itself while nobody looks. */
export interface Turns {
  /** Aborted while nobody looks; another one each time that somebody does. */
  readonly looking: AbortSignal;
  /** Asks between two runs of the poll; rejects when nobody looks any more, and as `ask` does. */
  between<Value>(ask: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Asks between two runs too, though nobody looks: for a command. Rejects as `ask` does. */
  forPerson<Value>(ask: () => Promise<Value>): Promise<Value>;
}

/** Asks again and again while somebody looks, one run at a time. */
export interface Poll extends Turns {
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
  let look = new AbortController();
  look.abort();
  /** Ends with what was asked last. */
  let turn: Promise<unknown> = Promise.resolve();
  let current: { readonly control: AbortController; readonly ended: Promise<void> } | undefined;

  function inTurn<Value>(ask: () => Promise<Value>): Promise<Value> {
    const asked = turn.then(() => ask());
    turn = asked.catch(() => undefined);
    return asked;
  }

  function schedule(): void {
    clearTimeout(timer);
    if (visible && !current) timer = setTimeout(() => void start(), Math.max(0, due - Date.now()));
  }

  async function once(control: AbortController): Promise<void> {
    const isGood = await inTurn(async () => !control.signal.aborted && (await run(control.signal)));
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

  function setLooking(next: boolean): void {
    look.abort();
    if (next) look = new AbortController();
  }

  function stop(): void {
    clearTimeout(timer);
    current?.control.abort();
  }

  return {
    setVisible(next) {
      if (visible === next) return;
      visible = next;
      setLooking(next);
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
    get looking() {
      return look.signal;
    },
    between(ask) {
      const { signal } = look;
      return inTurn(async () => {
        signal.throwIfAborted();
        return ask(signal);
      });
    },
    forPerson: inTurn,
    dispose() {
      visible = false;
      setLooking(false);
      stop();
    },
  };
}

/** A transport whose requests take turns with the runs of a poll, and end when nobody looks any more. */
export function inTurns(transport: Transport, { between }: Turns): Transport {
  return queued(transport, between);
}

/**
 * The way to the server for what a person asks of a view: it is found, which may take a request too, and each request is sent
 * in turn with the runs of the poll, so never ask for it in one of them. Rejects as `find` does.
 */
export async function accessInTurns(find: () => Promise<Access>, { forPerson }: Turns): Promise<Access> {
  const access = await forPerson(find);
  return 'transport' in access ? { ...access, transport: queued(access.transport, forPerson) } : access;
}

type Queue = <Value>(ask: (signal?: AbortSignal) => Promise<Value>) => Promise<Value>;

function queued(transport: Transport, queue: Queue): Transport {
  const inQueue = <Value>(options: CallOptions = {}, ask: (options: CallOptions) => Promise<Value>): Promise<Value> =>
    queue((looking) => {
      const signals = [options.signal, looking].filter((signal) => signal !== undefined);
      return ask(signals.length > 0 ? { ...options, signal: AbortSignal.any(signals) } : options);
    });
  return {
    address: transport.address,
    hasToken: transport.hasToken,
    run: (operation, variables, options) => inQueue(options, (own) => transport.run(operation, variables, own)),
    get: (resource, parameters, options) => inQueue(options, (own) => transport.get(resource, parameters, own)),
    post: (submission, parameters, options) => inQueue(options, (own) => transport.post(submission, parameters, own)),
  };
}

import type { Access } from '../connection/access';
import { accessInTurns, type Turns } from './poll';

/** A person did not want to wait for the run of a view that was under way. */
interface Left {
  readonly kind: 'left';
}

/** The way to the server for a command of a view, or that nobody waits for it any more. */
export type AccessForCommand = Access | Left;

/** What is waited for longer is shown; in milliseconds. */
export const moment = 500;

/** Shows that a command waits until `ended`, which never rejects; `leave` gives it up. */
export type ShowWaiting = (ended: Promise<unknown>, leave: () => void) => void;

/**
 * The way to the server for a command, in turn with the runs of the poll of its view (`accessInTurns`). Such a run takes as
 * long as the server does: the person sees it, and can leave. Rejects as `find` does.
 */
export async function accessForCommand(
  find: () => Promise<Access>,
  turns: Turns,
  show: ShowWaiting,
): Promise<AccessForCommand> {
  const control = new AbortController();
  const { signal } = control;
  const left = new Promise<Left>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'left' }), { once: true });
  });
  const found = accessInTurns(async () => (signal.aborted ? { kind: 'noServer' } : find()), turns);
  const first = Promise.race([found, left]);
  const ended = first.catch(() => undefined);
  const timer = setTimeout(() => show(ended, () => control.abort()), moment);
  try {
    return await first;
  } finally {
    clearTimeout(timer);
  }
}

/** A view that commands are about. */
interface Showing<Situation> {
  readonly situation: Situation;
  access(): Promise<AccessForCommand>;
}

/**
 * The way to the server for a command, with what its view shows when this is called: while the command waits the view may
 * go on to another server or branch, and what was chosen is not of that. Rejects as `access` of the view does.
 */
export async function accessWithShown<Situation>(
  view: Showing<Situation>,
): Promise<{ readonly access: AccessForCommand; readonly shown: Situation }> {
  const { situation } = view;
  return { access: await view.access(), shown: situation };
}

import type { Connection } from 'vscode-languageserver';
import { statusNotification, type StatusParams } from '../protocol/status';

/** Findings come with every key; what is said of them follows this much later, in milliseconds. */
const soonMs = 100;

/** Tells the client how things stand, and only when that changed. */
export interface StatusSender {
  send(): void;
  /** The same in a moment, once for all that asked by then. */
  sendSoon(): void;
  dispose(): void;
}

/** Makes a sender; `current` is asked whenever something is to be sent. */
export function createStatusSender(connection: Connection, current: () => StatusParams): StatusSender {
  let sent = '';
  let waiting: NodeJS.Timeout | undefined;
  const dispose = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const send = (): void => {
    dispose();
    const status = current();
    const text = JSON.stringify(status);
    if (text === sent) return;
    sent = text;
    void connection.sendNotification(statusNotification, status);
  };
  return { send, sendSoon: () => void (waiting ??= setTimeout(send, soonMs)), dispose };
}

import { setTimeout as delay } from 'node:timers/promises';
import { commands, l10n, type LogOutputChannel, window } from 'vscode';
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';
import type { BackOff } from './backOff';
import type { ServerState } from './serverState';

interface Options {
  readonly backOff: BackOff;
  readonly log: LogOutputChannel;
  readonly setState: (state: ServerState) => void;
}

/** Starts a crashed server again, later each time; says so when it gives up. */
export function createErrorHandler({ backOff, log, setState }: Options): ErrorHandler {
  return {
    error(error) {
      log.error(`Connection to the language server: ${error.message}`);
      // To shut down would be to stay stopped: every write to a server that has just died fails before its end is known.
      return { action: ErrorAction.Continue, handled: true };
    },
    async closed(): Promise<CloseHandlerResult> {
      const wait = backOff.next();
      if (wait === undefined) {
        const reason = l10n.t('The language server of Cascade for Infrahub crashed several times and stays stopped.');
        setState({ kind: 'failed', reason });
        void offerRestart(reason);
        return { action: CloseAction.DoNotRestart, message: reason, handled: true };
      }
      const message = `The language server ended; it is started again in ${wait} ms.`;
      setState({ kind: 'waiting', seconds: Math.ceil(wait / 1000) });
      await delay(wait);
      return { action: CloseAction.Restart, message, handled: true };
    },
  };
}

async function offerRestart(reason: string): Promise<void> {
  const restart = l10n.t('Restart');
  const showLog = l10n.t('Show Log');
  const answer = await window.showErrorMessage(reason, restart, showLog);
  if (answer === restart) await commands.executeCommand('infrahubCascade.restartServer');
  if (answer === showLog) await commands.executeCommand('infrahubCascade.showLog');
}

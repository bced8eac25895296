import { l10n, ProgressLocation, window } from 'vscode';
import type { ShowWaiting } from './waiting';

/** Shows in a notification, with a button to cancel, that a command waits for the view to be read. */
export const showWaiting: ShowWaiting = (ended, leave) => {
  const title = l10n.t('Waiting until the view has been read…');
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  void window.withProgress(options, (_, token) => {
    token.onCancellationRequested(leave);
    return ended;
  });
};

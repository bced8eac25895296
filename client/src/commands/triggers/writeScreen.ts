import { l10n, type LogOutputChannel, ProgressLocation, window } from 'vscode';
import { noticeText } from '../../notice';
import type { ComparedAction, ComparedRule } from '../../views/triggers/compare';
import type { TriggersView } from '../../views/triggers/provider';
import type { WayToWrite } from './wayToWrite';
import type { Outcome, WriteScreen } from './writeFlow';

/** What is asked and said about one change of the server, as sentences. */
export interface WriteTexts {
  readonly question: string;
  /** What the person should know before; a paragraph each. */
  readonly details: readonly string[];
  /** The button that agrees. */
  readonly agree: string;
  readonly running: string;
  readonly done: string;
}

export interface ScreenOptions extends WriteTexts {
  readonly name: string;
  readonly log: LogOutputChannel;
  readonly triggers: TriggersView;
}

/** What a person sees of a change of the server: one modal question, progress, and how it ended. */
export function createWriteScreen(options: ScreenOptions): WriteScreen {
  const { question, details, agree, running, triggers } = options;
  return {
    async confirm() {
      const detail = details.join('\n\n');
      return (await window.showWarningMessage(question, { modal: true, detail }, agree)) === agree;
    },
    during: (run) =>
      Promise.resolve(window.withProgress({ location: ProgressLocation.Notification, title: running }, run)),
    refresh: () => triggers.refresh(),
    show: (outcome) => showOutcome(outcome, options),
  };
}

/** Says in a sentence how a change ended. */
export function showOutcome(outcome: Outcome, { name, done, log }: Pick<ScreenOptions, 'name' | 'done' | 'log'>): void {
  if (outcome.kind === 'done') {
    log.info(done);
    void window.showInformationMessage(done);
    return;
  }
  const message = failureText(outcome, noticeText(name));
  log.error(message);
  void window.showErrorMessage(message);
}

/** Why a change was not made, or may have been. */
export function failureText(outcome: Exclude<Outcome, { kind: 'done' }>, name: string): string {
  switch (outcome.kind) {
    case 'gone':
      return l10n.t('{0} is not on the server any more.', name);
    case 'inUse':
      return l10n.t('{0} is in use on the server: a rule still starts it. Change or delete that rule first.', name);
    case 'failed':
      return outcome.isOpen
        ? l10n.t('{0} Nobody knows whether it was done: the view shows what is there now.', outcome.message)
        : outcome.message;
  }
}

/** What is true of every change of rules and actions. */
export function everywhereText({ account, server }: WayToWrite): string {
  const where = l10n.t('Rules and actions have no branch: this takes effect on all branches at once, the default too.');
  const who =
    account === undefined ? '' : l10n.t('It is done as {0} at {1}.', noticeText(account), server.address.base);
  return `${where} ${who}`.trim();
}

/** That an import of its repository undoes the change. */
export function importText({ owner }: ComparedRule | ComparedAction, deletes: boolean): string[] {
  if (owner?.kind !== 'import') return [];
  const repository = noticeText(owner.repository);
  return deletes
    ? [
        l10n.t('The import of the repository {0} made it, and makes it again as long as a file has it.', repository),
        l10n.t(
          'Taking it out of the file is enough only while the repository has another rule or action: without any its imports delete nothing.',
        ),
      ]
    : [l10n.t('The next import of the repository {0} writes it again as its file says.', repository)];
}

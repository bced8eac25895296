import { l10n } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { shortCommit, type Notice } from '../../runs/preflight';

/** Names that one line tells. */
export const namesInLine = 3;

/** A line of the summary: what is so, and what to do. */
export interface NoticeLine {
  readonly icon: 'error' | 'warning' | 'info';
  readonly label: string;
  readonly detail: string;
}

export function noticeLine(notice: Notice): NoticeLine {
  switch (notice.kind) {
    case 'lacksWorker':
      return {
        icon: 'error',
        label: l10n.t('No task worker is alive'),
        detail: l10n.t('The server takes the run and nobody carries it out until a worker is started.'),
      };
    case 'lostProcesses':
      return {
        icon: 'info',
        label: l10n.t('Whether a task worker is alive is not known'),
        detail: l10n.t(
          'Processes of the server that fell silent in the last two hours: {0}. It does not say whether one of them was its last task worker. Without one nobody carries out the run.',
          notice.count,
        ),
      };
    case 'strangers':
      return {
        icon: 'warning',
        label: l10n.t('{0} chosen targets are no members of the group', notice.ids.length),
        detail: l10n.t('The server ignores them without a word. Add them to the group first.'),
      };
    case 'trackedTargets': {
      const names = someOf(notice.members.map(({ name }) => name));
      return {
        icon: 'error',
        label: l10n.t('Targets that this run can delete: {0}', names),
        detail: notice.certain
          ? l10n.t(
              'They are tracked as objects of this generator: a run that does not track them deletes them. Choose this line to untrack them.',
            )
          : l10n.t(
              'They are tracked as objects of this generator, and its code here does not show why. Choose this line to look at them.',
            ),
      };
    }
    case 'noCommit':
      return {
        icon: 'error',
        label: l10n.t('The repository {0} was never imported on this branch', plainText(notice.repository)),
        detail: l10n.t('There is no code to run. Look at the repository on the server.'),
      };
    case 'importing':
      return {
        icon: 'warning',
        label: l10n.t('The repository {0} is “{1}”', plainText(notice.repository), plainText(notice.status)),
        detail: l10n.t('The server may run older code, or none. Look at the repository on the server.'),
      };
    case 'otherCommit':
      return {
        icon: 'warning',
        label: l10n.t(
          'The branch runs commit {0}, the default branch {1}',
          shortCommit(notice.here),
          shortCommit(notice.onDefault),
        ),
        detail: l10n.t(
          'A branch keeps the code of the day it was made. A rebase brings newer code, and runs what its rules start.',
        ),
      };
    case 'notFetched':
      return {
        icon: 'info',
        label: l10n.t('Commit {0} of the server is not in this clone', shortCommit(notice.commit)),
        detail: l10n.t('It cannot be compared with the files here. Fetch it to see what differs.'),
      };
    case 'notCompared':
      return {
        icon: 'info',
        label: l10n.t('Nothing here can be compared with commit {0} of the server', shortCommit(notice.commit)),
        detail: whyNotCompared(notice.why),
      };
    case 'differing':
      return {
        icon: 'warning',
        label: l10n.t('The server runs other code: {0}', someOf(notice.files)),
        detail: l10n.t(
          'These files differ between its commit {0} and yours. Push, let the server import, and rebase the branch.',
          shortCommit(notice.commit),
        ),
      };
    case 'uncommitted':
      return {
        icon: 'warning',
        label: l10n.t('Not committed: {0}', someOf(notice.files)),
        detail: l10n.t('The server does not have these changes. Commit and push them, or run locally.'),
      };
    case 'unsaved':
      return {
        icon: 'warning',
        label: l10n.t('Not saved: {0}', someOf(notice.files)),
        detail: l10n.t(
          'Neither the server nor a local run has these changes. Save the files first, then commit and push them, or run locally.',
        ),
      };
    case 'configuring':
      return {
        icon: 'warning',
        label: l10n.t('The server is configuring its rules ({0} tasks)', notice.count),
        detail: l10n.t(
          'What happens before it is done starts no rule, and is not made up for later. Wait some seconds.',
        ),
      };
    case 'failure':
      return {
        icon: 'info',
        label: l10n.t('Something could not be looked at'),
        detail: plainText(notice.message),
      };
  }
}

function whyNotCompared(why: Extract<Notice, { readonly kind: 'notCompared' }>['why']): string {
  switch (why) {
    case 'noFile':
      return l10n.t('The generator, or its code, is in no file here.');
    case 'several':
      return l10n.t('Several definitions in this workspace have this name: whose code the server runs is not known.');
    case 'noGit':
      return l10n.t('Its files are in no clone that git can read.');
  }
}

/** Names for one line. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, namesInLine).map(plainText).join(', ');
  return names.length > namesInLine ? l10n.t('{0}, … ({1})', shown, names.length) : shown;
}

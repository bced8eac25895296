import { Disposable, type Event, EventEmitter, l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { plainText } from '../../server/src/infrahub/plainText';
import { iconless } from './connection/connect';
import { type ConnectionState, createConnectionReader, type Reachable } from './connection/connectionState';
import type { Context } from './context';
import type { FailureKind } from './views/failure';
import { createPoll } from './views/poll';

/** The status bar item with server and branch. */
export interface ConnectionStatus extends Disposable {
  readonly state: ConnectionState;
  readonly onDidChange: Event<void>;
}

/** Three small questions, together 40 ms on an idle server (facts 6), while somebody sits at the window. */
const limits = { interval: 60_000, maxInterval: 300_000 };

/** Shows which server and branch are in use; a click offers everything that can be done with them. */
export function createConnectionStatus({ server, connection, log }: Context): ConnectionStatus {
  const item = window.createStatusBarItem('infrahubCascade.connection', StatusBarAlignment.Left, 10);
  item.name = l10n.t('Cascade for Infrahub: server and branch');
  item.command = 'infrahubCascade.connectionMenu';
  const changed = new EventEmitter<void>();
  let state: ConnectionState = { kind: 'unknown' };

  const reader = createConnectionReader(
    () => connection.access(),
    (message) => log.warn(message),
  );
  const poll = createPoll(async (signal) => {
    const next = await reader.read(signal);
    if (!next) return false;
    state = next;
    show();
    changed.fire();
    return next.kind !== 'failed';
  }, limits);

  /** Nothing where there is no repository and no server. */
  const isOfUse = (): boolean => {
    const { state: of } = server;
    const hasProject = of.kind === 'running' && (of.status?.projects ?? 0) > 0;
    return hasProject || connection.servers().length > 0;
  };
  const look = (): void => {
    show();
    poll.setVisible(window.state.focused && isOfUse());
  };

  function show(): void {
    const shown = isOfUse() ? appearanceOf(state) : undefined;
    if (!shown) {
      item.hide();
      return;
    }
    item.text = shown.text;
    item.tooltip = shown.tooltip.map(plainText).join('\n');
    item.backgroundColor = shown.isWarning ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    item.accessibilityInformation = { label: shown.spoken.map(plainText).join(', ') };
    item.show();
  }

  const parts = Disposable.from(
    item,
    changed,
    poll,
    window.onDidChangeWindowState(look),
    server.onDidChangeState(look),
    connection.onDidChange(() => {
      look();
      void poll.refresh();
    }),
  );
  look();
  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    dispose: () => void parts.dispose(),
  };
}

/** What the item says, to eyes and ears. */
export interface Appearance {
  /** With pictures. */
  readonly text: string;
  readonly spoken: readonly string[];
  /** A line each. */
  readonly tooltip: readonly string[];
  /** Something is missing, or what is changed now is changed for everybody. */
  readonly isWarning: boolean;
}

/** How the item looks in a state; undefined while nothing is known. */
export function appearanceOf(state: ConnectionState): Appearance | undefined {
  switch (state.kind) {
    case 'unknown':
    case 'untrusted':
      return undefined;
    case 'noServer':
      return simple(l10n.t('no Infrahub server'), l10n.t('No Infrahub server is known. Click to add one.'));
    case 'signedOut': {
      const label = l10n.t('{0}: signed out', iconless(state.server ?? 'Infrahub'));
      return simple(label, l10n.t('Sign in to see what is really there. Click for more.'));
    }
    case 'failed': {
      const name = state.server === '' ? 'Infrahub' : state.server;
      return {
        text: `$(debug-disconnect) ${iconless(name)}`,
        spoken: [name, troubleText(state.failure.kind), state.failure.message],
        tooltip: [state.failure.message, l10n.t('It is tried again by itself. Click for more.')],
        isWarning: true,
      };
    }
    case 'read':
      return ofServer(state.server, state.read);
  }
}

/** What is wrong, in few words: only a server that cannot be reached does not answer. */
function troubleText(kind: FailureKind): string {
  switch (kind) {
    case 'unreachable':
      return l10n.t('does not answer');
    case 'unauthorized':
      return l10n.t('does not take the token');
    case 'unusable':
      return l10n.t('cannot be used');
  }
}

function simple(text: string, tooltip: string): Appearance {
  return { text: `$(plug) ${text}`, spoken: [text], tooltip: [tooltip], isWarning: false };
}

function ofServer(server: string, { address, account, version, branch, gitBranch, gone }: Reachable): Appearance {
  const facts = [
    l10n.t('{0} at {1}', server, address),
    l10n.t('Account: {0}', account),
    l10n.t('Infrahub {0}', version),
  ];
  if (!branch) {
    const reason =
      gone !== undefined
        ? l10n.t('The branch {0} that was chosen is not on the server any more. Click to choose another one.', gone)
        : gitBranch === undefined
          ? l10n.t('No branch of the server is chosen. Click to choose one.')
          : l10n.t('No branch of the server fits the branch {0} of git. Click to choose one.', gitBranch);
    const label = l10n.t('choose a branch');
    return {
      text: `$(server) ${iconless(server)} $(git-branch) ${label}`,
      spoken: [server, label, reason],
      tooltip: [reason, ...facts],
      isWarning: true,
    };
  }
  const ofBranch = branch.isDefault
    ? l10n.t('Branch: {0}, the default one. What is changed here is changed for everybody.', branch.name)
    : l10n.t('Branch: {0}', branch.name);
  return {
    text: `$(server) ${iconless(server)} $(git-branch) ${iconless(branch.name)}`,
    spoken: [server, ofBranch],
    tooltip: [ofBranch, ...facts, l10n.t('Click for more.')],
    isWarning: branch.isDefault,
  };
}

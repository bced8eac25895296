import { commands, type Disposable, l10n, ProgressLocation, window } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import type { Access } from '../../connection/access';
import { iconless } from '../../connection/connect';
import { failedWrite } from '../../connection/failedWrite';
import { showFailure } from '../../connection/showFailure';
import type { Context } from '../../context';
import type { CascadeView } from '../../views/cascade/provider';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { chosenLines, wayToLines } from './chosen';
import {
  attributesToClear,
  clearSignals,
  signalsToClear,
  type ClearQuestion,
  type ClearResult,
  type SignalToClear,
} from './clearFlow';

type Open = Access & { readonly kind: 'open' };

/** "Clear Signal": takes the signal of targets away, after saying which rules that starts. */
export function registerClearSignal({ connection }: Context, view: CascadeView): Disposable {
  return commands.registerCommand(
    'infrahubCascade.clearSignal',
    async (line?: CascadeLine, all?: readonly CascadeLine[]): Promise<void> => {
      const found = signalsToClear(chosenLines(view, line, all));
      if (found.length === 0) {
        void window.showInformationMessage(l10n.t('Choose a target with a signal in the view Cascade first.'));
        return;
      }
      const access = await wayToLines(view);
      if (!access) return;
      const signals = await chooseSignals(found);
      if (signals.length === 0) return;
      try {
        const result = await clear(access, signals);
        if (!result) return;
        if (result.cleared.length > 0) void window.showInformationMessage(resultText(result));
        if ('error' in result) {
          const whenOpen = l10n.t('The signal may be cleared all the same: the view shows what is there now.');
          void showFailure(result.error, access.server, connection, failedWrite(result.error, whenOpen));
        }
      } catch (error) {
        void showFailure(error, access.server, connection);
      }
      await view.refresh();
    },
  );
}

/** Asks which attribute where targets are signalled by several. */
async function chooseSignals(found: readonly SignalToClear[]): Promise<readonly SignalToClear[]> {
  const attributes = attributesToClear(found);
  if (attributes.length === 1) return found;
  const items = attributes.map((attribute) => {
    const values = found.filter((each) => each.attribute === attribute);
    const [only] = values;
    const description = only && values.length === 1 ? only.value : l10n.t('{0} targets', values.length);
    return { label: iconless(attribute), description: iconless(description), attribute };
  });
  const title = l10n.t('Clear which signal?');
  const picked = await window.showQuickPick(items, { title });
  return found.filter(({ attribute }) => attribute === picked?.attribute);
}

async function clear(access: Open, signals: readonly SignalToClear[]): Promise<ClearResult | undefined> {
  const { transport, branch } = access;
  const options = { location: ProgressLocation.Window, title: l10n.t('Clearing signals') };
  // VS Code's `report` works as a method only.
  return window.withProgress(options, (progress) => {
    progress.report({ message: l10n.t('looking for the rules that this starts…') });
    return clearSignals({
      transport,
      branch,
      signals,
      confirm: (question) => confirm(access, question),
      onStep: ({ name }) => progress.report({ message: iconless(name) }),
    });
  });
}

async function confirm({ server }: Open, question: ClearQuestion): Promise<boolean> {
  const { signals, branch, rules, agnosticKinds } = question;
  const attributes = [...new Set(signals.map(({ attribute }) => plainText(attribute)))].join(', ');
  const branchName = plainText(branch.name);
  const message = l10n.t(
    'Clear {0} of {1} on the branch {2} of {3}?',
    attributes,
    namesOf(signals),
    branchName,
    server.name,
  );
  const lines = rules.map(({ name, action }) => `${plainText(name)} → ${plainText(action)}`);
  const shown = lines.slice(0, 20).join('\n');
  const started = lines.length > 20 ? l10n.t('{0}\n… ({1} in all)', shown, lines.length) : shown;
  const detail = [
    branch.isDefault ? l10n.t('{0} is the default branch: this is in production at once.', branchName) : '',
    agnosticKinds.length === 0
      ? ''
      : l10n.t('{0}: the same on every branch, so this changes all of them.', agnosticKinds.map(plainText).join(', ')),
    started !== ''
      ? l10n.t('A value that goes is an update too. Rules that it starts:\n{0}', started)
      : l10n.t('No active rule of the server sees it on this branch.'),
    l10n.t('When a generator above runs next and ends well, it signals again.'),
  ];
  const go = l10n.t('Clear Signal');
  const text = detail.filter(Boolean).join('\n\n');
  return (await window.showWarningMessage(message, { modal: true, detail: text }, go)) === go;
}

function resultText({ cleared, rules }: ClearResult): string {
  const names = rules.map(({ name }) => plainText(name)).join(', ');
  return rules.length > 0
    ? l10n.t('The signal of {0} is cleared. Rules that see it: {1}', namesOf(cleared), names)
    : l10n.t('The signal of {0} is cleared. No active rule sees it on this branch.', namesOf(cleared));
}

function namesOf(signals: readonly SignalToClear[]): string {
  const [first] = signals;
  return first && signals.length === 1 ? plainText(first.name) : l10n.t('{0} targets', signals.length);
}

import { commands, l10n, type OutputChannel, ProgressLocation, window } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { noticeText } from '../../notice';
import type { Reached } from '../../connection/reach';
import { carryOut, type CarriedOut } from '../../runs/carryOut';
import { createLogWriter } from '../../runs/logWriter';
import type { AgreedRun } from '../../runs/planRun';
import type { ResultDocuments } from '../../runs/resultDocuments';
import { resultText } from '../../runs/resultText';
import { newRun } from '../../runs/runState';
import { lostMessage, outcomeMessage, progressMessage, type OutcomeMessage } from './outcomeMessage';
import { signalOf } from './signal';

export interface RunTools extends Reached {
  readonly output: OutputChannel;
  readonly results: ResultDocuments;
}

/** Runs at the server, follows and tells the outcome. Rejects with `InfrahubError` when the run could not be started. */
export async function runAtServer(agreed: AgreedRun, { server, transport, output, results }: RunTools): Promise<void> {
  const { definition, branch, targets } = agreed.run;
  const name = plainText(definition.name);
  const total = targets?.length ?? definition.targets?.count ?? 0;
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('{0} on {1} (Cancel stops following, not the run)', noticeText(name), noticeText(branch.name)),
    cancellable: true,
  };
  output.appendLine(`── ${name} · ${plainText(branch.name)} · ${plainText(server.name)} · ${new Date().toISOString()}`);
  const writer = createLogWriter((line) => output.appendLine(line));
  // Views that are seen need not wait for their next turn: what the run does may be all that is new.
  const look = (): void => {
    for (const view of ['Cascade', 'Runs']) void commands.executeCommand(`infrahubCascade.refresh${view}`);
  };
  let taskId = '';
  let { stage } = newRun;
  const carried = await window.withProgress(options, (progress, token) =>
    carryOut({
      transport,
      agreed,
      signal: signalOf(token),
      onStart(id) {
        taskId = id;
        look();
      },
      onChange(state) {
        writer.write(state);
        if (state.stage !== stage) look();
        stage = state.stage;
        progress.report({ message: progressMessage(state, total) });
      },
    }),
  );
  const { outcome, failure } = carried;
  const head = { generator: definition.name, branch: branch.name, server: server.name };
  const text = outcome && resultText(head, outcome, failure);
  if (text !== undefined) output.append(`\n${text}\n`);
  const showResult = text === undefined ? undefined : () => results.show(`${definition.name}-${branch.name}`, text);
  // Not waited for: the command is done when the run is.
  void tell({ carried, generator: definition.name, branch: branch.name, taskId, output, showResult });
}

interface Told {
  readonly carried: CarriedOut;
  readonly generator: string;
  readonly branch: string;
  readonly taskId: string;
  readonly output: OutputChannel;
  readonly showResult: (() => Promise<void>) | undefined;
}

async function tell({ carried, generator, branch, taskId, output, showResult }: Told): Promise<void> {
  const { outcome, lost } = carried;
  const [log, trace, result] = [l10n.t('Show Log'), l10n.t('Show Trace'), l10n.t('Show Objects')];
  const signIn = l10n.t('Sign In Again');
  const message = outcome ? outcomeMessage(generator, outcome) : lostMessage(generator, lost);
  if (lost) output.appendLine(message.text);
  const actions = [...(showResult ? [result] : []), ...(lost?.needsSignIn ? [signIn] : []), log, trace];
  const answer = await show(message, actions);
  if (answer === signIn) await commands.executeCommand('infrahubCascade.signIn');
  if (answer === log) output.show(true);
  if (answer === result) await showResult?.();
  if (answer === trace) await commands.executeCommand('infrahubCascade.showTrace', { taskId, branch });
}

function show({ severity, text }: OutcomeMessage, actions: readonly string[]): Thenable<string | undefined> {
  switch (severity) {
    case 'error':
      return window.showErrorMessage(text, ...actions);
    case 'warning':
      return window.showWarningMessage(text, ...actions);
    case 'information':
      return window.showInformationMessage(text, ...actions);
  }
}

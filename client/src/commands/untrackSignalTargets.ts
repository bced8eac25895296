import {
  type CancellationToken,
  commands,
  type Disposable,
  l10n,
  type LogOutputChannel,
  ProgressLocation,
  window,
} from 'vscode';
import { plainText } from '../../../server/src/infrahub/plainText';
import { cutText, type UntrackPlan } from '../../../server/src/infrahub/untrackPlan';
import type { UntrackedPart, UntrackOutcome } from '../../../server/src/infrahub/untrackRun';
import type { UntrackParams } from '../../../server/src/protocol/commands';
import { type GeneratorObjects, signalTargetsRequest } from '../../../server/src/protocol/generatorObjects';
import { describeFailure } from '../connection/connect';
import { serverOfKey } from '../connection/servers';
import { showFailure } from '../connection/showFailure';
import type { Context } from '../context';
import { askBranches, askTargets, confirmDefaultBranch } from './untrack/askUntrack';
import { countOutcome, countSkipped } from './untrack/choices';
import { untrackFlow, type UntrackScreen, type Work } from './untrack/flow';

/**
 * "Untrack Signal Targets…": takes the targets of signals out of the tracking groups of the generators that signal them,
 * before a run deletes them. Takes `UntrackParams` when it comes with the repair of a write, and `server`, a `serverKey`, when
 * it is known which one.
 */
export function registerUntrackSignalTargets(context: Context): Disposable {
  return commands.registerCommand('infrahubCascade.untrackSignalTargets', async (given?: unknown) => {
    const { connection, log } = context;
    const params = readParams(given);
    const server =
      serverOfKey(connection.servers(), params.server) ??
      (await connection.pickServer(l10n.t('Take signal targets out of the tracking groups of which server?')));
    if (!server) return;
    try {
      const transport = await connection.open(server);
      if (!transport) return;
      const generators = () =>
        context.server.request<GeneratorObjects[]>(signalTargetsRequest).catch((error: unknown) => {
          log.warn(describeFailure(error));
          return [];
        });
      await untrackFlow({ transport, generators, given: params, screen: createScreen(log) });
    } catch (error) {
      log.error(describeFailure(error));
      await showFailure(error, server, connection);
    }
  });
}

/** What is asked and shown, in VS Code. */
function createScreen(log: LogOutputChannel): UntrackScreen {
  return {
    askBranches,
    askTargets,
    confirmDefaultBranch,
    during: (work, run) => withProgress(titleOf(work), run),
    showPlan: (plan) => logPlan(plan, log),
    showNothing: (plan) => void showNothing(plan, log),
    showOutcome: (outcome, plan) => void showOutcome(outcome, plan, log),
  };
}

function titleOf(work: Work): string {
  switch (work) {
    case 'branches':
      return l10n.t('Reading the branches…');
    case 'plan':
      return l10n.t('Looking through the tracking groups…');
    case 'run':
      return l10n.t('Taking targets out of the tracking groups…');
  }
}

/** Shows a notification with a button to cancel while something runs. */
function withProgress<T>(
  title: string,
  run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    window.withProgress(options, (progress, token) =>
      run(signalOf(token), (message) => progress.report({ message: plainText(message) })),
    ),
  );
}

function signalOf(token: CancellationToken): AbortSignal {
  const control = new AbortController();
  token.onCancellationRequested(() => control.abort());
  return control.signal;
}

async function showNothing(plan: UntrackPlan, log: LogOutputChannel): Promise<void> {
  const { unsure } = countSkipped(plan.skipped);
  if (plan.failures.length > 0) {
    await showWithLog(window.showWarningMessage, l10n.t('{0} branches could not be read.', plan.failures.length), log);
  } else if (plan.cut.length + plan.gaps.length > 0) {
    await showWithLog(window.showWarningMessage, unreadText(plan), log);
  } else if (unsure > 0) {
    const message = l10n.t(
      '{0} targets are in tracking groups of generators that are not in this workspace, or whose code cannot be followed. They were left alone.',
      unsure,
    );
    await showWithLog(window.showWarningMessage, message, log);
  } else {
    void window.showInformationMessage(l10n.t('No signal target is in a tracking group that it should leave.'));
  }
}

async function showOutcome(outcome: UntrackOutcome, plan: UntrackPlan, log: LogOutputChannel): Promise<void> {
  for (const part of outcome.done) log.info(`Taken out: ${partText(part)}`);
  for (const { error, isOpen, ...part } of outcome.failed) {
    log.error(`${isOpen ? 'May have been taken out' : 'Not taken out'}: ${partText(part)}. ${error.message}`);
  }
  for (const part of outcome.left) log.warn(`Not tried: ${partText(part)}`);
  const { done, failed, left } = countOutcome(outcome);
  if (failed + left === 0 && plan.failures.length === 0) {
    const taken = l10n.t('Taken out of their tracking groups: {0}.', done);
    if (plan.cut.length + plan.gaps.length === 0) void window.showInformationMessage(taken);
    else await showWithLog(window.showWarningMessage, `${taken} ${unreadText(plan)}`, log);
    return;
  }
  const message = l10n.t(
    'Taken out: {0}, failed: {1}, not tried: {2}. The command can be run again.',
    done,
    failed,
    left,
  );
  await showWithLog(window.showErrorMessage, message, log);
}

/** What a list of targets does not say. */
function unreadText({ cut, gaps }: UntrackPlan): string {
  return [
    ...(cut.length > 0 ? [l10n.t('There is more in tracking groups or groups of targets than was looked at.')] : []),
    ...(gaps.length > 0 ? [l10n.t('Not all that rules or groups of the server show as targets is known.')] : []),
  ].join(' ');
}

function logPlan(plan: UntrackPlan, log: LogOutputChannel): void {
  for (const { error } of plan.failures) log.error(error.message);
  for (const part of plan.cut) log.warn(cutText(part));
  for (const gap of plan.gaps) log.warn(gap);
  for (const { branch, group, kind, count, reason } of plan.skipped) {
    const why =
      reason === 'creates'
        ? `this generator also creates ${kind}`
        : 'nothing here shows whether this generator creates them';
    log.info(plainText(`Left alone: ${count} ${kind} in ${group.name} on ${branch.name}: ${why}`));
  }
}

function partText({ step: { branch, group }, targets }: UntrackedPart): string {
  return targets.map(({ kind, name }) => plainText(`${kind} ${name} in ${group.name} on ${branch.name}`)).join('; ');
}

async function showWithLog(
  show: (message: string, ...actions: string[]) => Thenable<string | undefined>,
  message: string,
  log: LogOutputChannel,
): Promise<void> {
  const open = l10n.t('Show Log');
  if ((await show(message, open)) === open) log.show();
}

/** What the command was told; anything else counts as nothing. */
function readParams(given: unknown): UntrackParams & { readonly server: unknown } {
  const told = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  const { kinds, generators, objects, isUnsure, branch, server } = told;
  return {
    kinds: texts(kinds),
    generators: texts(generators),
    server,
    isUnsure: isUnsure === true,
    ...(Array.isArray(objects) && { objects: texts(objects) }),
    ...(typeof branch === 'string' ? { branch } : {}),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

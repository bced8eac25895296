import { commands, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { readRuleState } from '../../../../server/src/infrahub/readRuleState';
import { readTriggers } from '../../../../server/src/infrahub/readTriggers';
import {
  fileTriggersRequest,
  loadCheckRequest,
  type FileTriggers,
  type LoadCheck,
} from '../../../../server/src/protocol/triggers';
import type { BranchInUse } from '../../connection/branchChoice';
import type { Context } from '../../context';
import { noticeText } from '../../notice';
import { findInfrahubctl } from '../../runs/infrahubctl';
import type { Infrahubctl } from '../../runs/lookForInfrahubctl';
import { compareTriggers, type ComparedRule } from '../../views/triggers/compare';
import type { TriggersView } from '../../views/triggers/provider';
import { toolText } from '../toolText';
import type { LoadPlan, LoadResult, LoadScreen } from './loadFlow';
import { runLoad } from './loadTask';
import type { WayToWrite } from './wayToWrite';
import { activation, attempt, type Outcome } from './writeFlow';
import { everywhereText, failureText } from './writeScreen';

export interface LoadScreenOptions {
  readonly context: Context;
  readonly triggers: TriggersView;
  readonly uri: Uri;
  readonly way: WayToWrite;
  readonly branch: BranchInUse;
}

/** What a person sees and answers while a file is loaded. */
export function createLoadScreen(options: LoadScreenOptions): LoadScreen {
  const { context, triggers, uri, way } = options;
  const file = workspace.asRelativePath(uri);
  const server = way.name;
  let tool: Infrahubctl | undefined;
  return {
    async save() {
      const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
      if (!document?.isDirty) return true;
      const save = l10n.t('Save');
      const message = l10n.t('{0} is not saved. infrahubctl loads what is on disk.', file);
      return (await window.showWarningMessage(message, { modal: true }, save)) === save && document.save();
    },
    check: () => context.server.request<LoadCheck | null>(loadCheckRequest, { uri: uri.toString() }),
    refuseFile: () => void window.showErrorMessage(l10n.t('{0} belongs to no Infrahub repository.', file)),
    refuseErrors({ errors }) {
      const message = l10n.t('{0} is not loaded: errors in it: {1}. See Problems.', file, errors);
      void window.showErrorMessage(message);
      void window.showTextDocument(uri).then(() => commands.executeCommand('workbench.actions.view.problems'));
    },
    async acceptWarnings({ warnings }) {
      const anyway = l10n.t('Load Anyway');
      const show = l10n.t('Show Problems');
      const message = l10n.t('Warnings in {0}: {1}. Load it anyway?', file, warnings);
      const answer = await window.showWarningMessage(message, { modal: true }, anyway, show);
      if (answer === show) await commands.executeCommand('workbench.actions.view.problems');
      return answer === anyway;
    },
    async findTool(root) {
      tool = await findInfrahubctl(Uri.parse(root).fsPath);
      if (tool) return true;
      void window.showErrorMessage(
        l10n.t('infrahubctl was not found. It comes with the Python package infrahub-sdk[ctl].'),
      );
      return false;
    },
    async confirm(plan) {
      const load = l10n.t('Load');
      const message = l10n.t('Load {0} on {1}?', file, server);
      const detail = [...planText(plan, options), ...(tool ? toolText(tool, way.server) : [])].join('\n\n');
      return (await window.showWarningMessage(message, { modal: true, detail }, load)) === load;
    },
    load: async (root) => tool && runLoad({ ...options, root, tool }),
    async compare() {
      const progress = { location: ProgressLocation.Window, title: l10n.t('Reading the rules of the server…') };
      return window.withProgress(progress, async () => {
        const files = await context.server.request<FileTriggers>(fileTriggersRequest);
        const onServer = await readTriggers(way.transport, {}, options.branch.name);
        const state = await readRuleState(way.transport, onServer, {});
        await triggers.refresh();
        return compareTriggers(files, onServer, state);
      });
    },
    show: (result) => showResult(result, file, options),
    async offerDisable(rules) {
      const disable = l10n.t('Disable Rule');
      const names = noticeText(rules.map(({ name }) => name).join(', '));
      const message = l10n.t(
        'Loaded without all of its matches, and active on {1}, on every branch: {0}. It runs on more changes than its file says, until it is disabled or loaded whole.',
        names,
        server,
      );
      return (await window.showErrorMessage(message, disable)) === disable;
    },
    async disable(rule) {
      const write = rule.server && activation(rule.server, false);
      return write ? attempt(() => write(way.transport)) : { kind: 'gone' };
    },
    showDisabled: (outcomes) => showDisabled(outcomes, options),
  };
}

function planText({ added, changed, repositories }: LoadPlan, { way, branch }: LoadScreenOptions): string[] {
  const list = (names: readonly string[]): string => noticeText(names.join(', '));
  const changes = [
    added.length > 0 ? l10n.t('New on the server: {0}.', list(added)) : '',
    changed.length > 0 ? l10n.t('Changed on the server: {0}.', list(changed)) : '',
  ].filter(Boolean);
  return [
    changes.length > 0 ? changes.join(' ') : l10n.t('Its rules and actions are the same on the server already.'),
    everywhereText(way),
    l10n.t('Everything else in the file is loaded on the branch {0}.', noticeText(branch.name)),
    l10n.t(
      'Rules are configured within 3 to 50 seconds, later when there are many; what happens before starts nothing. Nothing is deleted.',
    ),
    ...(repositories.length > 0
      ? [l10n.t('Some of it was imported: the next import of {0} writes what its repository has.', list(repositories))]
      : []),
  ];
}

function showResult({ code, left, halfLoaded }: LoadResult, file: string, { context, way }: LoadScreenOptions): void {
  const { log } = context;
  const server = way.name;
  if (code === 0 && left.length === 0) {
    const message = l10n.t(
      '{0} is loaded on {1}. Its rules are configured within 3 to 50 seconds, later when there are many.',
      file,
      server,
    );
    log.info(message);
    void window.showInformationMessage(message);
    return;
  }
  const names = noticeText(left.join(', '));
  const message =
    code === 0
      ? l10n.t('{0} is loaded on {1}, but these are not as the file says: {2}.', file, server, names)
      : l10n.t(
          'Loading {0} on {1} stopped: see the terminal. What stood before is loaded, the rest is not. Not as in the file: {2}.',
          file,
          server,
          names || l10n.t('nothing'),
        );
  log.error(message);
  // What is half loaded is told by itself, with what can be done.
  if (halfLoaded.length === 0) void window.showErrorMessage(message);
}

function showDisabled(
  outcomes: readonly (readonly [ComparedRule, Outcome])[],
  { context, triggers }: LoadScreenOptions,
): void {
  void triggers.refresh();
  const failed = outcomes.flatMap(([{ name }, outcome]) =>
    outcome.kind === 'done' ? [] : [failureText(outcome, noticeText(name))],
  );
  const done = outcomes.filter(([, { kind }]) => kind === 'done').map(([{ name }]) => noticeText(name));
  for (const message of failed) {
    context.log.error(message);
    void window.showErrorMessage(noticeText(message));
  }
  if (done.length === 0) return;
  const message = l10n.t(
    'Disabled: {0}. It may still start its action for 3 to 50 seconds, longer when many changes wait.',
    done.join(', '),
  );
  context.log.info(message);
  void window.showInformationMessage(message);
}

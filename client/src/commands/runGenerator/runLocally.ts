import { join } from 'node:path';
import { l10n, ProcessExecution, Task, TaskRevealKind, TaskScope, Uri, window, workspace } from 'vscode';
import { account } from '../../../../server/src/infrahub/operations/account';
import { targetValues, type VariableValues } from '../../../../server/src/infrahub/operations/targetValues';
import { ifKnown } from '../../../../server/src/infrahub/refusal';
import { plainText } from '../../../../server/src/infrahub/plainText';
import type { Reached } from '../../connection/reach';
import type { Context } from '../../context';
import { noticeText } from '../../notice';
import { endOfTask } from '../../runs/endOfTask';
import { findInfrahubctl } from '../../runs/infrahubctl';
import { infrahubctlEnvironment } from '../../runs/infrahubctlEnvironment';
import { localArguments, missingVariables, wouldBeReplaced, type LocalCall } from '../../runs/localRun';
import type { Infrahubctl } from '../../runs/lookForInfrahubctl';
import type { AgreedRun } from '../../runs/planRun';
import { toolText } from '../toolText';
import { reachOf } from './confirm';

/** Calls of infrahubctl that one command makes one after the other. */
const maxCalls = 50;

/** Runs the generator of the files at hand with infrahubctl; gives true when every call has succeeded. */
export async function runLocally(agreed: AgreedRun, reached: Reached, context: Context): Promise<boolean> {
  const { layer, run } = agreed;
  if (!layer) {
    void window.showErrorMessage(lackText(agreed));
    return false;
  }
  const tool = await findInfrahubctl(Uri.parse(layer.root).fsPath);
  if (!tool) {
    void window.showErrorMessage(
      l10n.t(
        'infrahubctl was not found. Install the Python package infrahub-sdk[ctl], or name the command in the setting infrahubCascade.infrahubctlPath.',
      ),
    );
    return false;
  }
  const calls = await callsOf(agreed, reached);
  if (!calls) return false;
  const named = { generator: run.definition.name, branch: run.branch.name };
  if (calls.some((call) => wouldBeReplaced(named, call))) {
    void window.showErrorMessage(
      l10n.t('A name or value holds {0}, which VS Code would replace in the call: run it at the server.', '“${”'),
    );
    return false;
  }
  if (!(await confirmLocal(agreed, reached, tool))) return false;
  for (const call of calls) {
    const task = await taskOf(call, { agreed, root: layer.root, reached, tool, context });
    const code = await endOfTask(task);
    if (code === 0) continue;
    if (code !== undefined)
      void window.showErrorMessage(l10n.t('The local run has failed (exit code {0}): see the terminal.', code));
    return false;
  }
  void window.showInformationMessage(
    l10n.t(
      '{0} ran locally. It wrote to the branch {1}.',
      noticeText(run.definition.name),
      noticeText(run.branch.name),
    ),
  );
  return true;
}

/** Why there are no files that could be run. */
function lackText({ run, before: { local } }: AgreedRun): string {
  const name = noticeText(run.definition.name);
  return local.kind === 'unknown' && local.why === 'several'
    ? l10n.t(
        'Several definitions in this workspace are named {0}: which of them is to run locally is not known. Open the folder of its repository alone, and see that the name is there once.',
        name,
      )
    : l10n.t('The generator {0} is in no file of this workspace: there is nothing to run locally.', name);
}

/** One call for each target, or one for all of them; undefined when the person gave up. */
async function callsOf({ run }: AgreedRun, { transport }: Reached): Promise<readonly LocalCall[] | undefined> {
  const { definition, targets, branch } = run;
  if (!targets) return [{ target: undefined, variables: {} }];
  if (Object.keys(definition.parameters).length === 0) {
    // Without variables infrahubctl runs all members (facts 8).
    void window.showErrorMessage(
      l10n.t('{0} has no parameters, so infrahubctl can only run it for all targets.', noticeText(definition.name)),
    );
    return undefined;
  }
  if (targets.length > maxCalls) {
    void window.showErrorMessage(l10n.t('A local run takes at most {0} targets, or all of them.', maxCalls));
    return undefined;
  }
  const values = new Map<string, VariableValues>();
  for (const kind of new Set(targets.map((target) => target.kind))) {
    const operation = targetValues(kind, definition.parameters);
    const ids = targets.filter((target) => target.kind === kind).map(({ id }) => id);
    if (!operation) continue;
    // A path that the server does not know is asked for: the worker follows each peer by its own kind.
    const read = await ifKnown(transport.run(operation, { ids }, { branch: branch.name }));
    for (const [id, found] of read ?? []) values.set(id, found);
  }
  const calls: LocalCall[] = [];
  for (const target of targets) {
    const known = values.get(target.id);
    const asked = await askValues(missingVariables(Object.keys(definition.parameters), known), target.name);
    if (!asked) return undefined;
    calls.push({ target, variables: { ...known, ...asked } });
  }
  return calls;
}

async function askValues(names: readonly string[], target: string): Promise<VariableValues | undefined> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const title = l10n.t('Run {0} Locally', plainText(target));
    const prompt = l10n.t(
      'The value of {0} for {1}; it could not be read from the server.',
      plainText(name),
      plainText(target),
    );
    const value = await window.showInputBox({ title, prompt, ignoreFocusOut: true });
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}

async function confirmLocal(agreed: AgreedRun, { server, transport }: Reached, tool: Infrahubctl): Promise<boolean> {
  const { run } = agreed;
  const { name } = await transport.run(account, {});
  const go = l10n.t('Run Locally');
  const message = l10n.t(
    'Run {0} locally, on {1} of {2}?',
    plainText(run.definition.name),
    plainText(run.branch.name),
    plainText(server.name),
  );
  const detail = [
    l10n.t(
      'A local run is no dry run: it writes to the branch, and deletes what earlier runs made and this one does not save.',
    ),
    l10n.t('Its changes are signed by your account {0}, not by the server.', plainText(name)),
    ...reachOf(agreed),
    ...toolText(tool, server),
  ].join('\n\n');
  return (await window.showWarningMessage(message, { modal: true, detail }, go)) === go;
}

interface TaskParts {
  readonly agreed: AgreedRun;
  readonly root: string;
  readonly reached: Reached;
  readonly tool: Infrahubctl;
  readonly context: Context;
}

/** The token is in the environment of the process alone; no shell is between. */
async function taskOf(call: LocalCall, { agreed, root, reached, tool, context }: TaskParts): Promise<Task> {
  const { server } = reached;
  const { definition, branch } = agreed.run;
  const token = await context.connection.tokens.find(server);
  if (!token) throw new Error(l10n.t('There is no token for {0} any more: sign in again.', server.name));
  const noFile = join(context.extension.extensionPath, 'no-infrahubctl.toml');
  const env = infrahubctlEnvironment({ server, token: token.value, noFile });
  const args = localArguments({ tool, generator: definition.name, branch: branch.name }, call);
  const folder = Uri.parse(root);
  const task = new Task(
    { type: 'process' },
    workspace.getWorkspaceFolder(folder) ?? TaskScope.Workspace,
    l10n.t('{0} for {1} (local)', plainText(definition.name), plainText(call.target?.name ?? l10n.t('all targets'))),
    'Cascade for Infrahub',
    new ProcessExecution(tool.command, args, { cwd: folder.fsPath, env }),
  );
  task.presentationOptions = { reveal: TaskRevealKind.Always, focus: false, clear: false, showReuseMessage: false };
  return task;
}

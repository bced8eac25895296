import { commands, type Disposable, l10n, ProgressLocation, window } from 'vscode';
import { branches, rebaseBranch } from '../../../server/src/infrahub/operations/branches';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { Transport } from '../../../server/src/infrahub/transport';
import type { BranchInUse } from '../connection/branchChoice';
import { type Connection, describeFailure } from '../connection/connect';
import { failedWrite } from '../connection/failedWrite';
import { type Server, serverOfKey } from '../connection/servers';
import { showFailure } from '../connection/showFailure';
import type { Context } from '../context';
import { noticeText } from '../notice';

/** 12 s on an idle server (facts 4), but 150 s were seen under load; in milliseconds. */
const timeout = 900_000;

/** What the command may be told: a `serverKey` and the name of a branch. */
interface RebaseArguments {
  readonly server?: unknown;
  readonly branch?: unknown;
}

interface ToRebase {
  readonly server: Server;
  readonly transport: Transport;
  readonly branch: BranchInUse;
}

/**
 * "Rebase Branch…": brings a branch up to the default one: that which is shown, or the one that it is told. That rules fire
 * for what the branch had changed before is shown by test/infrahub/guideForm.test.ts.
 */
export function registerRebaseBranch({ connection, log }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.rebaseBranch', async (given?: RebaseArguments) => {
    const isTold = typeof given?.server === 'string' && typeof given.branch === 'string';
    const chosen = isTold ? await toldOne(given, connection) : await shownOne(connection);
    if (chosen) await rebase(chosen, { connection, log });
  });
}

/** The branch that views show; lets one be chosen where there is none. */
async function shownOne(connection: Connection): Promise<ToRebase | undefined> {
  const access = await connection.access().catch(() => undefined);
  if (access?.kind === 'open') return access;
  await commands.executeCommand('infrahubCascade.chooseBranch');
  return undefined;
}

/** The very branch of the very server; never another one in its place. */
async function toldOne({ server: key, branch: name }: RebaseArguments, connection: Connection) {
  const server = serverOfKey(connection.servers(), key);
  const transport = server && (await connection.open(server));
  if (!server || !transport) return undefined;
  try {
    const branch = (await transport.run(branches, {})).find((each) => each.name === name);
    if (branch) return { server, transport, branch };
    void window.showErrorMessage(l10n.t('The server has no branch {0}.', noticeText(String(name))));
  } catch (error) {
    await showFailure(error, server, connection);
  }
  return undefined;
}

async function rebase(
  { server, transport, branch }: ToRebase,
  { connection, log }: Pick<Context, 'connection' | 'log'>,
): Promise<void> {
  const name = plainText(branch.name);
  if (branch.isDefault) {
    const choose = l10n.t('Choose Branch');
    const message = l10n.t('{0} is the default branch: there is nothing to rebase it on.', name);
    const answer = await window.showInformationMessage(message, choose);
    if (answer === choose) await commands.executeCommand('infrahubCascade.chooseBranch');
    return;
  }
  const go = l10n.t('Rebase');
  const detail = l10n.t(
    'The branch takes over what the default branch holds by now: data, schema, and the commit of the repositories, so that generators run newer code on it. Then every change of the branch is told to the trigger rules once more, and their generators run at once; targets that they still track may be deleted: untrack them first. This cannot be undone.',
  );
  const message = l10n.t('Rebase the branch {0} of {1}?', name, server.name);
  if ((await window.showWarningMessage(message, { modal: true, detail }, go)) !== go) return;
  try {
    const progress = { location: ProgressLocation.Notification, title: l10n.t('Rebasing the branch {0}…', name) };
    await window.withProgress(progress, () => transport.run(rebaseBranch, { name: branch.name }, { timeout }));
    void window.showInformationMessage(l10n.t('The branch {0} is rebased.', name));
  } catch (error) {
    const whenOpen = l10n.t(
      'The branch {0} may be rebased all the same, or be on its way: look at its runs before you try again.',
      name,
    );
    log.error(describeFailure(error));
    await showFailure(error, server, connection, failedWrite(error, whenOpen));
  }
}

import { commands, type Disposable, l10n, Uri, window, workspace } from 'vscode';
import { type ConnectableRepository, connectableRequest } from '../../../server/src/protocol/connect';
import type { Plan } from '../../../server/src/protocol/plan';
import { snapshotFileName, type RemoteKnowledge } from '../../../server/src/remoteKnowledge';
import { snapshotPlanRequest, type SnapshotPlanParams } from '../../../server/src/protocol/remote';
import { snapshotText } from '../../../server/src/snapshot';
import type { Context } from '../context';
import { type KnowledgePart, missingParts } from '../knowledge/missingParts';
import type { Knowledge } from '../knowledge/push';
import { noticeText } from '../notice';
import { chooseRepository } from '../plans/chooseRepository';
import { carryOut } from '../plans/offerPlan';
import { whenRead } from '../plans/whenRead';

/** What the command may be told; what is missing is asked. */
interface SaveSnapshotArguments {
  /** Address of the folder of a `.infrahub.yml`. */
  readonly root?: string;
  /** Address of the file. */
  readonly uri?: string;
  /** Whether `.infrahub-cascade.yml` is to name it. */
  readonly use?: boolean;
}

/**
 * "Save Instance Snapshot…": writes what the connected server holds, without secrets, into the repository, so that CI and
 * people without access check exactly. Gives true when it was written.
 */
export function registerSaveSnapshot({ log, server }: Context, knowledge: Knowledge): Disposable {
  return commands.registerCommand('infrahubCascade.saveSnapshot', async (given: SaveSnapshotArguments = {}) => {
    try {
      await whenRead(server);
      const repositories = await server.request<ConnectableRepository[]>(connectableRequest);
      const repository = await chooseRepository(repositories, given.root);
      if (!repository) return false;
      const known = await whole(knowledge);
      if (!known) return false;
      const uri = await target(repository.root, given.uri);
      if (!uri) return false;
      await workspace.fs.writeFile(uri, new TextEncoder().encode(snapshotText(known, new Date())));
      await offerSetting({ root: repository.root, uri: uri.toString() }, given.use, (params) =>
        server.request(snapshotPlanRequest, params),
      );
      return true;
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return false;
    }
  });
}

/** What the server holds, kinds included; says what is missing otherwise. */
async function whole(knowledge: Knowledge): Promise<RemoteKnowledge | undefined> {
  const read = await knowledge.refresh();
  if (!read.ok) {
    // What was read before would be saved under the date of today.
    const reason = noticeText(read.reason ?? l10n.t('Server or branch changed meanwhile.'));
    void window.showErrorMessage(l10n.t('No snapshot is saved, because the server was not read whole. {0}', reason));
    return undefined;
  }
  const known = read.knowledge;
  if (known?.kinds) return (await acceptMissing(missingParts(known))) ? known : undefined;
  const [message, label, command] =
    known && !known.branch
      ? [
          l10n.t('Choose a branch first: a snapshot holds the schema of one.'),
          l10n.t('Choose Branch'),
          'infrahubCascade.chooseBranch',
        ]
      : [
          l10n.t('The schema of a server could not be read. Sign in to one; when you are, the log says why.'),
          l10n.t('Sign In'),
          'infrahubCascade.signIn',
        ];
  if ((await window.showInformationMessage(message, label)) === label) await commands.executeCommand(command);
  return undefined;
}

/** A list that a snapshot lacks is one that nothing is checked against. */
async function acceptMissing(parts: readonly KnowledgePart[]): Promise<boolean> {
  if (parts.length === 0) return true;
  const save = l10n.t('Save Without Them');
  const message = l10n.t('Not all of the server could be read. Save the snapshot without the rest?');
  const detail = l10n.t(
    'Missing: {0}. The account may lack the rights, or the lists be too long. Nothing is checked against what is missing.',
    parts.map(partText).join(', '),
  );
  return (await window.showWarningMessage(message, { modal: true, detail }, save)) === save;
}

function partText(part: KnowledgePart): string {
  switch (part) {
    case 'definitions':
      return l10n.t('generator definitions');
    case 'groups':
      return l10n.t('groups');
    case 'rules':
      return l10n.t('trigger rules');
    case 'actions':
      return l10n.t('actions');
    case 'onDefault':
      return l10n.t('names on the default branch');
  }
}

async function target(root: string, given: string | undefined): Promise<Uri | undefined> {
  if (given !== undefined) return Uri.parse(given);
  return window.showSaveDialog({
    title: l10n.t('Save Instance Snapshot'),
    defaultUri: Uri.joinPath(Uri.parse(root), snapshotFileName),
    filters: { [l10n.t('Snapshot')]: ['json'] },
  });
}

async function offerSetting(
  params: SnapshotPlanParams,
  use: boolean | undefined,
  ask: (params: SnapshotPlanParams) => Promise<Plan>,
): Promise<void> {
  const plan = await ask(params);
  const isThere = !('refusal' in plan) && plan.changes.length === 0;
  if (isThere || use === false) return;
  if ('refusal' in plan) {
    void window.showInformationMessage(plan.refusal);
    return;
  }
  const yes = l10n.t('Use It');
  const question = l10n.t(
    'Check this repository with the snapshot, here and in CI? .infrahub-cascade.yml will name it, and it counts in place of the connection.',
  );
  if (use || (await window.showInformationMessage(question, yes)) === yes) await carryOut(plan, false);
}

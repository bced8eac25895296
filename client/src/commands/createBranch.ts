import { commands, type Disposable, l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { branches, createBranch } from '../../../server/src/infrahub/operations/branches';
import { plainText } from '../../../server/src/infrahub/plainText';
import { branchNameProblem, type BranchNameProblem } from '../connection/branchName';
import { describeFailure } from '../connection/connect';
import { failedWrite } from '../connection/failedWrite';
import { reachServer } from '../connection/reach';
import { showFailure } from '../connection/showFailure';
import type { Context } from '../context';

/** 2 to 5 s on an idle server (facts 4), but 50 s were seen under load; in milliseconds. */
const timeout = 300_000;

/** "Create Branch…": makes a branch on the server and shows it. */
export function registerCreateBranch({ connection, log }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.createBranch', async () => {
    const reached = await reachServer(connection, l10n.t('Create a branch on which server?'));
    if (!reached) return;
    const { server, transport } = reached;
    try {
      const all = await transport.run(branches, {});
      const taken = all.map(({ name }) => name);
      const base = all.find(({ isDefault }) => isDefault)?.name ?? '';
      const git = await connection.gitBranch();
      const title = l10n.t('Create a Branch on {0}', server.name);
      const name = await askName({ title, taken, git, base });
      const isSynced = name === undefined ? undefined : await askSync(title, { base, isOfGit: name === git });
      if (name === undefined || isSynced === undefined) return;
      const progress = {
        location: ProgressLocation.Notification,
        title: l10n.t('Creating the branch {0}…', plainText(name)),
      };
      const data = { name, sync_with_git: isSynced };
      try {
        await window.withProgress(progress, () => transport.run(createBranch, { data }, { timeout }));
      } catch (error) {
        const whenOpen = l10n.t(
          'The branch {0} may be there all the same: look before you try again.',
          plainText(name),
        );
        const message = failedWrite(error, whenOpen);
        log.error(message);
        await showFailure(error, server, connection, message);
        return;
      }
      await connection.chooseBranch(server, name === git ? undefined : name);
      void window.showInformationMessage(
        l10n.t(
          'The branch {0} is there. Generators run on it the code that {1} had just now, until it is rebased.',
          plainText(name),
          plainText(base),
        ),
      );
    } catch (error) {
      log.error(describeFailure(error));
      await showFailure(error, server, connection);
    }
  });
}

interface NameQuestion {
  readonly title: string;
  readonly taken: readonly string[];
  readonly git: string | undefined;
  readonly base: string;
}

async function askName({ title, taken, git, base }: NameQuestion): Promise<string | undefined> {
  const suggestion = git !== undefined && branchNameProblem(git, taken) === undefined ? git : '';
  const name = await window.showInputBox({
    title,
    value: suggestion,
    prompt: l10n.t(
      'The new branch begins as {0} is now. It keeps the commit that repositories have there today.',
      plainText(base),
    ),
    ignoreFocusOut: true,
    validateInput(value) {
      const problem = branchNameProblem(value.trim(), taken);
      return problem && problemText(problem);
    },
  });
  return name?.trim() || undefined;
}

function problemText(problem: BranchNameProblem): string {
  switch (problem) {
    case 'short':
      return l10n.t('A name needs at least 3 characters.');
    case 'long':
      return l10n.t('A name has at most 250 characters.');
    case 'characters':
      return l10n.t('git allows no such name: no spaces, no “..”, none of ~ ^ : ? * [ \\ and no “.lock” at the end.');
    case 'taken':
      return l10n.t('There is a branch of this name already.');
  }
}

interface SyncQuestion {
  readonly base: string;
  /** The name is that of the present branch of git. */
  readonly isOfGit: boolean;
}

async function askSync(title: string, { base, isOfGit }: SyncQuestion): Promise<boolean | undefined> {
  const items: readonly (QuickPickItem & { readonly isSynced: boolean })[] = [
    {
      label: l10n.t('Only in Infrahub'),
      detail: l10n.t('Generators run the commit that {0} has now, until the branch is rebased.', plainText(base)),
      isSynced: false,
    },
    {
      label: l10n.t('In git as well'),
      detail: l10n.t('Infrahub makes the branch in its repositories too, and merges it there with a proposed change.'),
      isSynced: true,
    },
  ];
  const placeHolder = l10n.t('Where shall the branch be?');
  // Who has the branch in git already wants the code of it to run.
  const ordered = isOfGit ? items.toReversed() : items;
  return (await window.showQuickPick(ordered, { title, placeHolder, ignoreFocusOut: true }))?.isSynced;
}

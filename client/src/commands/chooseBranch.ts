import { commands, type Disposable, l10n, QuickPickItemKind, type QuickPickItem, window } from 'vscode';
import { type Branch, branches } from '../../../server/src/infrahub/operations/branches';
import { plainText } from '../../../server/src/infrahub/plainText';
import { describeFailure, iconless } from '../connection/connect';
import { reachServer } from '../connection/reach';
import { showFailure } from '../connection/showFailure';
import type { Server } from '../connection/servers';
import type { Context } from '../context';

type Choice =
  | { readonly kind: 'branch'; readonly name: string }
  /** No pick any more: the branch of git decides. */
  | { readonly kind: 'follow' }
  | { readonly kind: 'create' };

/**
 * "Choose Branch…": the branch of the server that views show, for the present branch of git. Takes `{ branch }` where it
 * is known already.
 */
export function registerChooseBranch({ connection, log }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.chooseBranch', async (given?: { readonly branch?: unknown }) => {
    const reached = await reachServer(connection, l10n.t('Choose a branch of which server?'));
    if (!reached) return;
    const { server, transport } = reached;
    try {
      const all = await transport.run(branches, {});
      const [git, picked] = [await connection.gitBranch(), await connection.pickedBranch(server)];
      const wanted = all.find(({ name }) => name === given?.branch);
      const choice: Choice | undefined = wanted
        ? { kind: 'branch', name: wanted.name }
        : await ask(all, { server, git, picked });
      if (!choice) return;
      if (choice.kind === 'create') await commands.executeCommand('infrahubCascade.createBranch');
      else await connection.chooseBranch(server, choice.kind === 'follow' ? undefined : choice.name);
    } catch (error) {
      log.error(describeFailure(error));
      await showFailure(error, server, connection);
    }
  });
}

interface Known {
  readonly server: Server;
  readonly git: string | undefined;
  readonly picked: string | undefined;
}

async function ask(all: readonly Branch[], { server, git, picked }: Known): Promise<Choice | undefined> {
  const separator = (label: string) => ({ label, kind: QuickPickItemKind.Separator });
  const isNamed = ({ name, isDefault }: Branch): boolean => name === server.branch && !isDefault;
  const ofServer = [...all.filter(isNamed), ...all.filter((branch) => !isNamed(branch))].map((branch) => ({
    label: iconless(branch.name),
    description: descriptionOf(branch, { isPicked: branch.name === picked, isNamed: isNamed(branch) }),
    detail: iconless(branch.description) || undefined,
    choice: { kind: 'branch' as const, name: branch.name },
  }));
  const follow = {
    label: `$(sync) ${l10n.t('Follow the branch of git')}`,
    description: git === undefined ? undefined : iconless(git),
    choice: { kind: 'follow' as const },
  };
  const create = { label: `$(add) ${l10n.t('Create Branch…')}`, choice: { kind: 'create' as const } };
  const items: (QuickPickItem & { readonly choice?: Choice })[] = [
    ...ofServer,
    separator(''),
    ...(picked === undefined ? [] : [follow]),
    create,
  ];
  const title = l10n.t('Branch of {0}', plainText(server.name));
  const placeHolder =
    git === undefined
      ? l10n.t('Which branch of the server shall be shown?')
      : l10n.t('Which branch of the server belongs to the branch {0} of git?', plainText(git));
  return (await window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true, matchOnDetail: true }))?.choice;
}

interface Marks {
  readonly isPicked: boolean;
  /** The environment or a file of infrahubctl names it together with the server. */
  readonly isNamed: boolean;
}

function descriptionOf({ isDefault }: Branch, { isPicked, isNamed }: Marks): string {
  const parts = [
    isPicked ? l10n.t('chosen') : '',
    isNamed ? l10n.t('named with the server') : '',
    isDefault ? l10n.t('default branch') : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

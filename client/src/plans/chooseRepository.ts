import { l10n, Uri, window, workspace } from 'vscode';

/** The repository that a command is about: the given one, the only one, that of the active editor, or a person's choice. */
export async function chooseRepository<R extends { readonly root: string }>(
  repositories: readonly R[],
  given: string | undefined,
): Promise<R | undefined> {
  const [only] = repositories;
  if (!only) {
    void window.showInformationMessage(l10n.t('There is no Infrahub repository here: no folder with a .infrahub.yml.'));
    return undefined;
  }
  const wanted = given === undefined ? undefined : repositories.find(({ root }) => root === given);
  if (wanted) return wanted;
  if (repositories.length === 1) return only;
  const active = window.activeTextEditor?.document.uri.toString() ?? '';
  const items = repositories.map((repository) => ({
    label: workspace.asRelativePath(Uri.parse(repository.root)),
    isActive: active.startsWith(`${Uri.parse(repository.root).toString()}/`),
    repository,
  }));
  const picked = await window.showQuickPick(
    items.toSorted((a, b) => Number(b.isActive) - Number(a.isActive)),
    { placeHolder: l10n.t('Which repository?') },
  );
  return picked?.repository;
}

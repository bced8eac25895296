import { l10n, type QuickPickItem, window } from 'vscode';
import type { Branch } from '../../../../server/src/infrahub/operations/branches';
import { plainText } from '../../../../server/src/infrahub/plainText';
import type { UntrackPlan, UntrackStep } from '../../../../server/src/infrahub/untrackPlan';
import { iconless } from '../../connection/connect';
import { chosenSteps, defaultBranchOf, targetChoices, type TargetChoice } from './choices';

/** Lets a person choose branches; all are ticked, because the targets have to leave the groups on each. */
export async function askBranches(branches: readonly Branch[]): Promise<readonly Branch[] | undefined> {
  const items = branches.map((branch): QuickPickItem & { branch: Branch } => ({
    label: iconless(branch.name),
    description: branch.isDefault ? l10n.t('default branch') : iconless(branch.description),
    picked: true,
    branch,
  }));
  const placeHolder = l10n.t('On which branches? Each branch has tracking groups of its own');
  const chosen = await window.showQuickPick(items, { placeHolder, canPickMany: true, ignoreFocusOut: true });
  return chosen && chosen.length > 0 ? chosen.map(({ branch }) => branch) : undefined;
}

/** Shows what would be taken out, all ticked unless unsure; gives what stays ticked. */
export async function askTargets(plan: UntrackPlan, isUnsure: boolean): Promise<readonly UntrackStep[] | undefined> {
  const items = targetChoices(plan).map((choice): QuickPickItem & { choice: TargetChoice } => ({
    ...lineOf(choice),
    picked: !isUnsure,
    choice,
  }));
  const placeHolder = l10n.t('Take these objects out of the tracking groups; the objects themselves stay');
  const chosen = await window.showQuickPick(items, {
    placeHolder,
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen && chosen.length > 0 ? chosenSteps(chosen.map(({ choice }) => choice)) : undefined;
}

function lineOf({ step: { branch, group }, targets }: TargetChoice): QuickPickItem {
  const name = `${group.generator ?? group.name}${group.parameters ? ` (${group.parameters})` : ''}`;
  const [only] = targets;
  if (targets.length === 1 && only) {
    const detail = l10n.t('{0}, tracked by {1}', iconless(branch.name), iconless(name));
    return { label: iconless(only.name), description: iconless(only.kind), detail };
  }
  const kinds = [...new Set(targets.map(({ kind }) => iconless(kind)))].join(', ');
  return { label: iconless(name), description: `${targets.length} × ${kinds}`, detail: iconless(branch.name) };
}

/** Asks once more when the default branch is concerned. */
export async function confirmDefaultBranch(steps: readonly UntrackStep[], plan: UntrackPlan): Promise<boolean> {
  const name = defaultBranchOf(steps, plan);
  if (name === undefined) return true;
  const message =
    name === ''
      ? l10n.t('These objects are the same on every branch. Change them on the default branch too?')
      : l10n.t('Change tracking groups on the default branch {0}?', plainText(name));
  const go = l10n.t('Take Out');
  const detail = l10n.t('The objects stay. Their generators no longer delete them when a run does not save them.');
  return (await window.showWarningMessage(message, { modal: true, detail }, go)) === go;
}

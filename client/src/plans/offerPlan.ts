import { l10n, Uri, window, workspace } from 'vscode';
import type { Plan } from '../../../server/src/protocol/plan';
import { type Choice, pickOne } from '../wizard/pick';
import type { Answer, StepView } from '../wizard/steps';
import { applyPlan } from './applyPlan';

/** The last step: what will be written, and what to know about it. A refused plan says why; then one can only go back. */
export function reviewPlan(plan: Plan, view: StepView): Promise<Answer<boolean>> {
  if ('refusal' in plan) {
    return pickOne(view, {
      placeholder: l10n.t('Nothing can be written. Go back to decide otherwise.'),
      choices: [{ label: `$(error) ${l10n.t('Not possible')}`, detail: plan.refusal, value: false }],
    });
  }
  const { changes, notes } = plan;
  const files = [...new Set(changes.map((change) => ('uri' in change ? change.uri : change.createUri)))];
  const list = files.map((uri) => workspace.asRelativePath(Uri.parse(uri))).join(', ');
  const write: Choice<boolean> = {
    label: `$(diff) ${l10n.t('Preview the changes')}`,
    description: l10n.t('Files: {0}', files.length),
    detail: list,
    value: true,
  };
  const know = notes.map(({ title, detail }) => ({ label: `$(info) ${title}`, detail, value: true }));
  return pickOne(view, {
    placeholder: l10n.t('Nothing is written before you accept the preview.'),
    choices: [write, ...know],
  });
}

/** Writes a plan; says so when there is nothing to write, or why nothing can be. Gives true when it was written. */
export async function carryOut(plan: Plan, preview: boolean): Promise<boolean> {
  if ('refusal' in plan) {
    void window.showErrorMessage(plan.refusal);
    return false;
  }
  if (plan.changes.length === 0) {
    void window.showInformationMessage(l10n.t('All of it is there already: nothing to write.'));
    return true;
  }
  return applyPlan({ changes: plan.changes, preview });
}

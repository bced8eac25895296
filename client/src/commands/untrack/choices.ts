import type { Member } from '../../../../server/src/infrahub/operations/trackingGroups';
import type { SkippedTargets, UntrackPlan, UntrackStep } from '../../../../server/src/infrahub/untrackPlan';
import type { UntrackOutcome } from '../../../../server/src/infrahub/untrackRun';

/** One line to tick: one target in its group, or a whole group where there are too many targets. */
export interface TargetChoice {
  readonly step: UntrackStep;
  readonly targets: readonly Member[];
}

/** Longest list that a person can look through. */
const maxTargets = 500;

/** What is offered for a plan: every target, or above 500 of them every group. */
export function targetChoices({ steps }: UntrackPlan): TargetChoice[] {
  const count = steps.reduce((sum, { targets }) => sum + targets.length, 0);
  if (count > maxTargets) return steps.map((step) => ({ step, targets: step.targets }));
  return steps.flatMap((step) => step.targets.map((target) => ({ step, targets: [target] })));
}

/** The steps that carry out what was ticked. */
export function chosenSteps(choices: readonly TargetChoice[]): UntrackStep[] {
  const byStep = new Map<UntrackStep, Member[]>();
  for (const { step, targets } of choices) byStep.set(step, [...(byStep.get(step) ?? []), ...targets]);
  return [...byStep].map(([step, targets]) => ({ ...step, targets }));
}

/** Why the default branch is concerned: it is among the steps, or the objects are the same on every branch. */
export function defaultBranchOf(steps: readonly UntrackStep[], { agnosticKinds }: UntrackPlan): string | undefined {
  const direct = steps.find(({ branch }) => branch.isDefault)?.branch.name;
  if (direct !== undefined) return direct;
  const isShared = steps.some(({ targets }) => targets.some(({ kind }) => agnosticKinds.includes(kind)));
  return isShared ? '' : undefined;
}

export interface OutcomeCounts {
  readonly done: number;
  /** Refused, or unknown because the connection ended. */
  readonly failed: number;
  readonly left: number;
}

export function countOutcome({ done, failed, left }: UntrackOutcome): OutcomeCounts {
  const count = (parts: readonly { readonly targets: readonly unknown[] }[]): number =>
    parts.reduce((sum, { targets }) => sum + targets.length, 0);
  return { done: count(done), failed: count(failed), left: count(left) };
}

/** How many targets stay for each reason. */
export function countSkipped(skipped: readonly SkippedTargets[]): {
  readonly creates: number;
  readonly unsure: number;
} {
  const count = (reason: SkippedTargets['reason']): number =>
    skipped.filter((each) => each.reason === reason).reduce((sum, each) => sum + each.count, 0);
  return { creates: count('creates'), unsure: count('unsure') };
}

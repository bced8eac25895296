import { groupBy } from '../base/groupBy';
import { plainText } from '../infrahub/plainText';
import type { Member } from '../infrahub/operations/trackingGroups';
import type { GroupName, SkippedTargets, UntrackPlan, UntrackStep } from '../infrahub/untrackPlan';
import type { UntrackedPart, UntrackOutcome } from '../infrahub/untrackRun';

/** The targets that were found, by branch and group, and those that stay. */
export function planText(plan: UntrackPlan): string {
  return [
    ...byBranch(plan.steps).map(
      ([name, steps]) =>
        `${name}\n${steps.map((step) => `${groupLine(step.group)}${memberLines(step.targets)}`).join('')}`,
    ),
    ...(plan.skipped.length > 0 ? [`Left alone:\n${plan.skipped.map(skippedLine).join('')}`] : []),
    ...(plan.agnosticKinds.length > 0
      ? [`Objects of ${plan.agnosticKinds.join(', ')} are the same on every branch, the default branch included.\n`]
      : []),
  ].join('\n');
}

/** What was done and what was not. */
export function outcomeText({ done, failed, left }: UntrackOutcome): string {
  const lines = [`${taken(done)}\n`];
  for (const { step, targets, error, isOpen } of failed) {
    const what = `${countOf(targets.length, 'object')} in ${nameOf(step.group)} on ${plainText(step.branch.name)}`;
    lines.push(`${isOpen ? 'May have been done' : 'Not done'}: ${what}. ${error.message}\n${memberLines(targets)}`);
  }
  for (const { step, targets } of left) {
    const what = `${countOf(targets.length, 'object')} in ${nameOf(step.group)} on ${plainText(step.branch.name)}`;
    lines.push(`Not tried: ${what}.\n${memberLines(targets)}`);
  }
  if (failed.length + left.length > 0) lines.push('The same command may be run again: it goes on with what is left.\n');
  return lines.join('');
}

/** `2 objects in 1 tracking group on main and work`. */
export function scopeText(steps: readonly UntrackStep[]): string {
  const objects = steps.reduce((sum, { targets }) => sum + targets.length, 0);
  const branches = [...new Set(steps.map(({ branch }) => branch))].map(
    ({ name, isDefault }) => `${plainText(name)}${isDefault ? ' (the default branch)' : ''}`,
  );
  return `${countOf(objects, 'object')} in ${countOf(steps.length, 'tracking group')} on ${branches.join(', ')}`;
}

function taken(done: readonly UntrackedPart[]): string {
  const groups = new Set(done.map(({ step }) => step)).size;
  const objects = done.reduce((sum, { targets }) => sum + targets.length, 0);
  return objects === 0
    ? 'Nothing was changed.'
    : `${countOf(objects, 'object')} taken out of ${countOf(groups, 'tracking group')}.`;
}

function byBranch(steps: readonly UntrackStep[]): [string, UntrackStep[]][] {
  const nameOfBranch = ({ branch }: UntrackStep): string =>
    `${plainText(branch.name)}${branch.isDefault ? ' (default branch)' : ''}`;
  return [...groupBy(steps, nameOfBranch)];
}

function groupLine(group: GroupName): string {
  return `  ${nameOf(group)}\n`;
}

/** `generate-pod (pod_name: p1)` */
function nameOf({ generator, name, parameters }: GroupName): string {
  return `${plainText(generator ?? name)}${parameters ? ` (${plainText(parameters)})` : ''}`;
}

function memberLines(members: readonly Member[]): string {
  return members.map(({ kind, name }) => `    ${plainText(kind)}  ${plainText(name)}\n`).join('');
}

function skippedLine({ branch, group, kind, count, reason }: SkippedTargets): string {
  const what = `${count} ${plainText(kind)} in ${nameOf(group)} on ${plainText(branch.name)}`;
  switch (reason) {
    case 'creates':
      return `  ${what}: this generator also creates ${plainText(kind)}\n`;
    case 'unsure':
      return `  ${what}: nothing here shows whether this generator creates them (--kind ${plainText(kind)} takes them too)\n`;
  }
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

import { expect, test } from 'vitest';
import {
  chosenSteps,
  countOutcome,
  countSkipped,
  defaultBranchOf,
  targetChoices,
} from '../../client/src/commands/untrack/choices';
import { InfrahubError } from '../../server/src/infrahub/infrahubError';
import type { UntrackPlan, UntrackStep } from '../../server/src/infrahub/untrackPlan';

const work = { name: 'work', isDefault: false, description: '' };
const main = { name: 'main', isDefault: true, description: '' };
const rack = (id: string) => ({ id, kind: 'LocationRack', name: id });
const step = (id: string, targets: string[], branch = work): UntrackStep => ({
  branch,
  group: { id, name: id, generator: id, parameters: '' },
  targets: targets.map(rack),
});
const plan = (steps: UntrackStep[], rest: Partial<UntrackPlan> = {}): UntrackPlan => ({
  steps,
  skipped: [],
  failures: [],
  kinds: ['LocationRack'],
  cut: [],
  gaps: [],
  agnosticKinds: [],
  ...rest,
});

test('each target is a line; what stays ticked is carried out', () => {
  const steps = [step('a', ['r1', 'r2']), step('b', ['r3'])];
  const choices = targetChoices(plan(steps));
  expect(choices.map(({ targets }) => targets[0]?.id)).toEqual(['r1', 'r2', 'r3']);
  expect(chosenSteps(choices)).toEqual(steps);
  expect(chosenSteps(choices.slice(1))).toEqual([step('a', ['r2']), step('b', ['r3'])]);
});

test('thousands of targets are offered by group', () => {
  const many = Array.from({ length: 400 }, (_, index) => `r${index}`);
  const steps = [step('a', many), step('b', many)];
  expect(targetChoices(plan(steps))).toHaveLength(2);
  expect(chosenSteps(targetChoices(plan(steps)))).toEqual(steps);
});

test('the default branch is concerned by its groups, and by objects that all branches share', () => {
  const steps = [step('a', ['r1']), step('b', ['r2'], main)];
  expect(defaultBranchOf(steps, plan(steps))).toBe('main');
  expect(defaultBranchOf(steps.slice(0, 1), plan(steps))).toBeUndefined();
  expect(defaultBranchOf(steps.slice(0, 1), plan(steps, { agnosticKinds: ['LocationRack'] }))).toBe('');
});

test('counts', () => {
  const part = { step: step('a', ['r1']), targets: [rack('r1'), rack('r2')] };
  const error = new InfrahubError('x', 'y', { kind: 'broken' });
  const outcome = { done: [part, part], failed: [{ ...part, error, isOpen: true }], left: [] };
  expect(countOutcome(outcome)).toEqual({ done: 4, failed: 2, left: 0 });
  const skipped = { branch: work, group: part.step.group, kind: 'LocationRack', count: 3 } as const;
  expect(
    countSkipped([
      { ...skipped, reason: 'creates' },
      { ...skipped, reason: 'unsure' },
    ]),
  ).toEqual({
    creates: 3,
    unsure: 3,
  });
});

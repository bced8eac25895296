import { describe, expect, it } from 'vitest';
import {
  newestSignal,
  notesOn,
  stateOf,
  type Sibling,
  type TargetFacts,
  type TargetState,
} from '../../../client/src/views/cascade/states';

const signal = (updatedAt: number, value: string | null = 'abc') => ({
  signals: [{ value: value ?? undefined, updatedAt }],
});
const instance = (status: string, at: number) => ({ instance: { status, at } });
const run = (phase: 'active' | 'succeeded' | 'failed' | 'cancelled', begun: number) => ({
  run: { id: 'task', phase, begun },
});

describe('the state of a target', () => {
  it.each<[string, Partial<TargetFacts>, TargetState]>([
    ['never signalled, never run', signal(1, null), 'empty'],
    ['signalled, never run', signal(5), 'waiting'],
    ['nothing watches it, never run', { signals: [] }, 'empty'],
    ['nothing watches it, run', { signals: [], ...instance('Ready', 5) }, 'done'],
    ['ran after the signal', { ...signal(5), ...run('succeeded', 6), ...instance('Ready', 8) }, 'done'],
    ['ran at the very time of the signal', { ...signal(6), ...run('succeeded', 6), ...instance('Ready', 8) }, 'done'],
    ['signalled since it ran', { ...signal(9), ...run('succeeded', 6), ...instance('Ready', 8) }, 'waiting'],
    ['signalled while it ran', { ...signal(7), ...run('succeeded', 6), ...instance('Ready', 8) }, 'waiting'],
    [
      'ran long after the signal, and again',
      { ...signal(1), ...run('succeeded', 600), ...instance('Ready', 608) },
      'done',
    ],
    ['the task is listed no more', { ...signal(5), ...instance('Ready', 8) }, 'done'],
    ['the task is listed no more, signalled since', { ...signal(9), ...instance('Ready', 8) }, 'waiting'],
    ['failed', { ...signal(5), ...run('failed', 6), ...instance('Error', 8) }, 'failed'],
    ['failed, signalled since', { ...signal(9), ...run('failed', 6), ...instance('Error', 8) }, 'waiting'],
    ['failed before, good now', { ...signal(5), ...run('succeeded', 6), ...instance('Ready', 8) }, 'done'],
    ['run by hand without a signal', { ...signal(1, null), ...run('succeeded', 6), ...instance('Ready', 8) }, 'done'],
    ['cleared since it ran', { ...signal(9, null), ...run('succeeded', 6), ...instance('Ready', 8) }, 'empty'],
    ['failed without a signal', { ...signal(1, null), ...instance('Error', 8) }, 'failed'],
    ['runs', { ...signal(5), ...run('active', 6), ...instance('Ready', 3) }, 'processing'],
    ['runs for the first time', { ...signal(5), ...run('active', 6) }, 'processing'],
    ['is pending', { ...signal(5), ...instance('Pending', 6), isAtWork: true }, 'processing'],
    [
      'is pending, an older run is listed',
      { ...signal(5), ...run('succeeded', 3), ...instance('Pending', 6), isAtWork: true },
      'processing',
    ],
    ['is pending since a moment', { ...signal(5), ...instance('Pending', 6), now: 59_000 }, 'processing'],
    ['is pending by a clock ahead', { ...instance('Pending', 59_000), now: 6 }, 'processing'],
    ['is pending, and no task is at work', { ...signal(5), ...instance('Pending', 6) }, 'unattended'],
    [
      'is pending, no task is at work, an older run is listed',
      { ...signal(5), ...run('succeeded', 3), ...instance('Pending', 6) },
      'unattended',
    ],
    ['is pending, signalled since', { ...signal(9), ...instance('Pending', 6) }, 'waiting'],
    [
      'is pending for some minutes, and too many tasks are there to know',
      { ...instance('Pending', 6), isAtWork: undefined, now: 500_000 },
      'processing',
    ],
    [
      'is pending for long, and too many tasks are there',
      { ...instance('Pending', 6), isAtWork: undefined },
      'unattended',
    ],
    ['refused, and left pending', { ...signal(5), ...instance('Pending', 6), isRefused: true }, 'unattended'],
    ['pending since its worker died', { ...signal(5), ...run('failed', 6), ...instance('Pending', 7) }, 'failed'],
    ['crashed before an instance was made', { ...signal(5), ...run('failed', 6) }, 'failed'],
    ['cancelled', { ...signal(5), ...run('cancelled', 6), ...instance('Error', 8) }, 'cancelled'],
    [
      'cancelled, its status left behind',
      { ...signal(5), ...run('cancelled', 6), ...instance('Pending', 7) },
      'cancelled',
    ],
    [
      'cancelled before it wrote a status',
      { ...signal(5), ...run('cancelled', 6), ...instance('Ready', 3) },
      'cancelled',
    ],
    ['cancelled, signalled since', { ...signal(9), ...run('cancelled', 6), ...instance('Error', 8) }, 'waiting'],
    ['cancelled, and refused by the code', { ...signal(5), ...run('cancelled', 6), isRefused: true }, 'cancelled'],
    ['the newest run crashed', { ...signal(5), ...run('failed', 9), ...instance('Ready', 8) }, 'failed'],
    ['refused by the code', { ...signal(5), ...instance('Error', 8), isRefused: true }, 'notApplicable'],
    ['refused, signalled again', { ...signal(9), ...instance('Error', 8), isRefused: true }, 'notApplicable'],
    ['refused now, done before', { ...signal(5), ...instance('Ready', 8), isRefused: true }, 'done'],
    ['refused, never run', { ...signal(1, null), isRefused: true }, 'empty'],
  ])('%s', (_, facts, state) => {
    expect(stateOf({ signals: [], isRefused: false, isAtWork: false, now: 10_000_000, ...facts })).toBe(state);
  });

  it('looks at every watched attribute', () => {
    const signals = [
      { value: 'abc', updatedAt: 5 },
      { value: '3', updatedAt: 9 },
    ];
    expect(stateOf({ signals, isRefused: false, isAtWork: false, now: 9, ...instance('Ready', 8) })).toBe('waiting');
  });
});

describe('among its siblings a target', () => {
  const sibling = (value: string | undefined, updatedAt: number, state: TargetState = 'done'): Sibling => ({
    state,
    signal: { value, updatedAt },
  });

  it.each<[string, Sibling, Sibling[], { isStale: boolean; needsRun: boolean }]>([
    [
      'of equal signals is healthy, however old',
      sibling('a', 1),
      [sibling('a', 9)],
      { isStale: false, needsRun: false },
    ],
    ['of an older, other signal is stale', sibling('a', 1), [sibling('b', 9)], { isStale: true, needsRun: false }],
    ['of the newest signal is not', sibling('b', 9), [sibling('a', 1)], { isStale: false, needsRun: false }],
    ['without a signal is not', sibling(undefined, 1), [sibling('b', 9)], { isStale: false, needsRun: false }],
    [
      'is not compared with one that is refused',
      sibling('a', 1),
      [sibling('b', 9, 'notApplicable')],
      { isStale: false, needsRun: false },
    ],
    [
      'that failed with the signal of its siblings stays so',
      sibling('a', 1, 'failed'),
      [sibling('a', 1)],
      { isStale: false, needsRun: true },
    ],
    [
      'that failed and is stale may be signalled',
      sibling('a', 1, 'failed'),
      [sibling('b', 9)],
      { isStale: true, needsRun: false },
    ],
    ['that waits runs by itself', sibling('a', 1, 'waiting'), [sibling('a', 1)], { isStale: false, needsRun: false }],
  ])('%s', (_, target, siblings, notes) => {
    expect(
      notesOn(target, { newest: newestSignal([target, ...siblings]), isKnown: true, isAboveAtWork: false }),
    ).toEqual(notes);
  });

  it('is neither left behind nor left alone while the generator above runs', () => {
    const around = { newest: { value: 'b', updatedAt: 9 }, isKnown: true, isAboveAtWork: true };
    for (const signal of ['a', 'b']) {
      expect(notesOn(sibling(signal, 1, 'failed'), around)).toEqual({ isStale: false, needsRun: false });
    }
  });

  it.each<[TargetState, boolean, boolean]>([
    ['failed', true, true],
    ['cancelled', true, true],
    ['unattended', true, true],
    ['done', true, false],
    // A rule that was not read may start it again.
    ['failed', false, false],
  ])('that is %s has to be run, where rules and signals are known (%s): %s', (state, isKnown, needsRun) => {
    expect(notesOn(sibling('a', 1, state), { newest: undefined, isKnown, isAboveAtWork: false })).toEqual({
      isStale: false,
      needsRun,
    });
  });
});

import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Access } from '../../client/src/connection/access';
import { createPoll, pollLimits } from '../../client/src/views/poll';
import { accessForCommand, accessWithShown, moment } from '../../client/src/views/waiting';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A command that asks for the way to a server while a run of the poll is under way. */
async function waiting(find: () => Promise<Access> = async () => ({ kind: 'noServer' })) {
  let end: (isGood: boolean) => void = () => undefined;
  const poll = createPoll(() => new Promise<boolean>((done) => (end = done)), pollLimits);
  onTestFinished(poll.dispose);
  poll.setVisible(true);
  await vi.advanceTimersByTimeAsync(0);
  const seen: string[] = [];
  let leave = (): void => undefined;
  const access = accessForCommand(
    async () => {
      seen.push('looked for');
      return find();
    },
    poll,
    (ended, giveUp) => {
      seen.push('shown');
      leave = giveUp;
      void ended.then(() => seen.push('hidden'));
    },
  );
  return { access, seen, endRun: () => end(true), leave: () => leave(), poll };
}

describe('a command that waits for a run of the poll of its view', () => {
  it('shows nothing when it waits for a moment only', async () => {
    const { access, seen, endRun } = await waiting();
    await vi.advanceTimersByTimeAsync(moment - 1);
    endRun();
    expect(await access).toEqual({ kind: 'noServer' });
    await vi.advanceTimersByTimeAsync(moment);
    expect(seen).toEqual(['looked for']);
  });

  it('shows that it waits after that, until the way is found', async () => {
    const { access, seen, endRun } = await waiting();
    await vi.advanceTimersByTimeAsync(moment);
    expect(seen).toEqual(['shown']);
    endRun();
    expect(await access).toEqual({ kind: 'noServer' });
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual(['shown', 'looked for', 'hidden']);
  });

  it('can be left, and asks for nothing then', async () => {
    const { access, seen, endRun, leave, poll } = await waiting();
    await vi.advanceTimersByTimeAsync(moment);
    leave();
    expect(await access).toEqual({ kind: 'left' });
    await vi.advanceTimersByTimeAsync(0);
    endRun();
    // What others ask has its turn all the same.
    expect(await poll.forPerson(async () => 'asked')).toBe('asked');
    expect(seen).toEqual(['shown', 'hidden']);
  });

  it('fails as the search does, also while it is shown', async () => {
    const { access, seen, endRun } = await waiting(() => Promise.reject(new Error('no CA file')));
    const told = expect(access).rejects.toThrow('no CA file');
    await vi.advanceTimersByTimeAsync(moment);
    endRun();
    await told;
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual(['shown', 'looked for', 'hidden']);
  });
});

it('what a view showed when a command began to wait stays what it is about', async () => {
  const view = {
    situation: 'lines of one server',
    async access(): Promise<Access> {
      view.situation = 'lines of another';
      return { kind: 'noServer' };
    },
  };
  expect(await accessWithShown(view)).toEqual({ access: { kind: 'noServer' }, shown: 'lines of one server' });
});

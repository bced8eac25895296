import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPoll, pollLimits } from '../../client/src/views/poll';

const { interval, maxInterval } = pollLimits;

/** A poll whose runs end when they are told to. */
function poll() {
  const runs: { readonly signal: AbortSignal; readonly end: (isGood: boolean) => Promise<void> }[] = [];
  const made = createPoll(
    (signal) =>
      new Promise((done) => {
        const end = async (isGood: boolean): Promise<void> => {
          done(isGood);
          await vi.advanceTimersByTimeAsync(0);
        };
        signal.addEventListener('abort', () => done(false));
        runs.push({ signal, end });
      }),
    pollLimits,
  );
  return { ...made, runs };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a poll', () => {
  it('does nothing until somebody looks', async () => {
    const { runs, setVisible, refresh } = poll();
    await refresh();
    await vi.advanceTimersByTimeAsync(maxInterval);
    expect(runs).toHaveLength(0);
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toHaveLength(1);
  });

  it('asks again after the interval, never while a run is under way', async () => {
    const { runs, setVisible } = poll();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(interval * 3);
    expect(runs).toHaveLength(1);
    await runs[0]?.end(true);
    await vi.advanceTimersByTimeAsync(interval - 1);
    expect(runs).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(2);
  });

  it('waits longer and longer while it fails, up to a bound, and recovers', async () => {
    const { runs, setVisible } = poll();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    const waits: number[] = [];
    for (let count = 0; count < 6; count++) {
      await runs.at(-1)?.end(false);
      const from = Date.now();
      await vi.advanceTimersToNextTimerAsync();
      waits.push(Date.now() - from);
    }
    expect(waits).toEqual([interval, interval * 2, interval * 4, interval * 8, maxInterval, maxInterval]);
    await runs.at(-1)?.end(true);
    await vi.advanceTimersByTimeAsync(interval);
    expect(runs).toHaveLength(8);
  });

  it('stops at once when nobody looks any more, and starts anew', async () => {
    const { runs, setVisible } = poll();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    setVisible(false);
    expect(runs[0]?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(maxInterval);
    expect(runs).toHaveLength(1);
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toHaveLength(2);
  });

  it('is asked anew: what is under way is cancelled, and one run follows', async () => {
    const { runs, setVisible, refresh } = poll();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    const both = Promise.all([refresh(), refresh()]);
    await vi.advanceTimersByTimeAsync(0);
    expect(runs.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await runs[1]?.end(true);
    await both;
    expect(runs).toHaveLength(2);
  });

  it('lets others ask between two runs, never beside one', async () => {
    const { runs, setVisible, between } = poll();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    const asked: string[] = [];
    const ends: (() => void)[] = [];
    const ask = (name: string): Promise<string> =>
      between(() => {
        asked.push(name);
        return new Promise((done) => void ends.push(() => done(name)));
      });
    const both = Promise.all([ask('one'), ask('two')]);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([]);
    await runs[0]?.end(true);
    expect(asked).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(interval);
    expect([asked, runs.length]).toEqual([['one'], 1]);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect([asked, runs.length]).toEqual([['one', 'two'], 1]);
    ends[1]?.();
    expect(await both).toEqual(['one', 'two']);
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toHaveLength(2);
  });

  it('asks nothing of others while nobody looks, and cancels what they ask', async () => {
    const { runs, setVisible, between } = poll();
    const asked: AbortSignal[] = [];
    const ask = (): Promise<unknown> =>
      between((signal) => {
        asked.push(signal);
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('cancelled')), { once: true }),
        );
      });
    await expect(ask()).rejects.toThrow();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    await runs[0]?.end(true);
    const left = [expect(ask()).rejects.toThrow('cancelled'), expect(ask()).rejects.toThrow()];
    await vi.advanceTimersByTimeAsync(0);
    setVisible(false);
    await Promise.all(left);
    expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('goes on after others have failed', async () => {
    const { runs, setVisible, between } = poll();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    await runs[0]?.end(true);
    await expect(between(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(interval);
    expect(runs).toHaveLength(2);
  });

  it('ends', async () => {
    const { runs, setVisible, dispose } = poll();
    setVisible(true);
    await vi.advanceTimersByTimeAsync(0);
    await runs[0]?.end(true);
    dispose();
    await vi.advanceTimersByTimeAsync(maxInterval);
    expect(runs).toHaveLength(1);
  });
});

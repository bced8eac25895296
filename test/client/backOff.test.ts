import { describe, expect, it } from 'vitest';
import { createBackOff } from '../../client/src/backOff';

const limits = { attempts: 3, window: 1000, firstDelay: 10, maxDelay: 30 };

describe('back-off', () => {
  it('waits longer from crash to crash, then gives up', () => {
    const backOff = createBackOff(limits, () => 0);
    expect([1, 2, 3, 4].map(() => backOff.next())).toEqual([10, 20, 30, undefined]);
  });

  it('forgets crashes of long ago', () => {
    let time = 0;
    const backOff = createBackOff(limits, () => time);
    backOff.next();
    backOff.next();
    time = 1000;
    expect(backOff.next()).toBe(10);
  });

  it('starts over when a person asks', () => {
    const backOff = createBackOff(limits, () => 0);
    for (let crash = 0; crash < 4; crash++) backOff.next();
    backOff.reset();
    expect(backOff.next()).toBe(10);
  });
});

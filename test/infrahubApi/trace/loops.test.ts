import { describe, expect, it } from 'vitest';
import type { CascadeTrace } from '../../../server/src/infrahub/trace/trace';
import { traceOf } from '../../../server/src/infrahub/trace/traceOf';
import { action, agent, input, person, podRule, request, run, write, type Told } from './objects';

function one(told: Told): CascadeTrace {
  const [trace, ...more] = traceOf(input(told));
  if (!trace || more.length > 0) throw new Error(`${more.length + (trace ? 1 : 0)} traces`);
  return trace;
}

describe('loops', () => {
  /** A pod that signals itself every some seconds. */
  const looping = (count: number, pause: number): Told => {
    const times = Array.from({ length: count }, (_, index) => index * pause);
    return {
      events: times.map((time) => write('p1', time, { by: time === 0 ? person : agent, value: `v${time}` })),
      tasks: times.flatMap((time) => [
        action('pod', 'p1', time + 0.1, { by: time === 0 ? person : agent, start: time + 0.2, end: time + 0.4 }),
        run('pod', 'p1', time + 0.3, { start: time + 0.4, end: time + pause }),
      ]),
    };
  };

  it('are marked: several runs of one instance within a minute', () => {
    const trace = one(looping(10, 7));
    expect(trace.counts.runs).toBe(10);
    expect(trace.loops).toMatchObject([
      { definition: { name: 'generate-pod' }, target: { name: 'P1' }, runs: 9, isProven: true },
    ]);
  });

  it('are none when an object changes now and then', () => {
    expect(one(looping(10, 31)).loops).toEqual([]);
  });

  it('are none when one write has several rules', () => {
    const rules = ['a', 'b', 'c'].map((id) => ({ ...podRule, id }));
    const tasks = [0, 1, 2].flatMap((index) => [
      action('pod', 'p1', 3 + index / 10, { by: person }),
      run('pod', 'p1', 3.5 + index / 10, { start: 4, end: 9 }),
    ]);
    const trace = one({ rules, tasks, events: [write('p1', 0, { by: person })] });
    expect([trace.counts.runs, trace.loops]).toEqual([3, []]);
  });

  it('of any length are walked', () => {
    expect(one(looping(3000, 2)).counts.runs).toBe(3000);
  });

  const seconds = [0, 8, 16];

  it('are none when a person changes an object three times', () => {
    const trace = one({
      events: seconds.map((time) => write('p1', time, { by: person, value: `v${time}` })),
      tasks: seconds.flatMap((time) => [
        action('pod', 'p1', time + 0.1, { by: person, start: time + 0.2, end: time + 0.4 }),
        run('pod', 'p1', time + 0.3, { start: time + 0.4, end: time + 2 }),
      ]),
    });
    expect([trace.counts.runs, trace.loops]).toEqual([3, []]);
  });

  it('are none below the changes of a person either', () => {
    const trace = one({
      events: seconds.flatMap((time) => [
        write('p1', time, { by: person, value: `v${time}` }),
        write('r1', time + 1, { value: `w${time}` }),
      ]),
      tasks: seconds.flatMap((time) => [
        action('pod', 'p1', time + 0.1, { by: person, start: time + 0.2, end: time + 0.4 }),
        run('pod', 'p1', time + 0.3, { start: time + 0.4, end: time + 2 }),
        action('rack', 'r1', time + 2, { start: time + 2.2, end: time + 2.4 }),
        run('rack', 'r1', time + 2.3, { start: time + 2.4, end: time + 3 }),
      ]),
    });
    expect([trace.counts.runs, trace.loops]).toEqual([6, []]);
  });

  it('lead over other targets and back', () => {
    const turns = [0, 10, 20, 30];
    const trace = one({
      events: turns.flatMap((time) => [
        write('p1', time, { by: time === 0 ? person : agent, value: `v${time}` }),
        write('r1', time + 3, { value: `w${time}` }),
      ]),
      tasks: turns.flatMap((time) => [
        action('pod', 'p1', time + 0.1, { by: time === 0 ? person : agent, start: time + 0.2, end: time + 0.4 }),
        run('pod', 'p1', time + 0.3, { start: time + 0.4, end: time + 4 }),
        action('rack', 'r1', time + 4, { start: time + 4.2, end: time + 4.4 }),
        run('rack', 'r1', time + 4.3, { start: time + 5.5, end: time + 10.2 }),
      ]),
    });
    expect(trace.loops.map(({ target, runs, isProven }) => [target.name, runs, isProven])).toEqual([
      ['P1', 4, true],
      ['R1', 4, true],
    ]);
  });

  it('cannot be told from runs of which nobody knows what started them', () => {
    const trace = one({ tasks: seconds.map((time) => run('pod', 'p1', time, { start: time + 1, end: time + 2 })) });
    expect(trace.loops).toMatchObject([{ target: { name: 'P1' }, runs: 3, isProven: false }]);
  });

  it.each([
    ['are none of the writes of one run that a person asked for', ['p1'], []],
    ['cannot be told where several runs may have written', ['p1', 'p2'], [['R1', 3, false]]],
  ])('%s', (_, pods, expected) => {
    const trace = one({
      events: seconds.map((time) => write('r1', time + 3, { value: `w${time}` })),
      tasks: [
        request('pod', pods, 0, { start: 1, end: 50 }),
        ...pods.map((pod) => run('pod', pod, 1, { start: 2, end: 49 })),
        ...seconds.flatMap((time) => [
          action('rack', 'r1', time + 4, { start: time + 4.2, end: time + 4.4 }),
          run('rack', 'r1', time + 4.3, { start: time + 5, end: time + 6 }),
        ]),
      ],
    });
    expect(trace.loops.map(({ target, runs, isProven }) => [target.name, runs, isProven])).toEqual(expected);
  });
});

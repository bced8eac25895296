import { describe, expect, it } from 'vitest';
import { candidatesAfter } from '../../client/src/commands/connect/candidates';
import { asksForRoute, presetOf } from '../../client/src/commands/connect/presets';
import { runSteps, type Asked, type Step, type StepView } from '../../client/src/wizard/steps';
import type { ConnectableGenerator, KindChoice } from '../../server/src/protocol/connect';

/** A step that does what the script says next, and notes how it was asked. */
function scripted(name: string, script: string[], asked: string[]): Step<readonly string[]> {
  return async (state, { step, totalSteps, canGoBack }: StepView): Promise<Asked<readonly string[]>> => {
    asked.push(`${name} ${step}/${totalSteps} ${canGoBack ? 'back' : 'first'} [${state.join()}]`);
    const next = script.shift() ?? 'left';
    return next === 'back' || next === 'left' || next === 'passed'
      ? { kind: next }
      : { kind: 'chosen', value: [...state, next] };
  };
}

async function run(script: string[], before = 0) {
  const asked: string[] = [];
  const steps = ['a', 'b', 'c'].map((name) => scripted(name, script, asked));
  return { answer: await runSteps<readonly string[]>({ title: 't', start: [], steps, before }), asked };
}

describe('steps of a command', () => {
  it('are asked in order, each with what was chosen before', async () => {
    expect(await run(['x', 'y', 'z'])).toEqual({
      answer: { kind: 'chosen', value: ['x', 'y', 'z'] },
      asked: ['a 1/3 first []', 'b 2/3 back [x]', 'c 3/3 back [x,y]'],
    });
  });

  it('forget what was chosen when a person goes back', async () => {
    expect(await run(['x', 'y', 'back', 'back', 'p', 'q', 'r'])).toEqual({
      answer: { kind: 'chosen', value: ['p', 'q', 'r'] },
      asked: [
        'a 1/3 first []',
        'b 2/3 back [x]',
        'c 3/3 back [x,y]',
        'b 2/3 back [x]',
        'a 1/3 first []',
        'b 2/3 back [p]',
        'c 3/3 back [p,q]',
      ],
    });
  });

  it('that leave no choice are passed, on the way back too', async () => {
    expect(await run(['x', 'passed', 'back', 'p', 'passed', 'r'])).toEqual({
      answer: { kind: 'chosen', value: ['p', 'r'] },
      asked: [
        'a 1/3 first []',
        'b 2/3 back [x]',
        'c 3/3 back [x]',
        'a 1/3 first []',
        'b 2/3 back [p]',
        'c 3/3 back [p]',
      ],
    });
  });

  it('give back to what came before them, and end when they are left', async () => {
    expect(await run(['x', 'back', 'back'], 1)).toMatchObject({
      answer: { kind: 'back' },
      asked: ['a 2/4 back []', 'b 3/4 back [x]', 'a 2/4 back []'],
    });
    expect((await run(['x', 'left'])).answer).toEqual({ kind: 'left' });
  });
});

function generator(name: string, more: Partial<ConnectableGenerator> = {}): ConnectableGenerator {
  return { name, path: `${name}.py`, kinds: [], startedBy: [], couldStart: [], ...more };
}

describe('the generators of a chain', () => {
  const all = [
    generator('rack', { couldStart: ['pod'], startedBy: ['pod'] }),
    generator('broken', { couldStart: ['rack'], problem: 'no class' }),
    generator('fabric', { couldStart: ['pod', 'rack'] }),
    generator('pod', { couldStart: ['rack', 'broken'] }),
    generator('lonely'),
  ];
  const names = (chain: string[]): string[][] => {
    const { fitting, others } = candidatesAfter(all, chain);
    return [fitting, others].map((list) => list.map(({ name }) => name));
  };

  it('begin with one that nothing starts and that others can follow', () => {
    expect(names([])).toEqual([
      ['fabric', 'pod'],
      ['rack', 'broken', 'lonely'],
    ]);
  });

  it('go on with what the last one could signal, the likeliest first, each once', () => {
    expect(names(['fabric'])).toEqual([
      ['pod', 'rack'],
      ['broken', 'lonely'],
    ]);
    expect(names(['fabric', 'pod'])).toEqual([['rack'], ['broken', 'lonely']]);
  });
});

describe('what is advised for a link', () => {
  const signal = { attribute: 'checksum', form: '', detail: '', connected: false, written: false };
  const kind: KindChoice = {
    kind: 'NetworkPod',
    route: '',
    routes: [
      { id: 'near', label: '', detail: '' },
      { id: 'far', label: '', detail: '' },
    ],
    signals: [
      { ...signal, id: 'one' },
      { ...signal, id: 'two', connected: true, written: true },
    ],
    extras: [
      { name: 'role', type: 'attribute', watched: false, advised: true },
      { name: 'note', type: 'attribute', watched: false, advised: false },
    ],
    scope: 'all_branches',
  };
  const link = {
    upstream: 'fabric',
    downstream: 'pod',
    kinds: [kind, { ...kind, kind: 'NetworkLeaf', signals: [], routes: [] }],
  };

  it('is what is connected already, else the first choice', () => {
    const decided = { upstream: 'fabric', downstream: 'pod', extras: ['role'], scope: 'all_branches' };
    expect(presetOf(link)).toEqual({ ...decided, kind: 'NetworkPod', signal: 'two', route: 'near' });
    expect(presetOf(link, link.kinds[1])).toEqual({ ...decided, kind: 'NetworkLeaf', signal: '' });
  });

  it('leaves the way to the objects open only where there are several and no code goes one of them', () => {
    const preset = presetOf(link);
    expect(asksForRoute(kind, preset)).toBe(false);
    expect(asksForRoute(kind, { ...preset, signal: 'one' })).toBe(true);
    expect(asksForRoute({ ...kind, routes: kind.routes.slice(0, 1) }, { ...preset, signal: 'one' })).toBe(false);
  });
});

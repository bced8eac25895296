import { describe, expect, it } from 'vitest';
import {
  attributesToClear,
  clearSignals,
  signalsToClear,
  type ClearQuestion,
  type SignalToClear,
} from '../../../client/src/commands/cascade/clearFlow';
import { targetDetails } from '../../../client/src/views/cascade/details';
import type { CascadeLayer } from '../../../client/src/views/cascade/layers';
import type { CascadeTarget } from '../../../client/src/views/cascade/targets';
import { fakeTransport, recordedWorld } from './fakeServer';

const pod: SignalToClear = { id: 'p1', kind: 'NetworkPod', name: 'p1', attribute: 'checksum', value: 'abc' };

/** Clears the signals of pods, and what was asked before. */
async function clear({
  isAgreed = true,
  isDefault = false,
  signals = [pod],
  world = recordedWorld(),
}: {
  isAgreed?: boolean;
  isDefault?: boolean;
  signals?: readonly SignalToClear[];
  world?: ReturnType<typeof recordedWorld>;
} = {}) {
  const { transport, written } = fakeTransport(world);
  const questions: ClearQuestion[] = [];
  const steps: string[] = [];
  const result = await clearSignals({
    transport,
    branch: { name: isDefault ? 'main' : 'exp3', isDefault },
    signals,
    confirm: async (question) => {
      expect(written).toEqual([]);
      questions.push(question);
      return isAgreed;
    },
    onStep: ({ name }) => void steps.push(name),
  });
  return { result, question: questions[0], written, steps };
}

describe('clearing a signal', () => {
  it('says first which rules of the server that starts, then does it', async () => {
    const { question, result, written, steps } = await clear();
    expect(question?.rules).toEqual([{ name: 'trigger-pod-generator-checksum', action: 'run-pod-generator' }]);
    expect(question?.agnosticKinds).toEqual([]);
    expect([written, steps]).toEqual([[{ id: 'p1' }], ['p1']]);
    expect(result).toEqual({ cleared: [pod], rules: question?.rules });
  });

  it('knows that rules for other branches do not see the default branch', async () => {
    const { question } = await clear({ isDefault: true });
    expect(question).toMatchObject({ rules: [], branch: { name: 'main', isDefault: true } });
  });

  it('names kinds that are the same on every branch', async () => {
    const { question } = await clear({ signals: [{ ...pod, kind: 'CoreNodeTriggerRule' }] });
    expect(question?.agnosticKinds).toEqual(['CoreNodeTriggerRule']);
  });

  it('writes nothing when nobody agrees', async () => {
    expect(await clear({ isAgreed: false })).toMatchObject({ result: undefined, written: [] });
  });

  it('writes nothing when the server does not tell what it starts', async () => {
    const world = recordedWorld();
    world.fail = { CascadeTriggerRules: { kind: 'timeout', seconds: 30 } };
    await expect(clear({ world })).rejects.toThrow(/trigger rules/);
  });

  it('tells what was done before a refusal', async () => {
    const world = recordedWorld();
    world.fail = { CascadeClearSignal: { kind: 'forbidden', reason: 'object:Network:Pod:update' } };
    const { result } = await clear({ world, signals: [pod, { ...pod, id: 'p2' }] });
    expect(result).toMatchObject({ cleared: [], error: { problem: { kind: 'forbidden' } } });
  });
});

describe('the signals that are cleared', () => {
  const signals = ['checksum', 'digest'].map((attribute) => ({ kind: 'NetworkPod', attribute }));
  const attributes = ['checksum', 'digest', 'role'].map((attribute, index) => {
    return { attribute, value: `${attribute} of p1`, updatedAt: `2026-11-22T12:0${index}:00Z`, updatedBy: undefined };
  });
  const target = { id: 'p1', kind: 'NetworkPod', name: 'p1', attributes };
  const layer: CascadeLayer = {
    name: 'generate-pod',
    watched: [...signals, { kind: 'NetworkPod', attribute: 'role' }].map((each) => ({ ...each, rules: ['rule'] })),
    signals,
    isDeaf: false,
    above: [],
    areRulesKnown: true,
    hasOtherRules: false,
  };
  const shown: CascadeTarget = { target, state: 'done', notes: { isStale: false, needsRun: false } };
  const details = targetDetails(shown, attributes, layer);

  it('are all of a target, of which a person chooses', () => {
    const found = signalsToClear([{ kind: 'target', id: 'line', target: shown, layer }]);
    expect(found.map(({ attribute, value }) => [attribute, value])).toEqual([
      ['checksum', 'checksum of p1'],
      ['digest', 'digest of p1'],
    ]);
    expect(attributesToClear([...found, ...found])).toEqual(['checksum', 'digest']);
  });

  it('are the one of a line, and none of what people write', () => {
    const lines = details.filter(({ kind }) => kind === 'attribute');
    expect(lines.map((line) => signalsToClear([line]).map(({ attribute }) => attribute))).toEqual([
      ['checksum'],
      ['digest'],
      [],
    ]);
  });
});

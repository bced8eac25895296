import { describe, expect, it } from 'vitest';
import { clearSignals, type ClearQuestion, type SignalToClear } from '../../../client/src/commands/cascade/clearFlow';
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

import { expect, onTestFinished, test } from 'vitest';
import { recordScenario } from '../../scripts/record/scenario.mjs';
import { connect } from '../../scripts/record/server.mjs';
import type { RecordedRun } from '../support/infrahub/recordings';
import { startDemoServer } from '../support/infrahub/startDemoServer';
import { fabricByHand } from './fabricByHand';

/** What a recording says, times and incidental order left out. */
function essence({ generator, target, state, data, needs, objects, signals, error }: RecordedRun) {
  return {
    run: `${generator} ${target} ${state}`,
    data,
    needs: needs.length > 0,
    error,
    objects: objects.map(({ kind, name, attributes, relationships }) => ({ kind, name, attributes, relationships })),
    signals: signals.map(({ kind, name, attribute, tracked }) => ({ kind, name, attribute, tracked })),
  };
}

test('what is recorded of a server is what its generators do', { timeout: 180_000 }, async () => {
  const recording = fabricByHand();
  const options = { repository: 'examples/fabric', branches: ['demo'], pace: 0.01, token: 't' };
  const demo = await startDemoServer({ ...options, recording });
  onTestFinished(() => demo.close());
  const said: string[] = [];
  const runs = (await recordScenario(connect({ address: demo.address, token: 't' }), {
    branch: 'demo',
    idle: { times: 3, every: 50 },
    say: (text: string) => said.push(text),
  })) as RecordedRun[];
  expect(said).toContain('the whole cascade');
  // The template is taken away from pod-1 only.
  const covered = recording.runs.filter(({ target, error }) => target !== 'pod-2' || !error?.includes('template'));
  for (const run of covered) expect(runs.map(essence)).toContainEqual(essence(run));
});

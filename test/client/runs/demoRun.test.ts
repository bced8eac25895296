import { expect, onTestFinished, test } from 'vitest';
import { carryOut, type CarriedOut } from '../../../client/src/runs/carryOut';
import { planRun, type PlanScreen } from '../../../client/src/runs/planRun';
import { noticesOf, type Notice } from '../../../client/src/runs/preflight';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../../server/src/infrahub/transport';
import { startDemoServer } from '../../support/infrahub/startDemoServer';
import { fabricByHand } from '../../demoServer/fabricByHand';

/** The example on a server; `tracked`: its generators save the targets that they signal as their own (facts 1a). */
async function serve(options: { readonly tracked: boolean }): Promise<{
  readonly transport: Transport;
  setTracked(tracked: boolean): void;
}> {
  const recording = { ...fabricByHand(options) };
  const demo = await startDemoServer({
    repository: 'examples/fabric',
    branches: ['demo'],
    pace: 0.001,
    token: 'token',
    recording,
  });
  onTestFinished(() => demo.close());
  const read = readAddress(demo.address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
  return { transport, setTracked: (tracked) => void Object.assign(recording, fabricByHand({ tracked })) };
}

/** Runs a generator for all of its targets on the branch `demo`; `parameters`: what the server says of its own. */
async function run(
  transport: Transport,
  generator: string,
  attribute = 'amount_of_super_spines',
  parameters?: Readonly<Record<string, string>>,
): Promise<CarriedOut & { readonly notices: Notice[] }> {
  let notices: Notice[] = [];
  const never = (): never => {
    throw new Error('nothing is asked');
  };
  const screen: PlanScreen = {
    during: (_, work) => work(new AbortController().signal),
    askGenerator: never,
    askBranch: never,
    askTargets: () => Promise.resolve({ kind: 'chosen', value: undefined }),
    review(_, before) {
      notices = noticesOf(before);
      return Promise.resolve({ kind: 'chosen', value: 'server' });
    },
    explain: never,
  };
  const agreed = await planRun({
    serverKey: 'demo',
    transport,
    branchInUse: undefined,
    wishes: { generator, branch: 'demo' },
    layers: [],
    objects: [
      {
        name: 'generate-fabric',
        signals: ['NetworkPod'],
        creates: ['NetworkDevice'],
        isOpen: false,
        expects: [{ kind: 'NetworkDevice', targetKind: 'NetworkFabric', attributes: [attribute] }],
      },
    ],
    compareLocal: () => Promise.resolve({ kind: 'unknown', why: 'noGit', unsaved: [] }),
    screen,
    title: 'Run',
  });
  if (!agreed) throw new Error('nothing was planned');
  const definition = { ...agreed.run.definition, ...(parameters && { parameters }) };
  const signal = AbortSignal.timeout(20_000);
  const pause = (): Promise<unknown> => new Promise((done) => setTimeout(done, 20));
  const carried = await carryOut({
    transport,
    agreed: { ...agreed, run: { ...agreed.run, definition } },
    signal,
    onStart: () => undefined,
    onChange: () => undefined,
    pause,
  });
  return { ...carried, notices };
}

const named = (members: readonly { readonly kind: string }[] | undefined): string[] =>
  [...new Set((members ?? []).map(({ kind }) => kind))].toSorted();

test('a first run creates, a second one keeps', { timeout: 30_000 }, async () => {
  const { transport } = await serve({ tracked: false });
  const first = await run(transport, 'generate-fabric');
  expect(first.outcome).toMatchObject({ stage: 'done', done: 1, failed: [], missing: [] });
  expect(named(first.outcome?.objects?.created)).toContain('NetworkDevice');
  const { length } = (first.outcome?.objects?.created ?? []).filter(({ kind }) => kind === 'NetworkDevice');
  const count = { kind: 'NetworkDevice', found: length, expected: length, attributes: ['amount_of_super_spines'] };
  expect(length).toBeGreaterThan(0);
  expect(first.outcome?.objects?.counts).toEqual([count]);
  const second = await run(transport, 'generate-fabric');
  expect(second.outcome?.objects?.counts).toEqual([count]);
  expect(second.notices.map(({ kind }) => kind)).not.toContain('trackedTargets');
  expect(second.outcome?.objects).toMatchObject({ created: [], deleted: [], adopted: [], isWhole: true });
  expect(second.outcome?.objects?.kept).toHaveLength(first.outcome?.objects?.created.length ?? 0);
});

test(
  'targets that were tracked are named before and after the run that deletes them',
  { timeout: 30_000 },
  async () => {
    const { transport, setTracked } = await serve({ tracked: true });
    const first = await run(transport, 'generate-fabric');
    expect(named(first.outcome?.objects?.adopted)).toEqual(['NetworkPod']);
    setTracked(false);
    const second = await run(transport, 'generate-fabric');
    expect(second.notices).toMatchObject([{ kind: 'trackedTargets', certain: true }, { kind: 'notCompared' }]);
    expect(named(second.outcome?.objects?.deleted)).toEqual(['NetworkPod']);
  },
);

test.each(['no_such_attribute', 'name'])('nothing is expected by %s, and the rest is told', async (attribute) => {
  const { transport } = await serve({ tracked: false });
  const { outcome } = await run(transport, 'generate-fabric', attribute);
  expect(outcome?.objects?.counts).toBeUndefined();
  expect(named(outcome?.objects?.created)).toContain('NetworkDevice');
});

test('nothing is expected where the objects of one target cannot be told from those of others', async () => {
  const { transport } = await serve({ tracked: false });
  const { outcome } = await run(transport, 'generate-fabric', undefined, { fabric_name: 'name__length' });
  expect(outcome?.objects?.counts).toBeUndefined();
});

test('what a run made is told also where the server does not know the path of a parameter', async () => {
  const { transport } = await serve({ tracked: false });
  const { outcome, failure } = await run(transport, 'generate-fabric', undefined, {
    fabric_name: 'nobody__name__value',
  });
  expect(failure).toBeUndefined();
  expect(named(outcome?.objects?.created)).toContain('NetworkDevice');
});

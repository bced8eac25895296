import { expect, onTestFinished, test } from 'vitest';
import { clearSignals } from '../../client/src/commands/cascade/clearFlow';
import { activation, attempt } from '../../client/src/commands/triggers/writeFlow';
import type { Access } from '../../client/src/connection/access';
import { readGuideNames } from '../../client/src/views/cascade/guideNames';
import { accessInTurns, createPoll, pollLimits } from '../../client/src/views/poll';
import type { Transport } from '../../server/src/infrahub/transport';
import { fakeTransport, ids, openAccess, recordedWorld } from './cascade/fakeServer';
import { recordedLayers } from './cascade/files';
import { source } from './cascade/sourceOf';

/** A way to a server whose requests take their time, and how many of them were under way at once. */
function slow() {
  const { transport, asked } = fakeTransport(recordedWorld());
  const inFlight = { now: 0, most: 0 };
  const slowly = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    inFlight.most = Math.max(inFlight.most, ++inFlight.now);
    await new Promise((done) => setImmediate(done));
    inFlight.now--;
    return ask();
  };
  const access = openAccess({
    ...transport,
    run: (...call) => slowly(() => transport.run(...call)),
    get: (...call) => slowly(() => transport.get(...call)),
  });
  return { access, asked, inFlight };
}

type Open = Extract<Access, { readonly kind: 'open' }>;

function open(access: Access): Open {
  if (access.kind !== 'open') throw new Error(access.kind);
  return access;
}

const layer = { signals: [], watched: [], file: recordedLayers.layers[2] };
const rack = { target: { id: ids.r1, kind: 'LocationRack', name: 'r1', attributes: [] } };
const signal = { id: ids.r1, kind: 'LocationRack', name: 'r1', attribute: 'checksum', value: 'a' };

/** What commands ask of the server of a view. */
const commands: Readonly<Record<string, (access: Open) => Promise<unknown>>> = {
  'Copy as GraphQL': ({ transport, branch }) =>
    readGuideNames({ transport, call: { branch: branch.name } }, { layer, targets: [rack] }, []),
  'Clear Signal': ({ transport, branch }) =>
    clearSignals({ transport, branch, signals: [signal], confirm: async () => true, onStep: () => undefined }),
  'Disable Rule': ({ transport }) => attempt(() => write(transport)),
};
const write = (transport: Transport): Promise<unknown> =>
  activation({ kind: 'CoreNodeTriggerRule', id: 'rule' }, false)?.(transport) ?? Promise.reject(new Error('no rule'));

test.each(Object.entries(commands))('%s waits for its turn with the poll of its view', async (_, command) => {
  const { access, asked, inFlight } = slow();
  const view = source({ access: () => access });
  const poll = createPoll(() => view.read(), pollLimits);
  onTestFinished(poll.dispose);
  poll.setVisible(true);
  const reading = poll.refresh();
  await command(open(accessInTurns(access, poll)));
  await reading;
  expect(asked.length).toBeGreaterThan(10);
  expect(inFlight).toEqual({ now: 0, most: 1 });
});

test.each(Object.entries(commands))(
  '%s is carried out though nobody looks at the view any more',
  async (_, command) => {
    const { access, asked } = slow();
    const poll = createPoll(() => Promise.resolve(true), pollLimits);
    onTestFinished(poll.dispose);
    await command(open(accessInTurns(access, poll)));
    expect(asked.length).toBeGreaterThan(0);
  },
);

test('without a way to a server there is none in turns', () => {
  const poll = createPoll(() => Promise.resolve(true), pollLimits);
  onTestFinished(poll.dispose);
  expect(accessInTurns({ kind: 'noServer' }, poll)).toEqual({ kind: 'noServer' });
});

import { expect, onTestFinished, test } from 'vitest';
import { clearSignals } from '../../client/src/commands/cascade/clearFlow';
import { activation, attempt } from '../../client/src/commands/triggers/writeFlow';
import type { Access } from '../../client/src/connection/access';
import { readGuideNames } from '../../client/src/views/cascade/guideNames';
import { accessInTurns, createPoll, pollLimits } from '../../client/src/views/poll';
import { createKnowledgeSource } from '../../client/src/knowledge/source';
import { readFresh } from '../../client/src/knowledge/fresh';
import { account } from '../../server/src/infrahub/operations/account';
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
  await command(open(await accessInTurns(async () => access, poll)));
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
    await command(open(await accessInTurns(async () => access, poll)));
    expect(asked.length).toBeGreaterThan(0);
  },
);

test('without a way to a server there is none in turns', async () => {
  const poll = createPoll(() => Promise.resolve(true), pollLimits);
  onTestFinished(poll.dispose);
  expect(await accessInTurns(async () => ({ kind: 'noServer' }), poll)).toEqual({ kind: 'noServer' });
});

test('the way to a server is looked for in turn too, since that may list its branches', async () => {
  const { access, inFlight } = slow();
  const view = source({ access: () => access });
  const poll = createPoll(() => view.read(), pollLimits);
  onTestFinished(poll.dispose);
  poll.setVisible(true);
  const reading = poll.refresh();
  const find = async (): Promise<Access> => {
    await open(access).transport.run(account, {});
    return access;
  };
  const found = await accessInTurns(find, poll);
  await open(found).transport.run(account, {});
  await reading;
  expect(inFlight).toEqual({ now: 0, most: 1 });
});

test('what a snapshot holds is read between two runs of the poll, whoever looks', async () => {
  const { access, inFlight } = slow();
  const { transport } = open(access);
  const knowledge = createKnowledgeSource({
    // Of all that is read, as much as makes two readings meet.
    reader: { read: async () => transport.run(account, {}).then(() => ({ server: 'x' }) as never) },
    access: async () => access,
    send: () => true,
    onFailure: () => undefined,
    now: () => 0,
  });
  const poll = createPoll((signal) => knowledge.read(signal), pollLimits);
  onTestFinished(poll.dispose);
  poll.setVisible(true);
  const reading = poll.refresh();
  expect(await readFresh(knowledge, poll)).toMatchObject({ ok: true });
  await reading;
  expect(inFlight).toEqual({ now: 0, most: 1 });
  poll.setVisible(false);
  expect(await readFresh(knowledge, poll)).toMatchObject({ ok: true });
});

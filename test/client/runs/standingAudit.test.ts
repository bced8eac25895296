import { expect, onTestFinished, test } from 'vitest';
import type { Access } from '../../../client/src/connection/access';
import { createStandingAudit, type AuditWarning } from '../../../client/src/runs/standingAudit';
import { createPoll, pollLimits } from '../../../client/src/views/poll';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../../server/src/infrahub/transport';
import { serveInfrahub, type FakeBranches, type FakeOptions } from '../../infrahubApi/fakeInfrahub';
import { sendJson, unusedAddress } from '../../infrahubApi/startServer';

function open(text: string, insecure = false): Access {
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  const server = { name: 'Lab', address: read.address, insecure, source: 'user' as const };
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
  return { kind: 'open', server, transport, branch: { name: 'main', isDefault: true } };
}

const tracked = (): FakeBranches => {
  const name = 'generate-pod-0ffa7d435d0d07ad376860d57ec3b79e';
  const members = [{ id: 'r1', kind: 'LocationRack', name: 'r1' }];
  return { main: [{ id: 'group', kind: 'CoreGeneratorGroup', name, members }] };
};

/** Answers questions about groups of one branch with an error. */
function refuseGroups(branch: string): FakeOptions['intercept'] {
  return (document, request, response) => {
    if (!document.includes('Group') || !request.url.startsWith(`/graphql/${branch}`)) return false;
    sendJson(response, { errors: [{ message: 'not now' }] }, 400);
    return true;
  };
}

function standing(access: () => Access, run = (): Promise<boolean> => Promise.resolve(true), maxTime?: number) {
  const warnings: (AuditWarning | undefined)[] = [];
  const clock = { time: 0 };
  const poll = createPoll(run, pollLimits);
  poll.setVisible(true);
  onTestFinished(poll.dispose);
  const audit = createStandingAudit({
    access: async () => access(),
    generators: () =>
      Promise.resolve([{ name: 'generate-pod', signals: ['LocationRack'], creates: [], isOpen: false }]),
    onWarning: (warning) => void warnings.push(warning),
    now: () => clock.time,
    turns: poll,
    maxTime,
  });
  return { audit, warnings, clock, poll };
}

test('a server is looked at when its time has come, not at every turn', async () => {
  const { address, received } = await serveInfrahub(tracked());
  const { audit, warnings, clock } = standing(() => open(address));
  await audit.look();
  expect(warnings.at(-1)).toEqual({ count: 1, branches: 1, isWhole: true });
  const asked = received.length;
  await audit.look();
  expect(received).toHaveLength(asked);
  clock.time = 1_800_000;
  await audit.look();
  expect(received.length).toBeGreaterThan(asked);
});

test('two looks at one time are one', async () => {
  const { address, received } = await serveInfrahub(tracked());
  const { audit } = standing(() => open(address));
  await Promise.all([audit.look(), audit.look()]);
  expect(received.filter(({ body }) => body.includes('CascadeBranches'))).toHaveLength(1);
});

test('what is known of one server is not said of another, nor without one', async () => {
  const [with1, without] = [await serveInfrahub(tracked()), await serveInfrahub({ main: [] })];
  let access = open(with1.address);
  const { audit, warnings } = standing(() => access);
  await audit.look();
  access = open(without.address);
  await audit.look();
  expect(warnings.at(-1)).toBeUndefined();
  access = open(await unusedAddress());
  await audit.look();
  access = { kind: 'noServer' };
  await audit.look();
  expect(warnings.at(-1)).toBeUndefined();
});

test('two servers of one address are two, when the certificate of one is not looked at', async () => {
  const { address, received } = await serveInfrahub(tracked());
  let access = open(address);
  const { audit, warnings } = standing(() => access);
  await audit.look();
  const asked = received.length;
  access = open(address, true);
  await audit.look();
  expect(received.length).toBe(2 * asked);
  expect(warnings.slice(-2)).toEqual([undefined, { count: 1, branches: 1, isWhole: true }]);
});

test('what a person has put right is warned of no more', async () => {
  const { address } = await serveInfrahub(tracked());
  const access = open(address);
  const { audit, warnings } = standing(() => access);
  await audit.look();
  if (access.kind === 'open') audit.note(access.server, { count: 0, branches: [], isWhole: true });
  expect(warnings.at(-1)).toBeUndefined();
});

test('nothing is asked while nobody looks; what was under way is looked at anew', async () => {
  const onRequest = { hide: (): void => undefined };
  const { address, received } = await serveInfrahub(tracked(), {
    intercept: () => {
      onRequest.hide();
      return false;
    },
  });
  const { audit, warnings, poll } = standing(() => open(address));
  poll.setVisible(false);
  await audit.look();
  expect(received).toHaveLength(0);
  poll.setVisible(true);
  onRequest.hide = () => poll.setVisible(false);
  await audit.look();
  expect([received.length, warnings.filter(Boolean)]).toEqual([1, []]);
  onRequest.hide = () => undefined;
  poll.setVisible(true);
  await audit.look();
  expect(warnings.at(-1)).toEqual({ count: 1, branches: 1, isWhole: true });
});

test('what could not all be looked at is said, and is not taken for nothing', async () => {
  const { address } = await serveInfrahub({ ...tracked(), gone: [] }, { intercept: refuseGroups('gone') });
  const { audit, warnings } = standing(() => open(address));
  await audit.look();
  expect(warnings.at(-1)).toEqual({ count: 1, branches: 1, isWhole: false });
  const all = await serveInfrahub(tracked(), { intercept: refuseGroups('main') });
  const other = standing(() => open(all.address));
  await other.audit.look();
  expect(other.warnings.at(-1)).toEqual({ count: 0, branches: 0, isWhole: false });
});

test('what was found stays known while a later look comes to no end', async () => {
  const state = { isSlow: false };
  const { address } = await serveInfrahub(tracked(), {
    intercept: (document) => state.isSlow && document.includes('Group'),
  });
  const { audit, warnings, clock } = standing(() => open(address), undefined, 2000);
  await audit.look();
  expect(warnings.at(-1)).toEqual({ count: 1, branches: 1, isWhole: true });
  state.isSlow = true;
  clock.time = 1_800_000;
  await audit.look();
  expect(warnings.at(-1)).toEqual({ count: 1, branches: 1, isWhole: false });
});

test('a look that takes too long says so', async () => {
  const { address } = await serveInfrahub(tracked(), { intercept: (document) => document.includes('Group') });
  const { audit, warnings } = standing(() => open(address), undefined, 200);
  await audit.look();
  expect(warnings.at(-1)).toEqual({ count: 0, branches: 0, isWhole: false });
});

test('its requests and the runs of the view come one after the other', async () => {
  const atWork = { runs: 0, most: 0 };
  const { address } = await serveInfrahub(tracked(), {
    intercept: (document) => {
      if (document !== '/') atWork.most = Math.max(atWork.most, atWork.runs);
      return false;
    },
  });
  const ran: string[] = [];
  const { audit, poll } = standing(
    () => open(address),
    async () => {
      atWork.runs++;
      for (let count = 0; count < 5; count++) await fetch(address);
      atWork.runs--;
      ran.push('run');
      return true;
    },
  );
  await Promise.all([audit.look(), poll.refresh()]);
  await poll.refresh();
  expect(ran.length).toBeGreaterThan(1);
  expect(atWork.most).toBe(0);
});

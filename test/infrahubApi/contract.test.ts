import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fabricByHand } from '../demoServer/fabricByHand';
import type { Ground } from '../support/contract/ground';
import {
  expectAccount,
  expectCascade,
  expectDefinitionsAndRules,
  expectDeletedByName,
  expectDoneStates,
  expectEmptyStates,
  expectFailedAndRepeated,
  expectQueryGroups,
  expectTargetsByGroup,
  expectTokenForPassword,
} from '../support/contract/sideBar';
import { expectActivation, expectDeletion } from '../support/contract/triggerWrites';
import { readRecording } from '../support/infrahub/recordings';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';
import { readFolder } from '../support/repository';

// The same assertions as test/infrahub/sideBar.test.ts makes on a real server.

const safe = readRecording('fabric') ?? fabricByHand();
const servers: DemoServer[] = [];

async function groundWith(recording: typeof safe): Promise<Ground> {
  const repository = 'examples/fabric';
  const demo = await startDemoServer({
    repository,
    branches: ['demo'],
    pace: 0.005,
    token: 'token-of-contract',
    recording,
  });
  servers.push(demo);
  return {
    address: demo.address,
    token: demo.token,
    branch: 'demo',
    files: new Map(readFolder(repository)),
    kind: (name) => name,
    name: (name) => name,
    every: 20,
    patience: 30,
    async update(kind, id, data) {
      const query = `mutation ($data: ${kind}UpdateInput!) { ${kind}Update(data: $data) { ok } }`;
      const response = await fetch(`${demo.address}/graphql/demo`, {
        method: 'POST',
        headers: { 'x-infrahub-key': demo.token },
        body: JSON.stringify({ query, variables: { data: { id, ...data } } }),
      });
      expect(await response.json()).toMatchObject({ data: { [`${kind}Update`]: { ok: true } } });
    },
  };
}

afterAll(() => Promise.all(servers.map((server) => server.close())));

describe('the demo server', { timeout: 60_000 }, () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await groundWith(safe);
  });

  test('tells the account', () => expectAccount(ground));
  test('gives a token for a password', () => expectTokenForPassword(ground, { user: 'admin', password: 'infrahub' }));
  test('tells generators and rules', () => expectDefinitionsAndRules(ground, ['trigger-pod-generator-checksum']));
  test('tells targets by their groups', () => expectTargetsByGroup(ground));
  test('has empty targets at first', () => expectEmptyStates(ground));
  test('runs a cascade that can be traced to the last rack', () => expectCascade(ground));
  test('keeps what runs read in groups', () => expectQueryGroups(ground));
  test('has targets that are done then', () => expectDoneStates(ground));
  test('fails a layer, and repeats it', () => expectFailedAndRepeated(ground));
  test('makes a rule inactive and active', () => expectActivation(ground, 'trigger-rack-generator-checksum'));
  test('deletes a rule, but no action in use', () => expectDeletion(ground, 'trigger-rack-generator-checksum'));
});

test('the demo server deletes what the form of the guide deletes', { timeout: 60_000 }, async () => {
  const runs = safe.runs.map((run) => ({
    ...run,
    signals: run.signals.map((signal) => ({ ...signal, tracked: true })),
  }));
  await expectDeletedByName(await groundWith({ ...safe, runs }));
});

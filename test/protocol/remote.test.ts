import { expect, test } from 'vitest';
import type { Plan } from '../../server/src/protocol/plan';
import type { RemoteKnowledge } from '../../server/src/remoteKnowledge';
import { remoteNotification, snapshotPlanRequest } from '../../server/src/protocol/remote';
import { startClient } from '../support/protocolClient';
import { serverNode, serverOf } from '../support/remote';

const triggers = 'file:///repo/objects/triggers.yml';
const files = {
  'file:///repo/.infrahub.yml': 'objects: [objects]\n',
  [triggers]: `---
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - {name: a, node_kind: DcimDevice, mutation_action: updated, branch_scope: all_branches, action: run-it}
`,
};
const device = serverOf([serverNode('DcimDevice')], {
  actions: [{ kind: 'CoreGeneratorAction', name: 'run-it', fields: {} }],
});

async function start(knowledge?: unknown) {
  const client = await startClient({ files: new Map(Object.entries(files)), settings: { profile: 'all' } });
  const push = (next: unknown) => client.connection.sendNotification(remoteNotification, { knowledge: next });
  if (knowledge !== undefined) await push(knowledge);
  await client.idle();
  const shows = (id: string, isShown: boolean) => client.until(() => client.shown(triggers)?.includes(id) === isShown);
  return { client, push, shows };
}

test('findings and the version follow what the client says of a server, and that it went away', async () => {
  const { client, push, shows } = await start();
  expect(client.shown(triggers)).toContain('unknown-node-kind');
  expect(client.status()).toMatchObject({ versions: [{ source: 'newest known' }] });
  await push(device);
  await shows('unknown-node-kind', false);
  await client.until(() => client.status()?.versions[0]?.source === 'connected server');
  expect(client.shown(triggers)).not.toContain('unknown-action');
  await push({ ...device, actions: [] } satisfies RemoteKnowledge);
  await shows('unknown-action', true);
  await push(null);
  await shows('unknown-node-kind', true);
  await client.until(() => client.status()?.versions[0]?.source === 'newest known');
});

test('a server may be known before the files are', async () => {
  const { client } = await start(device);
  expect(client.shown(triggers) ?? []).not.toContain('unknown-node-kind');
  expect(client.status()?.versions[0]?.version).toBe('1.11');
});

test('what is not as it should be counts as no connection, and is logged', async () => {
  const { client, push, shows } = await start(device);
  await push({ ...device, kinds: [{ kind: 5 }] });
  await shows('unknown-node-kind', true);
  expect(client.errors.join()).toContain('kinds.0');
});

test('the snapshot is named in the settings by one edit, and what stands there stays', async () => {
  const { client } = await start();
  const plan = (name: string): Promise<Plan> =>
    client.connection.sendRequest(snapshotPlanRequest, { root: 'file:///repo', uri: `file:///${name}` });
  expect(await plan('repo/snap.json')).toMatchObject({
    changes: [{ createUri: 'file:///repo/.infrahub-cascade.yml', text: 'snapshot: "snap.json"\n' }],
  });
  expect(await plan('elsewhere/snap.json')).toMatchObject({ refusal: expect.stringContaining('not inside') });
  const settings = 'file:///repo/.infrahub-cascade.yml';
  client.open(settings, '# ours\nprofile: all # everything\n');
  expect(await plan('repo/snap.json')).toMatchObject({
    changes: [{ uri: settings, newText: '\nsnapshot: snap.json', range: { start: { line: 1, character: 25 } } }],
  });
  client.change(settings, 2, { text: '# nothing yet' });
  expect(await plan('repo/snap.json')).toMatchObject({ changes: [{ newText: '\nsnapshot: "snap.json"\n' }] });
  client.change(settings, 3, { text: 'snapshot: old.json # ours\n' });
  expect(await plan('repo/snap.json')).toMatchObject({
    changes: [{ newText: 'snapshot: snap.json', range: { end: { character: 18 } } }],
  });
  client.change(settings, 4, { text: 'snapshot: snap.json\n' });
  expect(await plan('repo/snap.json')).toMatchObject({ changes: [] });
  client.change(settings, 5, { text: '- a list\n' });
  expect(await plan('repo/snap.json')).toMatchObject({ refusal: expect.stringContaining('mend it') });
});

test('settings that appeared on disk a moment ago are added to, before a watcher tells of them', async () => {
  const { client } = await start();
  const settings = 'file:///repo/.infrahub-cascade.yml';
  client.files.set(settings, '# ours\nprofile: all\n');
  const params = { root: 'file:///repo', uri: 'file:///repo/snap.json' };
  expect(await client.connection.sendRequest(snapshotPlanRequest, params)).toMatchObject({
    changes: [{ uri: settings, newText: '\nsnapshot: snap.json', range: { start: { line: 1, character: 12 } } }],
  });
});

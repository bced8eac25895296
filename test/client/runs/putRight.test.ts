import { expect, test } from 'vitest';
import { knownServers, serverOfKey } from '../../../client/src/connection/servers';
import { rightingOf } from '../../../client/src/runs/putRight';

const entry = { name: 'Lab', address: 'https://lab.example.com' };
const { servers } = knownServers({ user: [{ ...entry, insecure: true }, entry] }, {});
const definition = { id: 'd', name: 'generate-rack', parameters: {} } as never;
const run = { definition, branch: { name: 'work', isDefault: false } };

test('what stands in the way is put right on the server and branch of the run', () => {
  const [, server] = servers;
  if (!server) throw new Error('no server');
  const members = [
    { id: '1', kind: 'LocationRack', name: 'r1' },
    { id: '2', kind: 'LocationRack', name: 'r2' },
  ];
  const untrack = rightingOf({ kind: 'trackedTargets', members, certain: true }, run, server);
  expect(untrack).toMatchObject({
    command: 'infrahubCascade.untrackSignalTargets',
    given: { kinds: ['LocationRack'], objects: ['1', '2'], generators: ['generate-rack'], branch: 'work' },
  });
  expect(untrack?.given).toMatchObject({ isUnsure: false });
  const look = rightingOf({ kind: 'trackedTargets', members, certain: false }, run, server);
  expect(look?.given).toMatchObject({ isUnsure: true });
  const rebase = rightingOf({ kind: 'otherCommit', here: 'a', onDefault: 'b' }, run, server);
  expect(rebase).toMatchObject({ command: 'infrahubCascade.rebaseBranch', given: { branch: 'work' } });
  for (const righting of [untrack, rebase]) {
    const key = righting && 'server' in righting.given ? righting.given.server : undefined;
    expect(serverOfKey(servers, key)).toBe(server);
    expect(serverOfKey(servers.slice(0, 1), key)).toBeUndefined();
  }
  expect(rightingOf({ kind: 'lacksWorker' }, run, server)).toBeUndefined();
});

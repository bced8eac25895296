import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { branches } from '../../server/src/infrahub/operations/branches';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../server/src/infrahub/transport';
import { planUntrack } from '../../server/src/infrahub/untrackPlan';
import { runUntrack } from '../../server/src/infrahub/untrackRun';
import type { UntrackParams } from '../../server/src/protocol/commands';
import { follow } from './support/cascade';
import { createBranch, deleteBranch, openCase, rebaseBranch, type Case } from './support/case';
import { fabricReruns, runWholeCascade, wholeCascade } from './support/fabric';
import { runGenerator } from './support/generators';
import { guideFiles } from './support/guide';
import { idsOf } from './support/objects';
import { takeOffer } from './support/offers';
import { updateRepository } from './support/repositories';
import { expectQuietReruns } from './support/reruns';
import { runningServer } from './support/server';

let guide: Case;
const mendedBranch = 'mended-guide';

beforeAll(async () => {
  guide = await openCase('tracked', guideFiles());
});

afterAll(async () => {
  await guide?.close();
  await deleteBranch(mendedBranch);
});

test('the guide form loses its targets in the first unchanged re-run', async () => {
  const { branch } = guide;
  await runWholeCascade(guide);
  expect(await idsOf(guide.kind('LocationRack'), branch)).toHaveLength(3);
  const pods = await idsOf(guide.kind('NetworkPod'), branch);
  await runGenerator(guide.name('generate-pod'), { branch, nodes: pods });
  expect(await idsOf(guide.kind('LocationRack'), branch)).toEqual([]);
});

test('after our fix with untracking, three unchanged re-runs delete nothing and trigger nothing', async () => {
  // A branch on which the guide's form has run: the tracking groups list its targets.
  const branch = mendedBranch;
  await createBranch(branch);
  const mended: Case = { ...guide, branch };
  await runWholeCascade(mended);

  const action = 'makeSignalWriteSafe';
  const pods = { action, path: '/generators/generate_fabric.py', at: 'pod.save(allow_upsert=True)' };
  const racks = { action, path: '/generators/generate_pod.py', at: 'rack.save(allow_upsert=True)' };
  const first = await takeOffer(guide.files, pods);
  const second = await takeOffer(first.files, racks);
  expect(second.command?.id).toBe('infrahubCascade.untrackSignalTargets');

  const kinds = [first, second].flatMap(
    ({ command }) => (command?.arguments?.[0] as UntrackParams | undefined)?.kinds ?? [],
  );
  expect(kinds).toEqual([guide.kind('NetworkPod'), guide.kind('LocationRack')]);
  const transport = openTransport();
  const onBranch = (await transport.run(branches, {})).filter(({ name }) => name === branch);
  const plan = await planUntrack(transport, { branches: onBranch, kinds, generics: [], generators: [] });
  expect(plan.steps.flatMap(({ targets }) => targets.map(({ name }) => name)).toSorted(byText)).toEqual([
    'pod-1',
    'pod-2',
    'rack-1-1',
    'rack-1-2',
    'rack-2-1',
  ]);
  const outcome = await runUntrack(transport, plan.steps);
  expect(outcome).toMatchObject({ failed: [], left: [] });
  const again = await planUntrack(transport, { branches: onBranch, kinds, generics: [], generators: [] });
  expect(again.steps).toEqual([]);

  // Only now: the rebase that brings the new code is told to the rules as changes of all that the branch has changed, so
  // generators run soon, and would delete what is still tracked.
  await updateRepository(guide.repository, second.files);
  await follow(mended, {
    start: () => rebaseBranch(branch),
    runs: wholeCascade.filter((run) => !run.startsWith('generate-fabric ')),
    targets: ['NetworkPod', 'LocationRack'],
  });
  await expectQuietReruns(mended, fabricReruns);
});

function openTransport(): Transport {
  const { address, token } = runningServer();
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  return createTransport({ address: read.address, token, fetch: createFetch({}) });
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}

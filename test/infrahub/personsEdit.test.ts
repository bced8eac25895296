import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, eventually, type Case } from './support/case';
import { replaceIn } from './support/edits';
import { fabricFiles, withoutRules } from './support/fabric';
import { runGenerator } from './support/generators';
import { idsOf, objectsOf, update } from './support/objects';

const safe = '                await pod.save(update_group_context=False)\n';
const guarded = '            if pod.checksum.value != checksum:\n';

// Holds the run between fetching a pod and signalling it, until a person has given the pod another role.
const held = `            while (await self.client.get(kind="NetworkPod", id=pod.id, populate_store=False)).role.value == "compute":
                await asyncio.sleep(0.5)
`;

/** examples/fabric, its first generator held as above, with another way to write the signal. */
function heldFabric(save: string): ReturnType<typeof fabricFiles> {
  const path = '/generators/generate_fabric.py';
  return replaceIn(withoutRules(fabricFiles()), [
    { path, old: 'from infrahub_sdk.generator', by: 'import asyncio\n\nfrom infrahub_sdk.generator' },
    { path, old: guarded, by: `${held}${guarded}` },
    { path, old: safe, by: save },
    // One pod is enough.
    { path: '/objects/03_fabrics.yml', old: secondPod(), by: '' },
    { path: '/objects/04_racks.yml', old: secondRack(), by: '' },
  ]);
}

function secondPod(): string {
  const text = fabricFiles().get('/objects/03_fabrics.yml') ?? '';
  return text.slice(text.indexOf('    - name: pod-2'));
}

function secondRack(): string {
  const text = fabricFiles().get('/objects/04_racks.yml') ?? '';
  return text.slice(text.indexOf('    - name: rack-2-1'));
}

/** Runs the first generator and edits the pod meanwhile; gives the role that the pod has in the end. */
async function editDuringRun(fabric: Case): Promise<unknown> {
  const { branch } = fabric;
  const nodes = await idsOf(fabric.kind('NetworkFabric'), branch);
  const running = runGenerator(fabric.name('generate-fabric'), { branch, nodes });
  const hasDevices = async (): Promise<boolean> =>
    (await objectsOf(fabric.kind('NetworkDevice'), { branch })).has('fabric-1-super-spine-2');
  await eventually('The run that waits for the edit', hasDevices);
  const [pod = ''] = await idsOf(fabric.kind('NetworkPod'), branch);
  await update(fabric.kind('NetworkPod'), pod, { branch, values: { role: 'storage' } });
  await running;
  const shown = await objectsOf(fabric.kind('NetworkPod'), { branch, attributes: ['role', 'checksum'] });
  expect(shown.get('pod-1')?.values['checksum']).toMatch(/^[0-9a-f]{64}$/);
  return shown.get('pod-1')?.values['role'];
}

let ours: Case;
let guides: Case;

beforeAll(async () => {
  ours = await openCase('edit', heldFabric(safe));
  guides = await openCase('revert', heldFabric('                await pod.save(allow_upsert=True)\n'));
});

afterAll(async () => {
  await ours.close();
  await guides.close();
});

test("a person's edit during a run survives the signal write", async () => {
  expect(await editDuringRun(ours)).toBe('storage');
});

test('the upsert of the guide takes it back', async () => {
  expect(await editDuringRun(guides)).toBe('compute');
});

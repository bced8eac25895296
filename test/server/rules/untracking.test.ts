import { expect, test } from 'vitest';
import { openRepository } from '../../support/repository';
import { parseFixture } from '../../support/fixture';
import { layers, rules, watch } from '../cascade/layers';

const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));

const device = `
device = await self.client.create(kind="NetworkDevice", name=target_id)
await device.save(allow_upsert=True)
`;

/** The command of each fix of a rule, by title. */
async function commands(rule: string, source: string) {
  const { files } = parseFixture(source);
  const { service, uri } = await openRepository(files);
  return [...files.keys()]
    .flatMap((path) => service.diagnostics(uri(path)))
    .flatMap(({ finding }) => (finding.rule.id === rule ? (finding.fixes?.() ?? []) : []))
    .map(({ title, command }) => [title, command?.id, command?.arguments]);
}

const untrack = 'infrahubCascade.untrackSignalTargets';

test.each([
  [
    'unguarded-signal-write',
    'for item in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):\n' +
      '    item.checksum.value = data["digest"]\n    await item.save()',
    'Save without tracking, and only when checksum differs',
    'NetworkPod',
  ],
  [
    'tracked-on-some-runs',
    `${device}pod = await self.client.get(kind="NetworkPod", id=target_id)
if data["vrf"]:
    pod.status.value = "done"
    await pod.save()`,
    'Save without tracking, as a plain update',
    'NetworkPod',
  ],
  [
    'upsert-on-fetched-node',
    'pod = await self.client.get(kind="NetworkPod", id=target_id)\n' +
      'pod.checksum.value = "x"\nawait pod.save(allow_upsert=True)',
    'Save without tracking, as a plain update',
    'NetworkPod',
  ],
  [
    'shared-object',
    'shared = await self.client.create(kind="NetworkDevice", name="reflector")\nawait shared.save(allow_upsert=True)',
    'Save without tracking, so that it stays',
    'NetworkDevice',
  ],
])('%s: what is tracked already is to be taken out', async (rule, fabric, title, kind) => {
  const two = layers({ fabric, triggers }).replace(
    'data: [{name: f1,',
    'data: [{name: f0, member_of_groups: [fabrics]}, {name: f1,',
  );
  expect(await commands(rule, two)).toEqual([[title, untrack, [{ kinds: [kind], generators: ['generate-fabric'] }]]]);
});

test('nothing is tracked of a save that is outside of tracking already', async () => {
  const fabric =
    'for item in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):\n' +
    '    item.checksum.value = data["digest"]\n    await item.save(update_group_context=False)';
  expect(await commands('unguarded-signal-write', layers({ fabric, triggers }))).toEqual([
    ['Save only when checksum differs', undefined, undefined],
  ]);
});

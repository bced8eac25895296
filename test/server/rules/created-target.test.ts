import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'created-target';

const pod = (save: string): string =>
  `pod = await self.client.create(kind="NetworkPod", name="p1")\nawait pod.save(${save})\n`;

/** A signal whose kind the text does not show. */
const yielded = `async def found():
    for each in await self.client.filters(kind="NetworkPod"):
        yield each
async for each in found():
    each.checksum.value = "2"
    await each.save(update_group_context=False)
`;

const created =
  '- {name: new, branch_scope: other_branches, node_kind: NetworkPod, mutation_action: created, action: run-pod}';

test('the targets of the next layer', async () => {
  const what = `hint ${rule}: generate-fabric makes NetworkPod, which generate-pod runs on, and starts nothing there`;
  await checkDiagnostics(rule, marked(layers({ fabric: pod('allow_upsert=True') }), 'kind=', '"NetworkPod"', what));
});

test.each([
  ['its own targets', { pod: pod('allow_upsert=True') }],
  ['made outside of tracking', { fabric: pod('allow_upsert=True, update_group_context=False') }],
  [
    'signalled as well',
    {
      fabric: `${pod('allow_upsert=True')}${signal('NetworkPod', 'parent__ids')}`,
      triggers: rules('CoreNodeTriggerRule', watch('w', 'NetworkPod', 'checksum', 'run-pod')),
    },
  ],
  ['started by their creation', { fabric: pod('allow_upsert=True'), triggers: rules('CoreNodeTriggerRule', created) }],
  [
    'something of an unknown kind is written as well',
    {
      fabric: `${pod('allow_upsert=True')}${yielded}`,
      triggers: rules('CoreNodeTriggerRule', watch('w', 'NetworkPod', 'checksum', 'run-pod')),
    },
  ],
  ['never saved', { fabric: 'pod = await self.client.create(kind="NetworkPod", name="p1")' }],
  ['no targets of anybody', { fabric: pod('allow_upsert=True').replace('NetworkPod', 'NetworkDevice') }],
  ['fetched', { fabric: 'pod = await self.client.get(kind="NetworkPod", name__value="p1")\nawait pod.save()' }],
])('%s', async (_, generators) => {
  await checkDiagnostics(rule, layers(generators));
});

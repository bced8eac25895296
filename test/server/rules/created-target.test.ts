import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'created-target';

const pod = (save: string): string =>
  `pod = await self.client.create(kind="NetworkPod", name="p1")\nawait pod.save(${save})\n`;

test('the targets of the next layer', async () => {
  const what = `hint ${rule}: generate-fabric makes NetworkPod, which generate-pod runs on`;
  await checkDiagnostics(rule, marked(layers({ fabric: pod('allow_upsert=True') }), 'kind=', '"NetworkPod"', what));
});

test.each([
  ['its own targets', { pod: pod('allow_upsert=True') }],
  ['made outside of tracking', { fabric: pod('allow_upsert=True, update_group_context=False') }],
  ['never saved', { fabric: 'pod = await self.client.create(kind="NetworkPod", name="p1")' }],
  ['no targets of anybody', { fabric: pod('allow_upsert=True').replace('NetworkPod', 'NetworkDevice') }],
  ['fetched', { fabric: 'pod = await self.client.get(kind="NetworkPod", name__value="p1")\nawait pod.save()' }],
])('%s', async (_, generators) => {
  await checkDiagnostics(rule, layers(generators));
});

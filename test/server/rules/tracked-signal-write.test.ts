import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked, signal } from '../cascade/layers';

const rule = 'tracked-signal-write';
const safe = signal('NetworkPod', 'parent__ids');
const what = `warning ${rule}: makes generate-fabric the owner of the NetworkPod`;

test.each(['item.save(allow_upsert=True)', 'item.save()', 'item.save(update_group_context=True)'])(
  'a guarded signal saved by %s',
  async (save) => {
    const fabric = safe.replace('item.save(update_group_context=False)', save);
    await checkDiagnostics(rule, marked(layers({ fabric }), 'await ', save, what));
  },
);

test('the safe form, an unguarded save, and objects that the generator makes', async () => {
  await checkDiagnostics(rule, layers({ fabric: safe }));
  const always = `
for item in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):
    item.checksum.value = data["digest"]
    await item.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ fabric: always }));
  const created = `
pod = await self.client.create(kind="NetworkPod", name="p", parent=target_id)
if pod.checksum.value != "x":
    pod.checksum.value = "x"
await pod.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ fabric: created }));
});

test.each([
  'self.client.group_context.add_related_nodes(ids=[target_id])',
  'self.client.group_context.related_node_ids.append(target_id)',
  'self.client.group_context.related_node_ids += [target_id]',
])('ids kept by hand: %s', async (keep) => {
  await checkDiagnostics(rule, layers({ fabric: `${keep}${safe.replace('update_group_context=False', '')}` }));
});

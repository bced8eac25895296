import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'refetch-in-loop';

test('the same object at every turn', async () => {
  const call = 'self.client.get(kind="NetworkFabric", name__value="main")';
  const fabric = `for index in range(4):\n    fabric = await ${call}`;
  const what = `hint ${rule}: the same object at every turn`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'await ', call, what));
  const inner = `for index in range(4):\n    for other in range(4):\n        fabric = await ${call}`;
  await checkDiagnostics(rule, marked(layers({ fabric: inner }), 'await ', call, what));
});

test.each(['rack["node"]["id"]', 'rack["id"]', 'rack.id'])('one object per item: %s', async (id) => {
  const call = `self.client.get(kind="LocationRack", id=${id})`;
  const fabric = `for rack in data["racks"]:\n    node = await ${call}`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'await ', call, `hint ${rule}: one request at every turn`));
});

test.each([
  ['outside of a loop', 'fabric = await self.client.get(kind="NetworkFabric", id=target_id)'],
  [
    'found by a name of the item',
    'for x in data["racks"]:\n    node = await self.client.get(kind="LocationRack", name__value=x["name"])',
  ],
  [
    'a field that the loop may set',
    'for x in data["racks"]:\n    node = await self.client.get(kind="LocationRack", id=self.current)',
  ],
  [
    'a name that the loop sets',
    'for x in data["racks"]:\n    y = x["pod"]\n    node = await self.client.get(kind="LocationRack", id=y)',
  ],
  ['waiting for something', 'while True:\n    node = await self.client.get(kind="LocationRack", id=target_id)'],
  [
    'asking again until it is there',
    'for _ in range(9):\n    node = await self.client.get(kind="LocationRack", id=target_id)\n    if node:\n        break',
  ],
  [
    'asking again after a pause',
    'for _ in range(9):\n    node = await self.client.get(kind="LocationRack", id=target_id)\n    await asyncio.sleep(1)',
  ],
  ['the get of a dictionary', 'for x in data["racks"]:\n    node = data.get("racks")'],
  ['arguments that are not shown', 'for x in data["racks"]:\n    node = await self.client.get(**data["options"])'],
])('%s', async (_, fabric) => {
  await checkDiagnostics(rule, layers({ fabric }));
});

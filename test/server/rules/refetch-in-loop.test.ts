import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedBody, fixedFile, withBody, withFile } from '../../support/generators';
import { generator, layers, marked } from '../cascade/layers';

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

const main = 'await self.client.get(kind="NetworkFabric", name__value="main")';
const once = 'Fetch it once before the loop, also when the loop finds nothing to do';

test('a fix fetches the same object before the loop', async () => {
  const before = `# one for each
for index in range(4):
    # the fabric
    fabric = ${main}  # of all

    device = await self.client.create(kind="NetworkDevice", name=f"{fabric.name.value}-{index}", fabric=fabric)
    self.logger.info("%s", fabric.id)
`;
  const after = `# the fabric
fabric = ${main}  # of all
# one for each
for index in range(4):
    device = await self.client.create(kind="NetworkDevice", name=f"{fabric.name.value}-{index}", fabric=fabric)
    self.logger.info("%s", fabric.id)
`;
  await checkFix(rule, withBody(before), fixedBody(after), once);
});

test('before the outermost loop in which it is the same', async () => {
  const nested = (first: string, second: string, third: string): string =>
    `${first}for role in ["a", "b"]:\n${second}    for index in range(4):\n${third}        print(fabric.id, index)\n`;
  const line = `fabric = ${main}\n`;
  await checkFix(rule, withBody(nested('', '', `        ${line}`)), fixedBody(nested(line, '', '')));
  const ofRole = line.replace('"main"', 'role');
  await checkFix(rule, withBody(nested('', '', `        ${ofRole}`)), fixedBody(nested('', `    ${ofRole}`, '')));
});

test('a call over several lines, with tabs and CRLF', async () => {
  const style = (source: string): string =>
    source.replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4)).replaceAll('\n', '\r\n');
  const call = (indent: string): string =>
    `${indent}fabric = await self.client.get(\n${indent}    kind="NetworkFabric", name__value="größe"\n${indent})\n`;
  const before = `for index in range(4):\n${call('    ')}    print(fabric.id, index)`;
  const after = `${call('')}for index in range(4):\n    print(fabric.id, index)`;
  const fixed = fixedFile(style(generator('Fabric', after)));
  await checkFix(rule, withFile(style(generator('Fabric', before))), fixed, once);
});

test.each([
  ['it is changed', 'fabric.status.value = index'],
  ['it is saved', 'await fabric.save()'],
  ['it is handed on', 'await self.extend(fabric)'],
  ['it is bound anew', 'fabric = index'],
  ['nothing else is there', ''],
])('not lifted where %s', async (_, line) => {
  const body = `for index in range(4):\n    fabric = ${main}\n    ${line}`;
  expect(await fixTitles(rule, withBody(body))).toEqual([]);
});

test.each([
  ['below a condition', `if index:\n        fabric = ${main}`],
  ['within another expression', `print((${main}).id)`],
  ['read before', `print(fabric)\n    fabric = ${main}`],
  ['on a line with others', `x = 1; fabric = ${main}`],
])('not lifted %s', async (_, line) => {
  expect(await fixTitles(rule, withBody(`for index in range(4):\n    ${line}\n    print(index)`))).toEqual([]);
});

const atOnce = 'Fetch all of them in one request before the loop';

test('a fix fetches the objects of all items before the loop', async () => {
  const loop = (value: string): string =>
    `for rack in data["racks"]:\n    name = rack["name"]\n    node = ${value}  # whole\n    print(node.id, name)`;
  const before = loop('await self.client.get(kind="LocationRack", id=rack["id"], prefetch_relationships=True)');
  const after = `nodes = await self.client.filters(
    kind="LocationRack", prefetch_relationships=True, ids=[rack["id"] for rack in data["racks"]]
)
nodes_by_id = {node.id: node for node in nodes}
${loop('nodes_by_id[rack["id"]]')}`;
  await checkFix(rule, withBody(before), fixedBody(after), atOnce);
});

test('names that are taken, lists of nodes, and counted ones', async () => {
  const loop = (value: string): string => `racks = await self.client.all(kind="LocationRack")
racks_by_id = {}
# each
for at, each in enumerate(racks):
    rack = ${value}`;
  const after = loop('racks_2_by_id[each.id]').replace(
    '# each',
    `racks_2 = await self.client.filters(
    "LocationRack", ids=[each.id for at, each in enumerate(racks)]
)
racks_2_by_id = {rack.id: rack for rack in racks_2}
# each`,
  );
  await checkFix(rule, withBody(loop('await self.client.get("LocationRack", id=each.id)')), fixedBody(after), atOnce);
});

test('in the style of the file: tabs and CRLF', async () => {
  const style = (source: string): string =>
    generator('Fabric', source)
      .replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4))
      .replaceAll('\n', '\r\n');
  const loop = (value: string): string => `if data:\n    for x in data["racks"]:\n        rack = ${value}`;
  const after = loop('racks_by_id[x["id"]]').replace(
    '    for',
    `    racks = await self.client.filters(
        kind="LocationRack", ids=[x["id"] for x in data["racks"]]
    )
    racks_by_id = {rack.id: rack for rack in racks}
    for`,
  );
  const before = style(loop('await self.client.get(kind="LocationRack", id=x["id"])'));
  await checkFix(rule, withFile(before), fixedFile(style(after)), atOnce);
});

test.each([
  [
    'that may be missing',
    'for x in data["racks"]:\n    rack = await self.client.get(kind="LocationRack", id=x["id"], raise_when_missing=False)',
  ],
  ['of different kinds', 'for x in data["racks"]:\n    rack = await self.client.get(kind=x["kind"], id=x["id"])'],
  [
    'of some items only',
    'for x in data["racks"]:\n    if not x["ready"]:\n        continue\n    rack = await self.client.get(kind="LocationRack", id=x["id"])',
  ],
  [
    'below a condition',
    'for x in data["racks"]:\n    if x["ready"]:\n        rack = await self.client.get(kind="LocationRack", id=x["id"])',
  ],
  [
    'of what can be read once',
    'for x in (each for each in data["racks"]):\n    rack = await self.client.get(kind="LocationRack", id=x["id"])',
  ],
  [
    'of what would be fetched twice',
    'for x in await self.client.all(kind="LocationRack"):\n    rack = await self.client.get(kind="LocationRack", id=x.id)',
  ],
  [
    'with a note inside',
    'for x in data["racks"]:\n    rack = await self.client.get(\n        kind="LocationRack",  # why\n        id=x["id"],\n    )',
  ],
])('no fix for objects %s', async (_, body) => {
  expect(await fixTitles(rule, withBody(body))).toEqual([]);
});

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, generator, layers, marked } from '../cascade/layers';

const rule = 'shared-object';
const kind = '"NetworkDevice"';

/** Two fabrics are in the group of the first generator. */
function withTwo(body: string): string {
  return layers({ fabric: body }).replace(
    'data: [{name: f1, member_of_groups: [fabrics]}]',
    'data: [{name: f1, member_of_groups: [fabrics]}, {name: f2, member_of_groups: [fabrics]}]',
  );
}

function device(args: string, save = 'allow_upsert=True'): string {
  return `device = await self.client.create(kind=${kind}, ${args})\nawait device.save(${save})\n`;
}

test.each([
  'name="route-reflector", role="spine"',
  'name="route-reflector", fabric={"id": target_id}',
  'data={"name": "route-reflector"}',
])('a name without the target: %s', async (args) => {
  const what = `hint ${rule}: Every target makes the same NetworkDevice 'route-reflector'`;
  await checkDiagnostics(rule, marked(withTwo(device(args)), 'kind=', kind, what));
});

test('a name of a constant', async () => {
  const body = `name = "reflector"\n${device('name=name')}`;
  await checkDiagnostics(rule, marked(withTwo(body), 'kind=', kind, `hint ${rule}: 'reflector'`));
});

test.each([
  ['a name with the target', device('name=f"{data[\'name\']}-reflector"')],
  ['names of a loop', `for name in ["a", "b"]:\n    ${device('name=name').trim().replace('\n', '\n    ')}`],
  ['outside of tracking', device('name="reflector"', 'allow_upsert=True, update_group_context=False')],
  ['never saved', device('name="reflector"').split('\n')[0] ?? ''],
  ['attributes that are not shown', device('**data["device"]')],
  ['fetched', `device = await self.client.get(kind=${kind}, name__value="reflector")\nawait device.save()`],
])('%s', async (_, body) => {
  await checkDiagnostics(rule, withTwo(body));
});

test('the only target of the group', async () => {
  await checkDiagnostics(rule, layers({ fabric: device('name="reflector"') }));
});

test('a kind that is known by its parent too', async () => {
  const source = withTwo(device('name="reflector", fabric={"id": target_id}')).replaceAll(
    'name: Device\n    namespace: Network\n    human_friendly_id: [name__value]',
    'name: Device\n    namespace: Network\n    human_friendly_id: [fabric__name__value, name__value]',
  );
  await checkDiagnostics(rule, source);
});

const path = '/generators/generate_fabric.py';
const title = 'Save without tracking, so that it stays';

test.each([
  ['allow_upsert=True', 'allow_upsert=True, update_group_context=False'],
  ['True', 'True, update_group_context=False'],
  ['', 'update_group_context=False'],
  ['allow_upsert=True, update_group_context=True', 'allow_upsert=True, update_group_context=False'],
])('a fix saves it without tracking: save(%s)', async (save, saved) => {
  const text = (args: string): string => withTwo(device('name="reflector"', args));
  await checkFix(rule, text(save), fileOf(text(saved), path), title);
});

test('the fix with tabs and CRLF, of an object that is saved in another place', async () => {
  const text = (save: string): string =>
    generator('Fabric', `device = await self.client.create(kind=${kind}, name="ü")\nawait self.keep(device)`)
      .concat(`\n    async def keep(self, node):  # once\n        await node.save(${save})\n`)
      .replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4))
      .replaceAll('\n', '\r\n');
  const two = withTwo('');
  const before = two.replace(generator('Fabric', ''), text('allow_upsert=True'));
  const after = `#- ${path}\n${text('allow_upsert=True, update_group_context=False')}`;
  await checkFix(rule, before, after, title);
});

test('no fix where arguments are unpacked, or it is saved twice', async () => {
  const twice = `${device('name="reflector"')}device.role.value = "x"\nawait device.save()\n`;
  expect(await fixTitles(rule, withTwo(twice))).toEqual([]);
  const batch = device('name="reflector"').replace('await device.save(', 'await device.save(*[], ');
  expect(await fixTitles(rule, withTwo(batch))).toEqual([]);
});

test('no fix for a save by which it saves what depends on the target, too', async () => {
  const put = 'async def put(node):\n    await node.save(allow_upsert=True)\n';
  const made = (name: string): string =>
    device(`name=${name}`).replace('device.save(allow_upsert=True)', 'put(device)');
  expect(await fixTitles(rule, withTwo(put + made('"common"') + made('"reflector"')))).toHaveLength(1);
  expect(await fixTitles(rule, withTwo(put + made('"common"') + made('f"{target_id}-1"')))).toEqual([]);
  const fetched = 'await put(await self.client.get(kind="NetworkFabric", id=target_id))\n';
  expect(await fixTitles(rule, withTwo(put + made('"common"') + fetched))).toEqual([]);
});

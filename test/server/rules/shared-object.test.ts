import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

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

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'missing-upstream-validation';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack'));
const make = (name: string): string => `
device = await self.client.create(kind="NetworkDevice", name=f"{target_id}-${name}")
await device.save(allow_upsert=True)
`;
const pod = make('spine') + signal('LocationRack', 'pod__ids');
const spines = 'spines = await self.client.filters(kind="NetworkDevice", pod__ids=[data["pod"]])';
const rack = (check: string, fetch = spines): string => `
${fetch}
${check}
for spine in spines:
    leaf = await self.client.create(kind="NetworkDevice", name=f"{target_id}-{spine.name.value}")
    await leaf.save(allow_upsert=True)
`;
const what = `warning ${rule}: generate-pod starts generate-rack, which takes every NetworkDevice it finds`;

function bad(body: string): string {
  const fixture = layers({ pod, rack: body, triggers });
  const at = fixture.indexOf('class RackGenerator');
  return fixture.slice(0, at) + marked(fixture.slice(at), 'async def ', 'generate', what);
}

test('a list of what the layer above makes is taken as it is', async () => {
  await checkDiagnostics(rule, bad(rack('')));
  await checkDiagnostics(rule, bad(rack('if not data["LocationRack"]["edges"]:\n    raise RuntimeError("no rack")')));
  const role = 'if data["LocationRack"]["edges"][0]["node"]["role"]["value"] in ["x"]:\n    raise ValueError("role")';
  await checkDiagnostics(rule, bad(rack(role)));
});

test.each([
  'if len(spines) != data["amount"]:\n    raise RuntimeError("not complete")',
  'if not spines:\n    raise RuntimeError("not complete")',
  'missing = data["expected"] - len(spines)\nif missing:\n    raise RuntimeError(f"{missing} are missing")',
  'assert len(spines) == data["amount"]',
  'if len(spines) != data["amount"]:\n    return',
  'await self.check(spines)',
])('checked by: %s', async (check) => {
  await checkDiagnostics(rule, layers({ pod, rack: rack(check), triggers }));
});

test('nothing of the layer above is listed, nothing is made, or nothing starts it', async () => {
  const one = 'spines = [await self.client.get(kind="NetworkDevice", name__value="spine-1")]';
  await checkDiagnostics(rule, layers({ pod, rack: rack('', one), triggers }));
  await checkDiagnostics(rule, layers({ pod, rack: rack('', 'spines = data["spines"]'), triggers }));
  await checkDiagnostics(rule, layers({ pod, rack: spines, triggers }));
  await checkDiagnostics(rule, layers({ pod: signal('LocationRack', 'pod__ids'), rack: rack(''), triggers }));
  await checkDiagnostics(rule, layers({ pod, rack: rack('') }));
});

const path = '/generators/generate_rack.py';
/** No attribute of this schema says how many. */
const uncounted = (body: string): string =>
  layers({ pod, rack: body, triggers }).replaceAll(
    '{name: amount, kind: Number, default_value: 1}',
    '{name: amount, kind: Text}',
  );

test('none at all, where no attribute says how many', async () => {
  const check = 'if not spines:\n    raise RuntimeError("Cannot start generate-rack: no spines are there!")';
  const before = rack('', `${spines}  # of the pod`);
  await checkFix(rule, uncounted(before), fileOf(uncounted(before.replace('the pod\n', `the pod\n${check}\n`)), path));
});

test('what saves before, or is no plain list, is left to the author', async () => {
  expect(await fixTitles(rule, uncounted(make('leaf') + rack('')))).toEqual([]);
  expect(await fixTitles(rule, uncounted(rack('', spines.replace('await', 'list(await').replace(/$/, ')'))))).toEqual(
    [],
  );
  expect(await fixTitles(rule, uncounted(rack('', `x = 1; ${spines}`)))).toEqual([]);
});

test('as many as an attribute of the layer above says, which the query reads then', async () => {
  const source = (check: string): string => layers({ pod, rack: rack(check), triggers });
  const after = [
    'expected_spines = data["LocationRack"]["edges"][0]["node"]["pod"]["node"]["amount"]["value"]',
    'if len(spines) != expected_spines:',
    '    raise RuntimeError(f"Cannot start generate-rack: {len(spines)} of {expected_spines} spines are there!")\n',
  ];
  const query = (field: string): string =>
    `#- /queries/generate_rack.gql\nquery Read($name: String!) { LocationRack(name__value: $name) { edges { node { id name { value } ${field} } } } }`;
  const python = fileOf(source(after.join('\n')), path);
  expect(await fixTitles(rule, source(''))).toEqual([
    'Raise unless there are as many NetworkDevice as amount of the NetworkPod says',
  ]);
  await checkFix(rule, source(''), `${python}\n${query('pod { node { amount { value } } }')}`);
});

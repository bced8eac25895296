import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'missing-upstream-validation';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack'));
const make = (name: string, more = ''): string => `
device = await self.client.create(kind="NetworkDevice", name=f"{target_id}-${name}"${more})
await device.save(allow_upsert=True)
`;
const ofPod = ', pod={"id": target_id}';
const pod = make('spine', ofPod) + signal('LocationRack', 'pod__ids');
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

/** A rack generator that looks for what it makes itself. */
const ownRack = (filters: string, given: string): string => `
existing = await self.client.filters(kind="NetworkDevice", ${filters})
names = {device.name.value: device for device in existing}
for index in range(data["amount"]):
    name = f"{target_id}-leaf-{index}"
    leaf = names.get(name) or await self.client.create(kind="NetworkDevice", name=name, ${given})
    await leaf.save(allow_upsert=True)
`;

test.each([
  ['pod__ids=[data["pod"]], role__value="leaf"', 'role="leaf", pod=data["pod"]'],
  ['pod__ids=[data["pod"]]', 'role="leaf", pod={"id": data["pod"]}'],
  ['name__values=data["names"]', 'role="leaf"'],
])('what earlier runs of the generator made is found again: %s', async (filters, given) => {
  await checkDiagnostics(rule, layers({ pod, rack: ownRack(filters, given), triggers }));
});

test.each([
  ['role__value="leaf"', ', role="spine"' + ofPod],
  ['role__values=["leaf", "border"]', ', role="spine"' + ofPod],
  ['role__value="leaf"', ofPod],
  ['fabric__ids=[data["fabric"]]', ofPod],
])('the layer above makes others: %s against %s', async (filters, given) => {
  const above = make('spine', given) + signal('LocationRack', 'pod__ids');
  const found = `spines = await self.client.filters(kind="NetworkDevice", ${filters})`;
  await checkDiagnostics(rule, layers({ pod: above, rack: rack('', found), triggers }));
});

test.each([
  ['role__value="spine", pod__ids=[data["pod"]]', 'role="leaf", pod=data["pod"]'],
  ['role__values=["spine"], pod__ids=[data["pod"]]', 'role="leaf", pod=data["pod"]'],
  ['pod__ids=[data["pod"]]', 'role="leaf"'],
])('what it makes itself is of another role or place: %s', async (filters, given) => {
  const above = make('spine', ', role="spine"' + ofPod) + signal('LocationRack', 'pod__ids');
  const fixture = layers({ pod: above, rack: ownRack(filters, given), triggers });
  const at = fixture.indexOf('class RackGenerator');
  await checkDiagnostics(rule, fixture.slice(0, at) + marked(fixture.slice(at), 'async def ', 'generate', what));
});

test('the layer above may give a role or a place later', async () => {
  const later = (lines: string): string =>
    make('spine').replace('await device.save', `${lines}\nawait device.save`) + signal('LocationRack', 'pod__ids');
  for (const line of ['device.pod = target_id', 'device.role.value = data["role"]\ndevice.pod = target_id']) {
    const found = 'spines = await self.client.filters(kind="NetworkDevice", pod__ids=[data["pod"]])';
    const fixture = layers({ pod: later(line), rack: rack('', found), triggers });
    const at = fixture.indexOf('class RackGenerator');
    await checkDiagnostics(rule, fixture.slice(0, at) + marked(fixture.slice(at), 'async def ', 'generate', what));
  }
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

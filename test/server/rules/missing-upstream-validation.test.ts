import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked, rules, signal, watch } from '../cascade/layers';

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

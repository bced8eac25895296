import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'late-validation';
const make = `
device = await self.client.create(kind="NetworkDevice", name=target_id)
await device.save(allow_upsert=True)
`;
const check = `
pods = await self.client.filters(kind="NetworkPod", racks__ids=[target_id])
if len(pods) != data["amount"]:
    raise RuntimeError("the pods are not complete")
`;

test('a check behind the first save', async () => {
  const what = `warning ${rule}: generate-rack has saved objects by the time it finds that NetworkPod is missing`;
  const raise = 'raise RuntimeError("the pods are not complete")';
  await checkDiagnostics(rule, marked(layers({ rack: make + check }), '            ', raise, what));
  const helper = make + check.replace('if len(pods) != data["amount"]', 'if not pods');
  await checkDiagnostics(rule, marked(layers({ rack: helper }), '            ', raise, what));
});

test('the kind is made here too, but later, or told apart by a fixed value', async () => {
  const devices = check.replace('NetworkPod', 'NetworkDevice').replace('racks__ids', 'pod__ids');
  const what = `warning ${rule}: NetworkDevice is missing`;
  const raise = 'raise RuntimeError("the pods are not complete")';
  const group = make.replace('NetworkDevice', 'CoreStandardGroup');
  await checkDiagnostics(rule, marked(layers({ rack: group + devices + make }), '            ', raise, what));
  const leaf = make.replace('name=target_id', 'name=target_id, role="leaf"');
  const only = (role: string): string => devices.replace('[target_id]', `[target_id], role__value=${role}`);
  await checkDiagnostics(rule, marked(layers({ rack: leaf + only('"spine"') }), '            ', raise, what));
  await checkDiagnostics(rule, layers({ rack: leaf + only('"leaf"') }));
  await checkDiagnostics(rule, layers({ rack: leaf + only('data["role"]') }));
});

test('a check before it, of what was made here, of an impossible value, or after an untracked write', async () => {
  await checkDiagnostics(rule, layers({ rack: check + make }));
  const made = check.replace('NetworkPod', 'NetworkDevice');
  await checkDiagnostics(rule, layers({ rack: make + made }));
  const below = check.replace('racks__ids=[target_id]', 'devices__ids=[device.id]');
  await checkDiagnostics(rule, layers({ rack: make + below }));
  const role = `if data["role"] == "external":\n    raise ValueError("not supported")\n`;
  await checkDiagnostics(rule, layers({ rack: make + role }));
  const untracked = make.replace('allow_upsert=True', 'update_group_context=False');
  await checkDiagnostics(rule, layers({ rack: untracked + check }));
});

test('objects that may come from a helper the text does not show', async () => {
  const unknown = check.replace('racks__ids=[target_id]', 'ids=[each.id for each in self.made]');
  await checkDiagnostics(
    rule,
    layers({ rack: `self.made = []\n${make}self.made.append(device)\n${unknown.trimStart()}` }),
  );
});

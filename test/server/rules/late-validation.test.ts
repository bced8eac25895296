import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked } from '../cascade/layers';

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

async function mended(before: string, after: string): Promise<void> {
  await checkFix(rule, layers({ rack: before }), fileOf(layers({ rack: after }), '/generators/generate_rack.py'));
}

test('the check goes before the first statement that does more than read', async () => {
  const made = make.trim();
  const checked = check.trim();
  await mended(`${made}\n${checked}`, `${checked}\n\n${made}`);
  const name = 'rack_name = data["name"]\nif not rack_name:\n    return';
  const other = '# Which devices\nother = await self.client.filters(kind="NetworkDevice")  # all';
  await mended(
    `${name}\n\n# Make it\n${made}\n\n${other}\n\n# Are they there?\n${checked}\n\nself.done = other`,
    `${name}\n\n# Are they there?\n${checked}\n\n# Make it\n${made}\n\n${other}\n\nself.done = other`,
  );
});

test('with the statements it needs, and those only', async () => {
  const amount = 'amount = data["amount"]';
  const [fetch = '', ...rest] = check.trim().split('\n');
  const compare = rest.join('\n').replace('data["amount"]', 'amount');
  const [first = '', save = ''] = make.trim().split('\n');
  await mended(
    [amount, first, fetch, save, 'self.logger.info("saved")', compare].join('\n'),
    [amount, fetch, compare, '', first, save, 'self.logger.info("saved")'].join('\n'),
  );
});

test.each([
  [
    'it needs what is made before',
    `amount = await self.work(device)\n${check.trim().replace('data["amount"]', 'amount')}`,
  ],
  ['a name is bound twice', `pods = data["pods"]\nself.made = pods\n${check.trim()}`],
  ['a return on the way', `if data["x"]:\n    return\n${check.trim()}`],
  ['what it reads is changed on the way', `data.update(self.more())\n${check.trim()}`],
  ['in a block', `if data["x"]:\n    self.x()\n${check.trim().replaceAll(/^/gm, '    ')}`],
  ['on a line with others', check.trim().replace('pods =', 'x = 1; pods =')],
])('left to the author: %s', async (_, body) => {
  expect(await fixTitles(rule, layers({ rack: `${make.trim()}\n${body}` }))).toEqual([]);
});

test('with tabs and Windows line breaks', async () => {
  const path = '/generators/generate_rack.py';
  const windows = (body: string): string => {
    const [, ...lines] = fileOf(layers({ rack: body }), path)
      .replaceAll('    ', '\t')
      .split('\n');
    return layers({ files: { [path]: lines.join('\r\n') } });
  };
  const made = make.trim();
  const before = windows(`${made}\n\n${check.trim()}\nself.done = True`);
  await checkFix(rule, before, fileOf(windows(`${check.trim()}\n\n${made}\n\nself.done = True`), path));
});

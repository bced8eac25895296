import { describe, expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked } from '../cascade/layers';

const rule = 'return-instead-of-raise';

function device(name: string): string {
  return `device = await self.client.create(kind="NetworkDevice", name=${name})
await device.save(allow_upsert=True)
`;
}

test('before anything is saved', async () => {
  const fabric = `
if not data["edges"]:
    return
${device('target_id')}`;
  const what = `information ${rule}: generate-fabric returns when something is missing, and the run counts as a success: objects of earlier runs stay`;
  await checkDiagnostics(rule, marked(layers({ fabric }), '            ', 'return', what));
  for (const condition of ['data["edges"] is None', 'len(data["edges"]) != data["amount"]']) {
    const waiting = layers({ fabric: fabric.replace('not data["edges"]', condition) });
    await checkDiagnostics(rule, marked(waiting, '            ', 'return', what.replace('information', 'warning')));
  }
});

describe('a Boolean of the target may be a switch', () => {
  const target = 'fabric = data["NetworkFabric"]["edges"][0]["node"]\n';
  const off = (test: string): string => `if not ${test}:\n    return\n`;
  const ready = 'fabric["ready"]["value"]';
  const hinted = async (body: string, severity: string, text: string, indent = '            '): Promise<void> =>
    checkDiagnostics(rule, marked(layers({ fabric: body }), indent, 'return', `${severity} ${rule}: ${text}`));
  const what = "generate-fabric returns while 'ready' of NetworkFabric is not true, and the run counts as a success: ";

  test('before anything is saved', async () => {
    const stay = `${what}objects of earlier runs stay`;
    await hinted(`${target}${off(ready)}${device('target_id')}`, 'hint', stay);
    await hinted(`${target}enabled = ${ready}\n${off('enabled')}${device('target_id')}`, 'hint', stay);
    const otherwise = `if ${ready}:\n    ${device('target_id').trimEnd().replaceAll('\n', '\n    ')}\nelse:\n    return\n`;
    await hinted(`${target}${otherwise}${device('"b"')}`, 'hint', stay);
  });

  test('after a tracked save it deletes, whatever is meant', () =>
    hinted(
      `${target}${device('target_id')}${off(ready)}${device('"b"')}`,
      'warning',
      'generate-fabric returns when something is missing',
    ));

  test('no raise is put in its place', async () =>
    expect(await fixTitles(rule, layers({ fabric: `${target}${off(ready)}${device('target_id')}` }))).toEqual([]));

  test.each([
    ['a text', 'fabric["name"]["value"]', target],
    ['an attribute that nobody knows', 'fabric["enabled"]["value"]', target],
    ['another object', 'pod["ready"]["value"]', `${target}pod = fabric["pods"]["edges"][0]["node"]\n`],
    ['more than the Boolean', `${ready} or not fabric["name"]["value"]`, target],
  ])('%s is none', (_name, test, before) =>
    hinted(`${before}${off(test)}${device('"b"')}`, 'information', 'generate-fabric returns when something is missing'),
  );
});

test('after a tracked save', async () => {
  const fabric = `
${device('target_id')}
spines = await self.client.filters(kind="NetworkDevice", pod__ids=[target_id])
if data["amount"] != len(spines):
    return
${device('"second"')}`;
  const what = `warning ${rule}: everything that earlier runs made and this one has not saved yet is deleted`;
  await checkDiagnostics(rule, marked(layers({ fabric }), '            ', 'return', what));
});

test('behind the last tracked save there is nothing left to lose', async () => {
  const signals = (before: string): string => `
${before}
racks = await self.client.filters(kind="LocationRack", pod__ids=[target_id])
if not racks:
    return
for rack in racks:
    rack.status.value = "done"
    await rack.save(update_group_context=False)
`;
  await checkDiagnostics(rule, layers({ fabric: signals(device('target_id')) }));
  // Whoever returns in a loop leaves out the next turns.
  const looped = `
for each in data["names"]:
    ${device('each').trimEnd().replaceAll('\n', '\n    ')}
    if not device.name.value:
        return
`;
  const what = `warning ${rule}: has not saved yet is deleted`;
  await checkDiagnostics(rule, marked(layers({ fabric: looped }), '                ', 'return', what));
  // What cannot be followed may save.
  const followed = layers({ fabric: `${signals(device('target_id'))}await helper(self.client)` });
  await checkDiagnostics(rule, marked(followed, '            ', 'return', what));
});

test('a raise, a return that does not ask for something missing, and a return at the end', async () => {
  await checkDiagnostics(
    rule,
    layers({ fabric: `if not data["edges"]:\n    raise RuntimeError("no fabric")\n${device('"a"')}` }),
  );
  await checkDiagnostics(rule, layers({ fabric: `if data["role"] == "external":\n    return\n${device('"a"')}` }));
  await checkDiagnostics(rule, layers({ fabric: `${device('"a"')}return` }));
});

test('a helper at the end that has nothing to do', async () => {
  const helper = `
    async def links(self, data):
        if not data["links"]:
            return
`;
  const links = (before: string): string =>
    layers({ fabric: `${before}await self.links(data)` }).replace(
      'await self.links(data)\n',
      `await self.links(data)\n${helper}`,
    );
  await checkDiagnostics(rule, links(device('"a"')));
  // Where the helper is all there is, it is the run that returns.
  await checkDiagnostics(rule, marked(links(''), '            ', 'return', `information ${rule}`));
});

const path = '/generators/generate_fabric.py';

const files = { '/pyproject.toml': '[tool.ruff]\nline-length = 120\n' };

async function mended(before: string, after: string): Promise<void> {
  const work = device('target_id');
  await checkFix(rule, layers({ fabric: before + work, files }), fileOf(layers({ fabric: after + work }), path));
}

const spines = 'spines = await self.client.filters(kind="NetworkDevice", pod__ids=[target_id])\n';

test.each([
  ['not spines', 'spines missing!'],
  ['spines is None', 'spines missing!'],
  ['len(spines) == 0', 'spines missing!'],
  ['len(spines) != 4', '{len(spines)} of 4 spines are there!'],
  ['len(spines) < data["amount"]', "{len(spines)} of {data['amount']} spines are there!"],
  ['data["amount"] > len(spines)', "{len(spines)} of {data['amount']} spines are there!"],
  ['not spines or len(spines) < 2', 'not ready (not spines or len(spines) < 2)!'],
])('the message shows what was found and expected: %s', async (condition, what) => {
  const start = `${spines}if ${condition}:\n    `;
  const text = `${what.includes('{') ? 'f' : ''}"Cannot start generate-fabric: ${what}"`;
  await mended(`${start}return\n`, `${start}raise RuntimeError(${text})\n`);
});

test('the target is named where it is known and cannot be what is missing', async () => {
  const node = 'fabric = data["NetworkFabric"]["edges"][0]["node"]\n';
  const known = `${node}fabric_name = fabric["name"]["value"]\n${spines}`;
  const named = (name: string): string =>
    `if not spines:\n    raise RuntimeError(f"Cannot start generate-fabric on {${name}}: spines missing!")\n`;
  await mended(`${known}if not spines:\n    return\n`, known + named('fabric_name'));
  await mended(
    `${node}${spines}if not spines:\n    return None  # yet\n`,
    `${node}${spines}${named("fabric['name']['value']").replace(/\n$/, '  # yet\n')}`,
  );
  await mended(
    `${node}if not fabric:\n    return\n`,
    `${node}if not fabric:\n    raise RuntimeError("Cannot start generate-fabric: fabric missing!")\n`,
  );
});

test('what the log says is what the error says', async () => {
  const log = `${spines}if not spines:\n    # Wait\n    self.logger.warning(f"no spines for {target_id}")\n    `;
  await mended(`${log}return\n`, `${log}raise RuntimeError(f"no spines for {target_id}")\n`);
  await mended(
    `${spines}if not spines: return\n`,
    `${spines}if not spines: raise RuntimeError("Cannot start generate-fabric: spines missing!")\n`,
  );
});

test('after a tracked save', async () => {
  const before = `${device('"first"')}${spines}if not spines:\n    `;
  await mended(`${before}return\n`, `${before}raise RuntimeError("Cannot finish generate-fabric: spines missing!")\n`);
});

test.each([
  'try:\n    if not data["x"]:\n        return\nexcept ValueError:\n    pass\n',
  'with contextlib.suppress(RuntimeError):\n    if not data["x"]:\n        return\n',
  'for each in data["x"]:\n    if not each:\n        for one in data["y"]:\n            return\n',
])('left to the author: %s', async (body) => {
  expect(await fixTitles(rule, layers({ fabric: body + device('target_id') }))).toEqual([]);
});

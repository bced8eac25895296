import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedBody, fixedFile, withBody, withFile } from '../../support/generators';
import { openRepository } from '../../support/repository';
import { parseFixture } from '../../support/fixture';
import { layers, marked } from '../cascade/layers';

const rule = 'changing-identity';

function device(attributes: string): string {
  return `
device = await self.client.create(kind="NetworkDevice", ${attributes})
await device.save(allow_upsert=True)
`;
}

test.each([
  'name=f"leaf-{uuid.uuid4()}"',
  'name=str(datetime.now())',
  'name="leaf-" + str(hash(data["pod"]["name"]))',
  'name={"value": uuid.uuid4().hex}',
])('a name that is new on every run: %s', async (given) => {
  const what = `warning ${rule}: The name of this NetworkDevice differs on every run, so every run creates another one, and the clean-up`;
  await checkDiagnostics(rule, marked(layers({ fabric: device(given) }), 'kind="NetworkDevice", ', given, what));
});

test('a name behind variables and helpers', async () => {
  const fabric = `
stamp = datetime.utcnow().strftime("%s")
suffix = f"{stamp}-x"
${device('name=suffix')}`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'kind="NetworkDevice", ', 'name=suffix', `warning ${rule}`));
});

test('an object that is not tracked, and one that is made on some paths only', async () => {
  const given = 'name=uuid.uuid4().hex';
  const untracked = device(given).replace('allow_upsert=True', 'update_group_context=False');
  const what = `warning ${rule}: every run creates another one, and the old ones stay`;
  await checkDiagnostics(rule, marked(layers({ fabric: untracked }), 'kind="NetworkDevice", ', given, what));
  const some = `if data["spare"]:\n${device(given).trim().replaceAll(/^/gm, '    ')}`;
  const weaker = `information ${rule}: differs on every run`;
  await checkDiagnostics(rule, marked(layers({ fabric: some }), 'kind="NetworkDevice", ', given, weaker));
});

test('a choice among values', async () => {
  const given = 'role=random.choice(["leaf", "spine"])';
  const source = layers({ fabric: device(`name=data["name"], ${given}`) }).replace(
    'import uuid\n',
    'import random\nimport uuid\n',
  );
  const what = `information ${rule}: The role of this NetworkDevice differs on every run, so no run leaves`;
  await checkDiagnostics(rule, marked(source, 'name=data["name"], ', given, what));
});

test.each([
  ['derived from the data', 'name=f"{data[\'name\']}-leaf-1"'],
  ['a name-based uuid', 'name=str(uuid.uuid5(uuid.NAMESPACE_DNS, data["name"]))'],
  ['one that is there already', 'name=data["serial"] or uuid.uuid4().hex'],
  ['an attribute that the kind does not have', 'name="a", note=uuid.uuid4().hex'],
  ['a fixed date', 'name=str(datetime(2024, 1, 1))'],
])('%s', async (_, given) => {
  await checkDiagnostics(rule, layers({ fabric: device(given) }));
});

test('a seeded generator of random numbers', async () => {
  const fabric = `random.seed(data["id"])\n${device('name=str(random.random())')}`;
  const random = (source: string): string => source.replaceAll('import uuid\n', 'import random\nimport uuid\n');
  await checkDiagnostics(rule, random(layers({ fabric })));
  const own = `rng = random.Random(data["id"])\n${device('name=str(rng.random())')}`;
  await checkDiagnostics(rule, random(layers({ fabric: own })));
});

test('a time is expected to change', async () => {
  const { files } = parseFixture(layers({ fabric: device('name="a", last_run=datetime.now()') }));
  const path = '/schemas/layers.yml';
  const schema = (files.get(path) ?? '').replace(
    '{name: role, kind: Text, optional: true}',
    '{name: last_run, kind: Text, optional: true}',
  );
  const { service, uri } = await openRepository(new Map(files).set(path, schema));
  const found = service.diagnostics(uri('/generators/generate_fabric.py')).map(({ finding }) => finding.rule.id);
  expect(found).not.toContain(rule);
});

const hashed = 'Hash it with hashlib, which gives the same in every process';

test.each([
  [
    '"leaf-" + str(hash(data["pod"]["name"]))',
    '"leaf-" + hashlib.sha256(str(data["pod"]["name"]).encode()).hexdigest()[:16]',
  ],
  ['f"leaf-{hash(f\'{target_id}-1\')}"', 'f"leaf-{hashlib.sha256(f\'{target_id}-1\'.encode()).hexdigest()[:16]}"'],
  [
    'f"leaf-{hash(target_id + \'a\') % 100:03d}"',
    'f"leaf-{int(hashlib.sha256(str(target_id + \'a\').encode()).hexdigest()[:15], 16) % 100:03d}"',
  ],
  [
    'str(abs(hash(target_id + "a")))',
    'str(abs(int(hashlib.sha256(str(target_id + "a").encode()).hexdigest()[:15], 16)))',
  ],
])('a fix hashes with hashlib: %s', async (before, after) => {
  const fixed = fixedBody(device(`name=${after}`)).replace('import uuid\n', 'import hashlib\nimport uuid\n');
  await checkFix(rule, withBody(device(`name=${before}`)), fixed, hashed);
});

/** A generator that reads its target, with these lines. */
function text(lines: string, imported = 'import uuid'): string {
  return `${imported}

from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        fabric = data["NetworkFabric"]["edges"][0]["node"]
${lines.trim().replaceAll(/^(?=.)/gm, '        ')}
`;
}

const name5 = (more = '', word = 'device'): string => `f"{fabric['id']}-${word}${more}"`;

test.each([
  [device('name=str(uuid.uuid4())'), device(`name=str(uuid.uuid5(uuid.NAMESPACE_OID, ${name5()}))`)],
  [
    `suffix = uuid.uuid4().hex[:8]\n${device('name=suffix')}`,
    `suffix = uuid.uuid5(uuid.NAMESPACE_OID, ${name5()}).hex[:8]\n${device('name=suffix')}`,
  ],
  [
    `for index in range(4):\n${device('name=f"leaf-{uuid.uuid4()}"').trim().replaceAll(/^/gm, '    ')}`,
    `for index in range(4):
    device_uuid = uuid.uuid5(uuid.NAMESPACE_OID, ${name5('-{index}')})
${device('name=f"leaf-{device_uuid}"').trim().replaceAll(/^/gm, '    ')}`,
  ],
])('a fix derives a uuid from the target: %s', async (before, after) => {
  await checkFix(rule, withFile(text(before)), fixedFile(text(after)));
});

test('what is imported by name, and names that are taken', async () => {
  const from = 'from uuid import uuid4';
  const [before, after] = [device('name=str(uuid4())'), device(`name=str(uuid5(NAMESPACE_OID, ${name5()}))`)];
  const only = fixedFile(text(after, 'from uuid import NAMESPACE_OID, uuid5'));
  await checkFix(rule, withFile(text(before, from)), only);
  const more = `x = uuid4()\n${before}`;
  const all = fixedFile(text(more.replace(before, after), 'from uuid import NAMESPACE_OID, uuid4, uuid5'));
  await checkFix(rule, withFile(text(more, from)), all);
  const first = device(`name=str(uuid.uuid5(uuid.NAMESPACE_OID, ${name5()}))`);
  const second = device(`name=str(uuid.uuid5(uuid.NAMESPACE_OID, ${name5('', 'device_2')}))`);
  const source = withFile(text(first + device('name=str(uuid.uuid4())')));
  await checkFix(rule, source, fixedFile(text(first + second)));
});

test.each([
  ['from a clock', device('name=str(datetime.now())'), 'from datetime import datetime'],
  ['of a set', device('name=str(hash(frozenset({"a"})))'), 'import uuid'],
  ['of two', device('name=f"{uuid.uuid4()}-{uuid.uuid4()}"'), 'import uuid'],
  ['under another name', device('name=str(u.uuid4())'), 'import uuid as u'],
  [
    'in a loop whose turns nothing tells apart',
    `for x in fabric["x"]:\n    ${device('name=str(uuid.uuid4())').trim().split('\n')[0]}`,
    'import uuid',
  ],
])('no fix of a name %s', async (_, lines, imported) => {
  expect(await fixTitles(rule, withFile(text(lines, imported)))).toEqual([]);
});

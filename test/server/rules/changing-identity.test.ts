import { expect, test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
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

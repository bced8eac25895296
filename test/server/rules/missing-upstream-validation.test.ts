import { expect, test } from 'vitest';
import { applyEdits, checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';
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

test('where the schema has a number, the action that compares it mends the finding', async () => {
  const { files } = parseFixture(layers({ pod, rack: rack(''), triggers }));
  const repository = await openRepository(files);
  const found = repository.service.diagnostics(repository.uri(path)).filter(({ finding }) => finding.rule.id === rule);
  expect(found.flatMap(({ finding }) => finding.fixes?.() ?? [])).toEqual([]);
  const [at] = found;
  if (!at) throw new Error('nothing is found');
  const made = repository.service
    .codeActions(repository.uri(path), at.range)
    .filter(({ offer }) => offer.mends === rule);
  const [first] = made;
  if (!first) throw new Error('nothing is offered');
  const edits = repository.service.resolveAction(repository.uri(path), first) ?? [];
  const mended = await openRepository(applyEdits(repository, edits));
  const left = mended.service.diagnostics(mended.uri(path)).map(({ finding }) => finding.rule.id);
  expect(left).not.toContain(rule);
});

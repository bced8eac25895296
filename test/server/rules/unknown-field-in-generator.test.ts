import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fixedBody, withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'unknown-field-in-generator';

test('a field that is dropped', async () => {
  expect(recordedGenerator('gen10-create-attribute-is-dropped').mutations?.[0]).not.toContain('rolle');
  const body = (name: string): string =>
    `device = await self.client.create(kind="NetworkDevice", name="d", ${name}="leaf")`;
  const source = withBody(body('rolle'));
  await checkDiagnostics(
    rule,
    marked(source, '', 'rolle', `warning ${rule}: the SDK drops this value. Did you mean 'role'?`),
  );
  await checkFix(rule, source, fixedBody(body('role')));
  const inData = (name: string): string =>
    `device = await self.client.create("NetworkDevice", {"name": "d", "${name}": {"value": 1}})`;
  await checkDiagnostics(rule, marked(withBody(inData('rolle')), '"', 'rolle', `warning ${rule}: has no field`));
  await checkFix(rule, withBody(inData('rolle')), fixedBody(inData('role')));
});

test.each([
  ['rolle__value="x"', 'rolle__value', "has no field 'rolle' to filter by. Did you mean 'role'?", 'role__value="x"'],
  ['role="x"', 'role', "its filter is 'role__value'", 'role__value="x"'],
  ['pod=["x"]', 'pod', "its filter is 'pod__ids'", 'pod__ids=["x"]'],
  ['pod__nam__value="x"', 'pod__nam__value', "NetworkPod has no attribute 'nam'", 'pod__name__value="x"'],
])('a filter %s', async (filter, name, what, mended) => {
  const body = (given: string): string => `devices = await self.client.filters(kind="NetworkDevice", ${given})`;
  const source = withBody(body(filter));
  await checkDiagnostics(rule, marked(source, '"NetworkDevice", ', name, `error ${rule}: ${what}`));
  await checkFix(rule, source, fixedBody(body(mended)));
});

test.each([
  'self.client.filters(kind="NetworkDevice", name__value="x", name__values=["x"], role__isnull=True)',
  'self.client.filters(kind="NetworkDevice", pod__ids=["x"], pod__name__value="x", pod__checksum__value="x")',
  'self.client.filters(kind="NetworkDevice", ids=["x"], limit=3, offset=3, partial_match=True, parallel=True)',
  'self.client.filters(kind="NetworkDevice", any__value="x", member_of_groups__ids=["x"], member_of_groups__name__value="x")',
  'self.client.filters(kind="NetworkDevice", include=["pod"], exclude=["role"], prefetch_relationships=True, branch="main")',
  'self.client.filters(kind="NetworkDevice", name__source__id="x", pod__isnull=False, role__is_protected=True)',
  'self.client.get(kind="NetworkDevice", hfid=["d"], raise_when_missing=False)',
  'self.client.filters(kind="NetworkDevice", priority=Priority.LOW, query_name="devices", at=data["at"], timeout=3)',
  'self.client.filters(kind="NetworkDevice", argument_of_tomorrow=True)',
  'self.client.get(kind="NetworkDevice", id="x", populate_store=True)',
  'self.client.filters(kind=data["kind"], rolle__value="x")',
  'self.client.filters(kind="NetworkDevise", rolle__value="x")',
  'self.client.filters(kind="NetworkDevice", **filters)',
  'self.client.create(kind="NetworkDevice", name="d", id="x", pod={"id": "x"}, member_of_groups=["g"])',
  'self.client.create(kind="NetworkDevice", data=values)',
  'self.client.create(kind="CoreStandardGroup", name="g", label="G", members=[])',
])('silent: %s', async (call) => {
  await checkDiagnostics(rule, withBody(`found = await ${call}`));
});

test('a kind of which pieces are missing', async () => {
  const source = withBody('found = await self.client.filters(kind="NetworkDevice", vendor__value="x")');
  const open = source.replace('  - name: Device\n', '  - name: Device\n    inherit_from: [BundleThing]\n');
  await checkDiagnostics(rule, open);
  await checkDiagnostics(rule, marked(source, '', 'vendor__value', `error ${rule}: has no field 'vendor'`));
});

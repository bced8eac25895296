import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fixedBody, withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'invalid-relationship-value';
const pod = (given: string): string =>
  `other = await self.client.create(kind="NetworkDevice", name="o")\nothers = await self.client.all(kind="NetworkDevice")\npod = await self.client.create(kind="NetworkPod", name="p", ${given})`;
const device = (given: string): string => `device = await self.client.create(kind="NetworkDevice", name="d", ${given})`;

test.each([
  ['gen08-text-for-many', '"d1"', 'not a text'],
  ['gen08-text-for-many', 'f"{target_id}-d"', 'not a text'],
  ['gen08-node-for-many', 'other', 'not a single node'],
  ['gen08-text-for-many', 'other.id', 'not an id'],
  ['gen08-mapping-for-many', '{"id": target_id}', 'not a mapping'],
])('%s: devices=%s', async (recorded, value, what) => {
  expect(recordedGenerator(recorded).error).toContain('expects a list of nodes (cardinality many)');
  const source = withBody(pod(`devices=${value}`));
  await checkDiagnostics(rule, marked(source, 'devices=', value, `error ${rule}: ${what}`));
  await checkFix(rule, source, fixedBody(pod(`devices=[${value}]`)));
});

test('in data', async () => {
  const source = withBody('pod = await self.client.create("NetworkPod", {"name": "p", "devices": "d1"})');
  await checkDiagnostics(rule, marked(source, '"devices": ', '"d1"', `error ${rule}: not a text`));
});

test('a relationship to one', async () => {
  expect(recordedGenerator('gen08-text-for-one').mutations?.[0]).toContain('pod: { id: "p1" }');
  expect(recordedGenerator('gen08-list-for-one').mutations?.[0]).toContain('pod: { hfid: [ "p1", "x", ] }');
  const source = withBody(device('pod="p1"'));
  await checkDiagnostics(rule, marked(source, 'pod=', '"p1"', `information ${rule}: as the id of the NetworkPod`));
  await checkFix(rule, source, fixedBody(device('pod=["p1"]')));
  for (const [value, what] of [
    ['["p1", "x"]', 'has 1 part (name__value), not 2'],
    ['{"hfid": ["p1", "x"]}', 'not 2'],
  ] as const) {
    await checkDiagnostics(
      rule,
      marked(withBody(device(`pod=${value}`)), 'pod=', value, `information ${rule}: ${what}`),
    );
  }
});

test.each([
  pod('devices=[other]'),
  pod('devices=[["d1"], {"id": target_id}, "x"]'),
  pod('devices=others'),
  pod('devices=[each.id for each in others]'),
  pod('devices=None'),
  pod('devices={"edges": []}'),
  pod('devices=data["devices"]'),
  pod('devices=names(data)'),
  device('pod=["p1"]'),
  device('pod={"hfid": ["p1"]}'),
  device('pod={"hfid": "p1"}'),
  device('pod={"id": target_id}'),
  device('pod="1853f1a1-5d0d-4d2e-a6a5-0123456789ab"'),
  device('pod=target_id'),
  device('pod=f"{target_id}"'),
  device('pod=[*parts]'),
  device('role="leaf"'),
  'thing = await self.client.create(kind="NetworkThing", name="d", pods="p1")',
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

test('a peer with a default filter, and a kind that is not known as a whole', async () => {
  const source = withBody(device('pod="p1"'));
  const filtered = source.replace('  - name: Pod\n', '  - name: Pod\n    default_filter: name__value\n');
  await checkDiagnostics(rule, filtered);
  await checkDiagnostics(
    rule,
    withBody(pod('devices="d1"')).replace(
      'schemas: [schemas/layers.yml]',
      'schemas: [schemas/layers.yml, schemas/more.yml]',
    ),
  );
});

import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fixedBody, withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'list-added-to-relationship';
const body = (add: string): string =>
  `others = await self.client.all(kind="NetworkDevice")\nids = [each.id for each in others]\npod = await self.client.create(kind="NetworkPod", name="p", devices=[])\npod.devices.${add}`;

test('what the SDK sends', () => {
  expect(recordedGenerator('gen09-list-of-mappings').mutations?.[0]).toContain('hfid: [ { id: "d2" }, { id: "d3" }, ]');
  expect(recordedGenerator('gen09-list-of-ids').mutations?.[0]).toContain('hfid: [ "<id>", ]');
  expect(recordedGenerator('good-extend').mutations?.[0]).toContain('{ hfid: [ "d4", ] }');
});

test.each([
  '[{"id": "a"}, {"id": "b"}]',
  'others',
  'ids',
  '[others[0], others[1]]',
  '[each.id for each in others]',
  '[each["id"] for each in data["devices"]]',
  '["d1", "d2"]',
  'data=others',
])('add(%s)', async (value) => {
  const source = withBody(body(`add(${value})`));
  await checkDiagnostics(rule, marked(source, 'add(', value, `error ${rule}: add() takes one object`));
  await checkFix(rule, source, fixedBody(body(`extend(${value})`)));
});

test.each([
  'add(others[0])',
  'add({"id": "a"})',
  'add("a")',
  'add(["d1"])',
  'add([data["name"]])',
  'add([*data["name"]])',
  'add([part for part in data["hfid"]])',
  'add(data["device"])',
  'extend(others)',
])('silent: %s', async (add) => {
  await checkDiagnostics(rule, withBody(body(add)));
});

test('sets and lists of other things', async () => {
  await checkDiagnostics(
    rule,
    withBody(
      'seen = set()\nseen.add([1, 2])\nself.seen.add([{"id": 1}])\nfor each in data["nodes"]:\n    each.peers.add([{"id": 1}])',
    ),
  );
});

import { expect, test } from 'vitest';
import { openRepository, readFolder } from '../../support/repository';
import { parseFixture } from '../../support/fixture';
import { layers, rules, watch, type Layers } from './layers';

async function layersOf(parts: Layers) {
  const { service } = await openRepository(parseFixture(layers(parts)).files);
  return service.layers();
}

test('the example: three layers with what starts them', async () => {
  const { service } = await openRepository(readFolder('examples/fabric'));
  const found = service.layers();
  const facts = found.map(({ generator, order, upstream, kinds, group }) => ({
    generator,
    order,
    upstream,
    kinds,
    group,
  }));
  expect(facts).toEqual([
    { generator: 'generate-fabric', order: 0, upstream: [], kinds: ['NetworkFabric'], group: 'fabrics' },
    { generator: 'generate-pod', order: 1, upstream: ['generate-fabric'], kinds: ['NetworkPod'], group: 'pods' },
    { generator: 'generate-rack', order: 2, upstream: ['generate-pod'], kinds: ['LocationRack'], group: 'racks' },
  ]);
  expect(found[1]?.watched.map(({ attribute }) => attribute)).toEqual(['checksum', 'amount_of_spines', 'role']);
  expect(found.map(({ parents }) => parents)).toEqual([
    [],
    [{ kind: 'NetworkPod', relationship: 'parent' }],
    [{ kind: 'LocationRack', relationship: 'pod' }],
  ]);
  expect(found[0]?.writes).toEqual([{ kind: 'NetworkPod', attribute: 'checksum' }]);
  expect(found[0]?.creates).toEqual(['NetworkDevice']);
  expect(found[1]?.helpers.map((uri) => uri.split('/').at(-1))).toEqual(['mixin.py', 'roles.py']);
});

test('the example: the pod generator refuses pods of an excluded role', async () => {
  const { service } = await openRepository(readFolder('examples/fabric'));
  const [fabric, pod, rack] = service.layers();
  expect(pod?.exclusions.map(({ attribute, values }) => ({ attribute, values }))).toEqual([
    { attribute: 'role', values: ['external'] },
  ]);
  expect([fabric?.exclusions, rack?.exclusions]).toEqual([[], []]);
});

const role = 'data["NetworkPod"]["edges"][0]["node"]["role"]["value"]';

test.each<[string, string, readonly string[]]>([
  ['a literal list', `if ${role} in ("storage", "external"):\n    raise ValueError("no")`, ['storage', 'external']],
  ['one value', `if ${role} == "external":\n    raise ValueError("no")`, ['external']],
  ['a local', `role = ${role}\nif role in ["external"]:\n    raise ValueError("no")`, ['external']],
  ['a field', `self.role = ${role}\nif self.role in {"external"}:\n    raise ValueError("no")`, ['external']],
  ['what is kept instead', `if ${role} not in ("compute",):\n    raise ValueError("no")`, []],
  ['only under a condition', `if self.x:\n    if ${role} == "external":\n        raise ValueError("no")`, []],
  ['two conditions', `if ${role} == "external" and self.x:\n    raise ValueError("no")`, []],
  ['values that are not there', `if ${role} in self.excluded():\n    raise ValueError("no")`, []],
  [
    'an attribute of another object',
    `if data["NetworkPod"]["edges"][0]["node"]["parent"]["node"]["role"]["value"] == "x":\n    raise ValueError("no")`,
    [],
  ],
  ['a return', `if ${role} == "external":\n    return`, []],
])('values that are refused: %s', async (_, pod, values) => {
  const found = (await layersOf({ pod })).find(({ generator }) => generator === 'generate-pod');
  expect(found?.exclusions.flatMap((each) => each.values)).toEqual(values);
});

const signalPods = `
  for pod in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):
      pod.checksum.value = self.x()
      await pod.save(update_group_context=False)
`;
const signalFabrics = `
  for fabric in await self.client.filters(kind="NetworkFabric"):
      fabric.checksum.value = self.x()
      await fabric.save(update_group_context=False)
`;

test('generators that start each other share an order', async () => {
  const triggers = rules(
    'CoreNodeTriggerRule',
    watch('down', 'NetworkPod', 'checksum', 'run-pod'),
    watch('up', 'NetworkFabric', 'checksum', 'run-fabric'),
  );
  const found = await layersOf({ fabric: signalPods, pod: signalFabrics, triggers });
  expect(found.map(({ generator, order, upstream }) => [generator, order, upstream])).toEqual([
    ['generate-fabric', 0, ['generate-pod']],
    ['generate-pod', 0, ['generate-fabric']],
    ['generate-rack', 0, []],
  ]);
});

test('a rule without matches makes nobody an upstream generator', async () => {
  const triggers = rules(
    'CoreNodeTriggerRule',
    '    - {name: any, branch_scope: other_branches, node_kind: NetworkPod, mutation_action: updated, action: run-pod}\n',
  );
  const found = await layersOf({ fabric: signalPods, triggers });
  expect(found.flatMap(({ upstream }) => upstream)).toEqual([]);
});

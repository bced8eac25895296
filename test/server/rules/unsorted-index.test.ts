import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked } from '../cascade/layers';

const rule = 'unsorted-index';
const what = `hint ${rule}: another LocationRack may shift them all`;
const fetch = 'await self.client.filters(kind="LocationRack", pod__ids=[target_id])';

function loop(iterable: string, name = 'f"leaf-{index}"'): string {
  return `for index, rack in ${iterable}:
    device = await self.client.create(kind="NetworkDevice", name=${name})
    await device.save(allow_upsert=True)
`;
}

test.each(['enumerate(racks)', 'enumerate(racks, start=1)'])('what was fetched: %s', async (iterable) => {
  const pod = `racks = ${fetch}\n${loop(iterable)}`;
  await checkDiagnostics(rule, marked(layers({ pod }), 'rack in ', iterable, what));
});

test('what is fetched in the loop, and a name that is made first', async () => {
  const iterable = `enumerate(${fetch})`;
  await checkDiagnostics(rule, marked(layers({ pod: loop(iterable) }), 'rack in ', iterable, what));
  const named = loop('enumerate(racks)', 'name').replace(
    ':\n',
    ':\n    number = index + 1\n    name = f"leaf-{number:02d}"\n',
  );
  await checkDiagnostics(
    rule,
    marked(layers({ pod: `racks = ${fetch}\n${named}` }), 'rack in ', 'enumerate(racks)', what),
  );
});

test('edges of the query', async () => {
  const query =
    'query Read($name: String!) { NetworkPod(name__value: $name) { edges { node { id racks { edges { node { id } } } } } } }';
  const pod = `racks = data["NetworkPod"]["edges"][0]["node"]["racks"]["edges"]\n${loop('enumerate(racks)')}`;
  const source = layers({ pod, files: { '/queries/generate_pod.gql': query } });
  await checkDiagnostics(rule, marked(source, 'rack in ', 'enumerate(racks)', what));
});

const python = '/generators/generate_pod.py';

test('fetched objects are sorted by their name', async () => {
  const pod = (iterable: string): string => layers({ pod: `racks = ${fetch}\n${loop(iterable)}` });
  const sorted = 'enumerate(sorted(racks, key=lambda each: each.name.value), start=1)';
  await checkFix(rule, pod('enumerate(racks, start=1)'), fileOf(pod(sorted), python));
});

test.each(['{"a", "b"}', 'set(data["racks"])', '{rack["name"] for rack in data["racks"]}', 'frozenset(data["racks"])'])(
  'a set, whatever order the schema has: %s',
  async (set) => {
    const of = (iterable: string): string => layers({ pod: `racks = ${set}\n${loop(iterable)}` });
    const said = `information ${rule}: The order of a set of texts differs from run to run`;
    await checkDiagnostics(rule, marked(of('enumerate(racks)'), 'rack in ', 'enumerate(racks)', said));
    await checkFix(rule, of('enumerate(racks)'), fileOf(of('enumerate(sorted(racks))'), python));
    await checkDiagnostics(rule, of('enumerate(sorted(racks))'));
  },
);

test('a set of numbers, and no fix for what the query may not read', async () => {
  await checkDiagnostics(rule, layers({ pod: loop('enumerate({1, 2, 3})') }));
  const query =
    'query Read($name: String!) { NetworkPod(name__value: $name) { edges { node { id racks { edges { node { id } } } } } } }';
  const pod = `racks = data["NetworkPod"]["edges"][0]["node"]["racks"]["edges"]\n${loop('enumerate(racks)')}`;
  expect(await fixTitles(rule, layers({ pod, files: { '/queries/generate_pod.gql': query } }))).toEqual([]);
});

test.each([
  ['sorted', `racks = ${fetch}\n${loop('enumerate(sorted(racks, key=lambda rack: rack.name.value))')}`],
  ['sorted before', `racks = sorted(${fetch}, key=str)\n${loop('enumerate(racks)')}`],
  ['sorted in place', `racks = ${fetch}\nracks.sort(key=str)\n${loop('enumerate(racks)')}`],
  [
    'asked for in an order',
    `racks = await self.client.filters(kind="LocationRack", order=order)\n${loop('enumerate(racks)')}`,
  ],
  ['not in the name', `racks = ${fetch}\n${loop('enumerate(racks)', 'f"leaf-{rack.name.value}"')}`],
  ['a list of the code', loop('enumerate(["a", "b"])')],
  ['a range', loop('enumerate(range(4))')],
])('%s', async (_, pod) => {
  await checkDiagnostics(rule, layers({ pod }));
});

test('a kind with an order of its own', async () => {
  const source = layers({ pod: `racks = ${fetch}\n${loop('enumerate(racks)')}` });
  const ordered = source.replaceAll(
    'human_friendly_id: [name__value]',
    'human_friendly_id: [name__value]\n    order_by: [name__value]',
  );
  await checkDiagnostics(rule, ordered);
});

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked } from '../cascade/layers';

const rule = 'unguarded-answer';

/** The second layer with a query that reads this of a pod; its first line is `pod = …`. */
function pod(body: string, selection: string, extra = ''): string {
  const query = `query Read($name: String!) { NetworkPod(name__value: $name) { edges { node { id ${selection} } } } ${extra} }`;
  const source = layers({
    pod: `pod = data["NetworkPod"]["edges"][0]["node"]\n${body}`,
    files: { '/queries/generate_pod.gql': query },
  });
  // A relationship that may be empty, and one that may not.
  return source
    .replace(
      '- {name: racks, peer: LocationRack',
      '- {name: backup, peer: NetworkDevice, cardinality: one, optional: true, identifier: b}\n      - {name: racks, peer: LocationRack',
    )
    .replaceAll('target_id = data["id"]\n        pod', 'pod');
}

const backup = 'backup { node { id name { value } } }';

test.each([
  ['await self.use(', 'pod["backup"]["node"]["id"]', ')'],
  ['device = pod["backup"]["node"]\nawait self.use(', 'device["id"]', ')'],
  ['device = pod["backup"]\nawait self.use(', 'device["node"]["name"]', '["value"])'],
])('an optional relationship to one: %s%s', async (before, part, after) => {
  const what = `information ${rule}: 'backup' is optional, so its node may be None`;
  const line = before.split('\n').at(-1) ?? '';
  await checkDiagnostics(rule, marked(pod(`${before}${part}${after}`, backup), line, part, what));
});

test('a relationship that the query calls otherwise', async () => {
  const what = `information ${rule}: 'other' is optional, so its node may be None`;
  const use = marked(
    pod('await self.use(pod["other"]["node"]["id"])', `other: ${backup}`),
    'await self.use(',
    'pod["other"]["node"]["id"]',
    what,
  );
  await checkDiagnostics(rule, use);
});

test('a relationship to many and a field that asks for no target', async () => {
  const racks = 'racks { edges { node { id } } }';
  const first = 'pod["racks"]["edges"][0]';
  const what = `information ${rule}: 'racks' may have no edges`;
  await checkDiagnostics(rule, marked(pod(`first = ${first}["node"]`, racks), 'first = ', first, what));
  const fabric = 'data["NetworkFabric"]["edges"][0]';
  const other = `information ${rule}: 'NetworkFabric' may have no edges`;
  const source = pod(`fabric = ${fabric}["node"]["id"]`, '', 'NetworkFabric { edges { node { id } } }');
  await checkDiagnostics(rule, marked(source, 'fabric = ', fabric, other));
});

test.each([
  ['the target itself', 'await self.use(pod["id"])', ''],
  ['a relationship that the schema requires', 'await self.use(pod["parent"]["node"]["id"])', 'parent { node { id } }'],
  [
    'after a test',
    'device = pod["backup"]["node"]\nif not device:\n    raise RuntimeError("x")\nawait self.use(device["id"])',
    backup,
  ],
  [
    'a test of the whole',
    'if pod["backup"]["node"] is None:\n    raise RuntimeError("x")\nawait self.use(pod["backup"]["node"]["id"])',
    backup,
  ],
  ['a test in the line', 'device = pod["backup"]["node"]\nawait self.use(device["id"] if device else None)', backup],
  ['a test by and', 'device = pod["backup"]["node"]\nawait self.use(device and device["id"])', backup],
  ['an assertion', 'device = pod["backup"]["node"]\nassert device\nawait self.use(device["id"])', backup],
  ['caught', 'try:\n    name = pod["backup"]["node"]["id"]\nexcept TypeError:\n    raise RuntimeError("x")', backup],
  [
    'a name that is bound twice',
    'device = pod["backup"]["node"]\ndevice = {"id": 1}\nawait self.use(device["id"])',
    backup,
  ],
  [
    'a loop over the edges',
    'for edge in pod["racks"]["edges"]:\n    await self.use(edge["node"]["id"])',
    'racks { edges { node { id } } }',
  ],
  [
    'a length',
    'edges = pod["racks"]["edges"]\nif len(edges) != 1:\n    raise RuntimeError("x")\nawait self.use(edges[0])',
    'racks { edges { node { id } } }',
  ],
  ['get', 'device = (pod.get("backup") or {}).get("node") or {}\nawait self.use(device["id"])', backup],
])('%s', async (_, body, selection) => {
  await checkDiagnostics(rule, pod(body, selection));
});

const wide = (source: string): string => `${source}\n#- /pyproject.toml\n[tool.ruff]\nline-length = 120\n`;

async function mended(before: string, after: string, selection: string): Promise<void> {
  const path = '/generators/generate_pod.py';
  await checkFix(rule, wide(pod(before, selection)), fileOf(pod(after, selection), path));
}

test('a test before the statement', async () => {
  const raised = (test: string, what: string): string =>
    `if not ${test}:\n    raise RuntimeError("Cannot start generate-pod: no ${what} defined!")\n`;
  const use = '# Use it\nawait self.use(pod["backup"]["node"]["id"])  # now';
  await mended(
    use,
    raised('pod["backup"]["node"]', 'backup').replace('(', '(f').replace('pod:', "pod on {pod['id']}:") + use,
    backup,
  );
  const device = 'device = pod["backup"]["node"]\n';
  const later = 'if data["x"]:\n    await self.use(device["id"])';
  await mended(
    device + later,
    `${device}if data["x"]:\n    if not device:\n        raise RuntimeError(f"Cannot start generate-pod on {pod['id']}: no backup defined!")\n    await self.use(device["id"])`,
    backup,
  );
  const edges = 'racks = pod["racks"]["edges"]\npod_id = pod["id"]\n';
  const made = 'x = await self.client.create(kind="NetworkDevice", name="x")\nawait x.save(allow_upsert=True)\n';
  const loop = 'for rack in racks[0]["node"]["devices"]:\n    await self.use(rack)';
  await mended(
    edges + made + loop,
    `${edges}${made}if not racks:\n    raise RuntimeError(f"Cannot finish generate-pod on {pod_id}: no racks defined!")\n${loop}`,
    'racks { edges { node { id } } }',
  );
});

test.each([
  'ids = [pod["backup"]["node"]["id"] for each in data["x"]]',
  'ids = pod["backup"]["node"]["id"] if data["x"] else ""',
  'if data["x"]:\n    pass\nelif pod["backup"]["node"]["id"]:\n    pass',
  'while pod["backup"]["node"]["id"]:\n    pass',
  'x = 1; y = pod["backup"]["node"]["id"]',
])('left to the author: %s', async (body) => {
  expect(await fixTitles(rule, pod(body, backup))).toEqual([]);
});

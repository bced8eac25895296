import { expect, test } from 'vitest';
import { checkAction, offersAt, titlesAt } from '../../support/checkAction';
import { bare, cursorAt, paths, query, unconnected } from './bare';

const validate = 'validateUpstreamObjects';
const require = 'requireConfiguration';
const skip = 'skipUnsupportedTargets';

function makes(role: string, owner: string): string[] {
  return [
    'for index in range(2):',
    `    device = await self.client.create(kind="NetworkDevice", name="a", role="${role}", ${owner}={"id": node["id"]})`,
    '    await device.save(allow_upsert=True)',
  ];
}

const work = makes('leaf', 'pod');
const layersAbove = {
  [paths.fabric]: bare('FabricGenerator', 'NetworkFabric', makes('super_spine', 'fabric')),
  [paths.pod]: bare('PodGenerator', 'NetworkPod', makes('spine', 'pod')),
};

/** Counts and roles as in the guide, and a template that a pod may have. */
function repository(files: Readonly<Record<string, string>>): string {
  return unconnected({ ...layersAbove, ...files })
    .replaceAll(
      '{name: amount, kind: Number',
      '{name: amount_of_spines, kind: Number, default_value: 2}\n      - {name: amount, kind: Number',
    )
    .replace(
      '{name: role, kind: Text, optional: true}',
      '{name: role, kind: Dropdown, optional: true, choices: [{name: super_spine}, {name: spine}]}',
    )
    .replace(
      '- {name: racks, peer',
      '- {name: template, peer: NetworkDevice, cardinality: one, optional: true, identifier: t}\n      - {name: racks, peer',
    );
}

const rack = (lines: readonly string[]): string => bare('RackGenerator', 'LocationRack', lines);
const pod = (lines: readonly string[]): string => bare('PodGenerator', 'NetworkPod', lines);
const rackQuery = (pods: string): string =>
  query('LocationRack', 'amount', `pod {\n          node {\n            id\n${pods}          }\n        }`);

test('what the class makes itself is nothing to wait for', async () => {
  const given = async (lines: readonly string[]): Promise<string[]> =>
    (await offersAt(validate, repository({ [paths.pod]: cursorAt(pod(lines), 'class') }))).map(
      ({ offer }) => offer.title,
    );
  const own = await given(makes('spine', 'pod'));
  expect(own.some((title) => title.includes('role super_spine'))).toBe(true);
  expect(own.filter((title) => title.includes('role spine'))).toEqual([]);
  expect(own.filter((title) => /NetworkDevice as .* of their pod/.test(title))).toEqual([]);
  const plain = await given([
    'device = await self.client.create(kind="NetworkDevice", name="a")',
    'await device.save()',
  ]);
  expect(plain.filter((title) => /NetworkDevice as .* of their pod/.test(title))).toEqual([]);
  expect(plain.some((title) => /NetworkDevice as .* of their fabric/.test(title))).toBe(true);
});

test('as many objects of the layer above as the owner says, with what the query has to read', async () => {
  const before = repository({ [paths.rack]: cursorAt(rack(work), 'class') });
  const lines = [
    '',
    'rack_name = node["name"]["value"]',
    'expected_spines = node["pod"]["node"]["amount_of_spines"]["value"]',
    'spines = await self.client.filters(',
    '    kind="NetworkDevice", pod__ids=[node["pod"]["node"]["id"]], role__value="spine"',
    ')',
    'if len(spines) != expected_spines:',
    '    raise RuntimeError(',
    '        f"Cannot start generate-rack on {rack_name}: {len(spines)} of {expected_spines} spines are there!"',
    '    )',
    '',
    ...work,
  ];
  const after = `#- ${paths.rack}
${rack(lines)}
#- /queries/generate_rack.gql
${rackQuery('            amount_of_spines {\n              value\n            }\n')}`;
  await checkAction(validate, 'with role spine as amount_of_spines of their pod', before, after);
});

test('the likely check is shown, all others are to be picked from', async () => {
  const made = await offersAt(validate, repository({ [paths.rack]: cursorAt(rack(work), 'class') }));
  const titles = (rare: boolean): string[] =>
    made.filter(({ offer }) => (offer.rare === true) === rare).map(({ offer }) => offer.title);
  expect(titles(false)).toEqual([
    'Check before generate-rack starts: as many NetworkDevice with role spine as amount_of_spines of their pod (NetworkPod)',
  ]);
  expect(titles(true)).toContain(
    'Check before generate-rack starts: as many NetworkDevice with role super_spine as amount of their pod (NetworkPod)',
  );
  expect(made[0]?.offer.mends).toBe('missing-upstream-validation');
});

test('behind what is read and checked already, with its variables', async () => {
  const head = [
    'pod = node["pod"]["node"]',
    'rack_name = node["name"]["value"]',
    'if not pod:',
    '    raise RuntimeError("no pod")',
  ];
  const before = repository({
    [paths.rack]: cursorAt(rack([...head, '# now', ...work]), 'class'),
    '/queries/generate_rack.gql': rackQuery('            amount_of_spines {\n              value\n            }\n'),
  });
  const lines = [
    ...head,
    '',
    'expected_spines = pod["amount_of_spines"]["value"]',
    'spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")',
    'if len(spines) != expected_spines:',
    '    raise RuntimeError(',
    '        f"Cannot start generate-rack on {rack_name}: {len(spines)} of {expected_spines} spines are there!"',
    '    )',
    '',
    '# now',
    ...work,
  ];
  await checkAction(validate, 'with role spine as amount_of_spines', before, `#- ${paths.rack}\n${rack(lines)}`);
});

test('what is missing is named: a relationship, a text', async () => {
  const read = query('NetworkPod', 'status', 'template {\n          node {\n            id\n          }\n        }');
  const files = { [paths.pod]: cursorAt(pod(work), 'class'), '/queries/generate_pod.gql': read };
  expect(await titlesAt(require, repository(files))).toEqual([
    'Require status before generate-pod starts',
    'Require template before generate-pod starts',
  ]);
  const lines = [
    '',
    'pod_name = node["name"]["value"]',
    'if not node["template"]["node"]:',
    '    raise RuntimeError(f"Cannot start generate-pod on {pod_name}: no template defined!")',
    '',
    ...work,
  ];
  await checkAction(require, 'Require template', repository(files), `#- ${paths.pod}\n${pod(lines)}`);
});

test('by the keys that the query gives', async () => {
  const read = query(
    'NetworkPod',
    'status',
    'tpl: template {\n          node {\n            id\n          }\n        }',
  )
    .replace('        name {', '        title: name {')
    .replace('        status {', '        state: status {');
  const given = (lines: readonly string[]) =>
    repository({
      [paths.pod]: cursorAt(pod(lines), 'class'),
      '/queries/generate_pod.gql': read,
    });
  const name = 'pod_name = node["title"]["value"]';
  const missing = [
    'if not node["tpl"]["node"]:',
    '    raise RuntimeError(f"Cannot start generate-pod on {pod_name}: no template defined!")',
  ];
  const after = (lines: readonly string[]): string => `#- ${paths.pod}\n${pod(lines)}`;
  await checkAction(require, 'Require template', given(work), after(['', name, ...missing, '', ...work]));
  expect(await titlesAt(require, given([...missing, ...work]))).toEqual(['Require status before generate-pod starts']);
  const refusing = [
    'pod_status = node["state"]["value"]',
    'if pod_status == "done":',
    '    raise ValueError(f"Cannot run generate-pod on {pod_name}: status {pod_status} is not supported!")',
  ];
  await checkAction(skip, 'status is done', given(work), after(['', name, ...refusing, '', ...work]));
  const above = rackQuery('            amount_of_spines {\n              value\n            }\n').replace(
    'pod {',
    'p: pod {',
  );
  const files = { [paths.rack]: cursorAt(rack(work), 'class'), '/queries/generate_rack.gql': above };
  const lines = [
    '',
    'rack_name = node["name"]["value"]',
    'expected_spines = node["p"]["node"]["amount_of_spines"]["value"]',
    'spines = await self.client.filters(',
    '    kind="NetworkDevice", pod__ids=[node["p"]["node"]["id"]], role__value="spine"',
    ')',
    'if len(spines) != expected_spines:',
    '    raise RuntimeError(',
    '        f"Cannot start generate-rack on {rack_name}: {len(spines)} of {expected_spines} spines are there!"',
    '    )',
    '',
    ...work,
  ];
  await checkAction(
    validate,
    'with role spine as amount_of_spines of',
    repository(files),
    `#- ${paths.rack}\n${rack(lines)}`,
  );
});

test('with the variable of a try that ends the run where nothing is found', async () => {
  const text = (lines: readonly string[]): string => pod(lines).replace(/ +node = .*\n/, '');
  const tried = [
    'try:',
    '    found = data["NetworkPod"]["edges"][0]["node"]',
    'except (KeyError, IndexError) as error:',
    '    raise RuntimeError("no pod") from error',
  ];
  const read = query('NetworkPod', 'status');
  const files = { [paths.pod]: cursorAt(text([...tried, ...work]), 'class'), '/queries/generate_pod.gql': read };
  const lines = [
    ...tried,
    '',
    'pod_name = found["name"]["value"]',
    'if not found["status"]["value"]:',
    '    raise RuntimeError(f"Cannot start generate-pod on {pod_name}: no status defined!")',
    '',
    ...work,
  ];
  await checkAction(require, 'Require status', repository(files), `#- ${paths.pod}\n${text(lines)}`);
});

test('a check that is there is not made again', async () => {
  const head = ['template = node["template"]["node"]', 'if not template:', '    raise RuntimeError("no template")'];
  const read = query('NetworkPod', 'status', 'template {\n          node {\n            id\n          }\n        }');
  const owned = ['pod = node["pod"]["node"]', 'if not pod:', '    raise RuntimeError("no pod")'];
  const files = { [paths.pod]: cursorAt(pod([...head, ...work]), 'class'), '/queries/generate_pod.gql': read };
  expect(await titlesAt(require, repository(files))).toEqual(['Require status before generate-pod starts']);
  const optional = repository({ [paths.rack]: cursorAt(rack([...owned, ...work]), 'class') }).replace(
    /(- \{name: pod, peer: NetworkPod[^}]*)optional: false/,
    '$1optional: true',
  );
  const made = await offersAt(validate, optional);
  const edits = JSON.stringify(
    made.find(({ offer }) => offer.title.includes('spine as amount_of_spines'))?.offer.edits(),
  );
  expect(edits).toContain('expected_spines');
  expect(edits).not.toContain('no pod defined');
});

test.each([
  ['a generate that is not async', 'async def generate', 'def generate'],
  ['an unfinished header', 'data: dict) -> None:', 'data: dict'],
  ['parameters that are not shown', 'data: dict', '*args, **kwargs'],
  ['an open bracket', 'node = data', 'node = data['],
])('nothing: %s', async (_, from, to) => {
  const text = rack(work).replace(from, to);
  for (const id of [validate, require, skip]) {
    expect(await titlesAt(id, repository({ [paths.rack]: cursorAt(text, 'class') })), id).toEqual([]);
  }
});

test('a variable for the target, where there is none', async () => {
  const text = (lines: readonly string[]): string => rack(lines).replace(/ +node = .*\n/, '');
  const read = query('LocationRack', 'status');
  const files = { [paths.rack]: cursorAt(text(['await self.work()']), 'class'), '/queries/generate_rack.gql': read };
  const lines = [
    'rack = data["LocationRack"]["edges"][0]["node"]',
    'rack_name = rack["name"]["value"]',
    'if not rack["status"]["value"]:',
    '    raise RuntimeError(',
    '        f"Cannot start generate-rack on {rack_name}: no status defined!"',
    '    )',
    '',
    'await self.work()',
  ];
  await checkAction(require, 'Require status', repository(files), `#- ${paths.rack}\n${text(lines)}`);
});

test('before the answer is bound anew', async () => {
  const text = (lines: readonly string[]): string =>
    rack(lines).replace('        node = data', '        edges = data').replace('[0]["node"]\n', '\n');
  const later = ['data = await self.prepare(data)', 'await self.client.create(kind="NetworkDevice", name=data.name)'];
  const read = query('LocationRack', 'status');
  const files = { [paths.rack]: cursorAt(text(later), 'class'), '/queries/generate_rack.gql': read };
  const lines = [
    '',
    'rack_name = edges[0]["node"]["name"]["value"]',
    'if not edges[0]["node"]["status"]["value"]:',
    '    raise RuntimeError(',
    '        f"Cannot start generate-rack on {rack_name}: no status defined!"',
    '    )',
    '',
    ...later,
  ];
  await checkAction(require, 'Require status', repository(files), `#- ${paths.rack}\n${text(lines)}`);
});

test.each([
  { how: 'unpacked', lines: ['(edge,) = data["LocationRack"]["edges"]'], name: 'edge["node"]["name"]["value"]' },
  {
    how: 'bound anew in a test',
    lines: ['edge = data["LocationRack"]["edges"][0]', 'if (edge := None):', '    raise RuntimeError("none")'],
    name: 'rack = data["LocationRack"]["edges"][0]["node"]',
  },
  {
    how: 'the rest of several',
    lines: ['first, *edges = data["LocationRack"]["edges"]'],
    name: 'rack = data["LocationRack"]["edges"][0]["node"]',
  },
])('a variable is what was put into it: $how', async ({ lines, name }) => {
  const head = `from infrahub_sdk.generator import InfrahubGenerator


class RackGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
${lines.map((line) => `        ${line}\n`).join('')}`;
  const made = await offersAt(skip, cursorAt(repository({ [paths.rack]: head }), 'class RackGenerator'));
  const offer = made.find(({ offer: { title } }) => title.includes('status is running'));
  expect(JSON.stringify(offer?.offer.edits())).toContain(JSON.stringify(name).slice(1, -1));
});

test('a new variable hides no function of the module that generate calls', async () => {
  const text = `from infrahub_sdk.generator import InfrahubGenerator


def rack_name(node): return node


class RackGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        node = data["LocationRack"]["edges"][0]["node"]
        self.logger.info(rack_name(node))
`;
  const made = await offersAt(skip, cursorAt(repository({ [paths.rack]: text }), 'class RackGenerator'));
  const offer = made.find(({ offer: { title } }) => title.includes('status is running'));
  expect(JSON.stringify(offer?.offer.edits())).toContain(' rack_name_2 = node[');
});

import { expect, test } from 'vitest';
import { checkAction, titlesAt } from '../../support/checkAction';
import { bare, cursorAt, paths, query, unconnected as repository } from './bare';

const skip = 'skipUnsupportedTargets';
const work = [
  'device = await self.client.create(kind="NetworkDevice", name="a", role="leaf", pod={"id": node["id"]})',
  'await device.save(allow_upsert=True)',
];
const pod = (lines: readonly string[]): string => bare('PodGenerator', 'NetworkPod', lines);

test('unsupported targets are refused before the layer above is looked at', async () => {
  const head = ['pod_name = node["name"]["value"]'];
  const validated = [
    'spines = await self.client.filters(kind="NetworkDevice", role__value="super_spine")',
    'if len(spines) != 2:',
    '    raise RuntimeError(f"{pod_name} is not fully generated")',
    ...work,
  ];
  const files = {
    [paths.pod]: cursorAt(pod([...head, ...validated]), 'class'),
    '/queries/generate_pod.gql': query('NetworkPod', 'status'),
  };
  const lines = [
    ...head,
    '',
    'pod_status = node["status"]["value"]',
    'if pod_status == "done":',
    '    raise ValueError(f"Cannot run generate-pod on {pod_name}: status {pod_status} is not supported!")',
    '',
    ...validated,
  ];
  await checkAction(skip, 'status is done', repository(files), `#- ${paths.pod}\n${pod(lines)}`);
});

test('targets that are refused, and not signalled from above', async () => {
  const loop = (test: readonly string[]): string =>
    bare('FabricGenerator', 'NetworkFabric', [
      'for pod in await self.client.filters(kind="NetworkPod", parent__ids=[node["id"]]):',
      ...test,
      '    # Only when it differs',
      '    if pod.checksum.value != "x":',
      '        pod.checksum.value = "x"',
      '        await pod.save(update_group_context=False)',
    ]);
  const excluded = ['    if pod.status.value == "done":', '        continue'];
  const refusing = [
    '',
    'pod_name = node["name"]["value"]',
    'pod_status = node["status"]["value"]',
    'if pod_status == "done":',
    '    raise ValueError(f"Cannot run generate-pod on {pod_name}: status {pod_status} is not supported!")',
    '',
    ...work,
  ];
  const read = query('NetworkPod', 'status');
  const files = {
    [paths.fabric]: loop([]),
    '/queries/generate_pod.gql': read,
    [paths.pod]: cursorAt(pod(work), 'class'),
  };
  const both = `#- ${paths.pod}\n${pod(refusing)}#- ${paths.fabric}\n${loop(excluded)}`;
  await checkAction(
    skip,
    'status is done in generate-pod, and do not signal it in generate-fabric',
    repository(files),
    both,
  );
  const alone = 'Refuse a NetworkPod whose status is done in generate-pod';
  expect(await titlesAt(skip, repository(files))).toContain(alone);
  const fromAbove = repository({ ...files, [paths.pod]: pod(refusing), [paths.fabric]: cursorAt(loop([]), 'class') });
  await checkAction(
    skip,
    'Do not signal a NetworkPod whose status is done',
    fromAbove,
    `#- ${paths.fabric}\n${loop(excluded)}`,
  );
});

test.each([
  ['status in ["done", "running"]', 'running or done', 'in ("running", "done")'],
  ['status not in ["requested"]', 'running or done', 'in ("running", "done")'],
  ['status != "requested"', 'running or done', 'in ("running", "done")'],
  ['status in EXCLUDED', 'running or done', 'in ("running", "done")'],
  ['status in REFUSED', 'done', '== "done"'],
  ['status == "done" or "running" == status', 'running or done', 'in ("running", "done")'],
  ['status is None or status in {"done"}', 'done', '== "done"'],
  ['not node: return\n        if status == "done"', 'done', '== "done"'],
  [
    'status == "done": raise ValueError("x")\n        elif status == "running"',
    'running or done',
    'in ("running", "done")',
  ],
])('the signal leaves out all that the next generator refuses: %s', async (condition, named, test) => {
  const loop = (lines: readonly string[]): string =>
    bare('FabricGenerator', 'NetworkFabric', [
      'for pod in await self.client.filters(kind="NetworkPod", parent__ids=[node["id"]]):',
      ...lines,
      '    pod.checksum.value = "x"',
      '    await pod.save(update_group_context=False)',
    ]);
  const refusing = [
    'status = node["status"]["value"]',
    `if ${condition}:`,
    '    raise ValueError("not supported")',
    ...work,
  ];
  const files = {
    [paths.pod]: `from .roles import EXCLUDED\n${pod(refusing)}\nREFUSED = frozenset({"done"})\n`,
    '/generators/roles.py': 'EXCLUDED = ["done", "running"]\n',
    '/queries/generate_pod.gql': query('NetworkPod', 'status'),
  };
  const before = repository({ ...files, [paths.fabric]: cursorAt(loop([]), 'class') });
  const excluded = [`    if pod.status.value ${test}:`, '        continue'];
  const title = `Do not signal a NetworkPod whose status is ${named}: generate-pod refuses it`;
  await checkAction(skip, title, before, `#- ${paths.fabric}\n${loop(excluded)}`);
});

test.each([
  'not (status == "done")',
  'status != "done" or node["id"]',
  'status == "done" and node["id"]',
  '(status == "done") == False',
  'status.lower() == "done"',
  'status in "done"',
  'status == ("done" if node["id"] else "running")',
  'node["id"]: pass\n        elif status == "done"',
  'node["id"]: return\n        if status == "done"',
  'status == "done":\n            if node["id"]: return',
])('refused in another way: %s', async (condition) => {
  const loop = bare('FabricGenerator', 'NetworkFabric', [
    'for pod in await self.client.filters(kind="NetworkPod", parent__ids=[node["id"]]):',
    '    pod.checksum.value = "x"',
    '    await pod.save(update_group_context=False)',
  ]);
  const lines = `if ${condition}${condition.endsWith('return') ? '' : ':'}\n            raise ValueError("x")`;
  const refusing = ['status = node["status"]["value"]', lines, ...work];
  const files = { [paths.pod]: pod(refusing), '/queries/generate_pod.gql': query('NetworkPod', 'status') };
  const before = repository({ ...files, [paths.fabric]: cursorAt(loop, 'class') });
  expect((await titlesAt(skip, before)).filter((title) => title.startsWith('Do not signal'))).toEqual([]);
});

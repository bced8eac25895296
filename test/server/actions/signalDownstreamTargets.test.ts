import { expect, test } from 'vitest';
import { checkAction, offersAt, titlesAt } from '../../support/checkAction';
import { checkDiagnostics } from '../../support/check';
import { layers, rules, signal, watch } from '../cascade/layers';
import { bare, cursorAt, paths, query, unconnected } from './bare';

const id = 'signalDownstreamTargets';
const lines = ['await self.client.create(kind="NetworkDevice", name="a")'];
const mixin = `class Digest:
    def digest(self) -> str:
        return hashlib.sha256(",".join(sorted(self.client.group_context.related_node_ids)).encode()).hexdigest()
`;
const withMixin = { '/generators/digest.py': mixin };

function fabric(body: readonly string[] = lines, more = ''): string {
  return (
    bare('FabricGenerator', 'NetworkFabric', body)
      .replace('Generator\n', 'Generator\n\nfrom .digest import Digest\n')
      .replace('(InfrahubGenerator)', '(InfrahubGenerator, Digest)') + more
  );
}

const method = `
    async def signal_pods(self, fabric_id: str) -> None:
        pods = await self.client.filters(kind="NetworkPod", parent__ids=[fabric_id])
        checksum = self.digest()
        for pod in pods:
            if pod.checksum.value != checksum:
                pod.checksum.value = checksum
                # Not tracked: a run that skips this would delete the pod.
                await pod.save(update_group_context=False)
`;
const last = ['', '# Last step: signal the pods'];

function before(text: string, more: Readonly<Record<string, string>> = {}): string {
  return unconnected({ ...withMixin, ...more, [paths.fabric]: cursorAt(text, 'class Fabric') });
}

test.each([
  ['the id is read where no variable holds it', [], ['fabric_id = node["id"]', 'await self.signal_pods(fabric_id)']],
  ['a variable holds it', ['fabric_id = node["id"]'], ['await self.signal_pods(fabric_id)']],
  ['a field holds it', ['self.fabric_id = node["id"]'], ['await self.signal_pods(self.fabric_id)']],
  [
    'a name that stands for something else',
    ['fabric_id = node["name"]["value"]'],
    ['fabric_id_2 = node["id"]', 'await self.signal_pods(fabric_id_2)'],
  ],
])('the last step: %s', async (_, first, added) => {
  const start = [...first, ...lines];
  const parameter = added.at(-1)?.includes('_2') ? method.replaceAll('fabric_id', 'fabric_id_2') : method;
  await checkAction(
    id,
    'NetworkPod',
    before(fabric(start)),
    `#- ${paths.fabric}\n${fabric([...start, ...last, ...added], parameter)}`,
  );
});

test('before a return, and with the mixin where there is none', async () => {
  const text = (body: readonly string[]): string => bare('FabricGenerator', 'NetworkFabric', body);
  const body = ['await self.work()', 'return None  # done'];
  const [made] = await offersAt(id, unconnected({ [paths.fabric]: cursorAt(text(body), 'class') }));
  const written = JSON.stringify(made?.offer.edits());
  expect(written).toContain('from .checksum import ChecksumMixin');
  expect(written).toContain('"createPath":"generators/checksum.py"');
  const after = fabric(
    [
      'await self.work()',
      ...last,
      'fabric_id = node["id"]',
      'await self.signal_pods(fabric_id)',
      '',
      'return None  # done',
    ],
    method,
  );
  await checkAction(id, 'NetworkPod', before(fabric(body)), `#- ${paths.fabric}\n${after}`);
});

test('behind the work that a last return waits for', async () => {
  const build = ['', '    async def build(self, node):', `        ${lines[0]}`, ''].join('\n');
  const own = (body: readonly string[], more = ''): string => fabric(body, build + more);
  const after = own(
    [
      'result = await self.build(node)',
      ...last,
      'fabric_id = node["id"]',
      'await self.signal_pods(fabric_id)',
      '',
      'return result',
    ],
    method,
  );
  await checkAction(id, 'NetworkPod', before(own(['return await self.build(node)'])), `#- ${paths.fabric}\n${after}`);
});

const make = [...lines.map((line) => line.replace('await', 'device = await')), 'await device.save(allow_upsert=True)'];

test.each([
  ['a return behind work', [...make, 'if not node:', '    return', 'self.log()'], 'may return in line 12'],
  ['one that waits for work', ['if node:', '    return await self.build()', 'return None'], 'may return in line 10'],
  ['no way to its end', ['try:', ...make.map((line) => `    ${line}`), 'finally:', '    return'], 'always ends before'],
])('says why not where a signal would be skipped: %s', async (_, body, reason) => {
  const build = `\n    async def build(self):\n${make.map((line) => `        ${line}\n`).join('')}`;
  const offers = await offersAt(id, before(fabric(body, build)));
  expect(offers.map(({ offer }) => offer.refusal)).toEqual([expect.stringContaining(reason)]);
});

test.each([id, 'validateUpstreamObjects'])('says why not where the answer is lost: %s', async (action) => {
  const text = bare('PodGenerator', 'NetworkPod', make).replace('node = data', 'data = data');
  const pods = { [paths.pod]: cursorAt(text, 'class Pod') };
  const offers = await offersAt(action, unconnected({ ...pods, [paths.fabric]: fabric(make) }));
  expect(offers.map(({ offer }) => offer.refusal)).toEqual([
    expect.stringContaining('generate of generate-pod gives data another value'),
  ]);
});

test.each([
  ['before any work', ['if not node:', '    return', ...make]],
  ['where work has failed', ['try:', ...make.map((line) => `    ${line}`), 'except ValueError:', '    return']],
  ['in a function of its own', [...make, 'def key():', '    return 1', 'self.log(key())']],
  ['still to be written', ['raise NotImplementedError']],
])('a return that skips nothing does not stand in the way: %s', async (_, body) => {
  const offers = await offersAt(id, before(fabric(body).replace(/.*node = data.*\n(?=.*raise)/, '')));
  expect(offers.length).toBeGreaterThan(0);
  expect(offers.map(({ offer }) => offer.refusal).filter((reason) => reason !== undefined)).toEqual([]);
});

test.each([id, 'validateUpstreamObjects', 'requireConfiguration'])(
  'names the class that holds generate: %s',
  async (action) => {
    const files = {
      '/generators/base.py': bare('BaseGenerator', 'NetworkFabric', lines),
      [paths.fabric]: cursorAt(
        'from .base import BaseGenerator\n\n\nclass FabricGenerator(BaseGenerator):\n    x = 1\n',
        'class',
      ),
    };
    const offers = await offersAt(action, unconnected(files));
    expect(offers.map(({ offer }) => offer.refusal)).toEqual([
      'FabricGenerator inherits generate from BaseGenerator in generators/base.py: change it there, or give FabricGenerator one of its own.',
    ]);
  },
);

test('the query reads the id besides', async () => {
  const read = query('NetworkFabric', 'amount').replace('        id\n', '');
  const after = `#- ${paths.fabric}
${fabric([...lines, ...last, 'fabric_id = node["id"]', 'await self.signal_pods(fabric_id)'], method)}
#- /queries/generate_fabric.gql
${query('NetworkFabric', 'amount')}`;
  await checkAction(id, 'NetworkPod', before(fabric(), { '/queries/generate_fabric.gql': read }), after);
});

test('the key that the query gives the id', async () => {
  const read = query('NetworkFabric', 'amount').replace('        id\n', '        fid: id\n');
  const files = { '/queries/generate_fabric.gql': read };
  const after = (first: readonly string[], added: readonly string[]): string =>
    `#- ${paths.fabric}\n${fabric([...first, ...lines, ...last, ...added], method)}`;
  const call = 'await self.signal_pods(fabric_id)';
  await checkAction(id, 'NetworkPod', before(fabric(), files), after([], ['fabric_id = node["fid"]', call]));
  const held = ['fabric_id = node["fid"]'];
  await checkAction(id, 'NetworkPod', before(fabric([...held, ...lines]), files), after(held, [call]));
});

test('a flag waits until the run is done, and a rule waits for the flag', async () => {
  const mark = `
    async def mark_pods(self, fabric_id: str, ready: bool) -> None:
        pods = await self.client.filters(kind="NetworkPod", parent__ids=[fabric_id])
        for pod in pods:
            if pod.ready.value != ready:
                pod.ready.value = ready
                # Not tracked: a run that skips this would delete the pod.
                await pod.save(update_group_context=False)
`;
  const checked = ['if not node["amount"]["value"]:', '    raise RuntimeError("nothing to do")'];
  const body = [
    ...checked,
    '',
    '# The pods wait until this run is done',
    'fabric_id = node["id"]',
    'await self.mark_pods(fabric_id, ready=False)',
    '',
    ...lines,
    ...last,
    'await self.mark_pods(fabric_id, ready=True)',
  ];
  const objects = unconnected({}, rules('CoreNodeTriggerRule', watch('pod', 'NetworkPod', 'name', 'run-pod')));
  const source = objects.replace(
    bare('FabricGenerator', 'NetworkFabric'),
    cursorAt(fabric([...checked, '', ...lines]), 'class'),
  );
  const rule = watch(
    'trigger-pod-generator-ready',
    'NetworkPod',
    'ready',
    'run-pod',
    "value_match: value\n        value: 'True'",
  );
  const both = rules('CoreNodeTriggerRule', `${watch('pod', 'NetworkPod', 'name', 'run-pod')}\n${rule}`);
  const triggers = /#- (\/objects\/90_triggers.yml\n[\s\S]*?)\n#- /.exec(unconnected({}, both))?.[1] ?? '';
  await checkAction(id, 'ready', source, `#- ${paths.fabric}\n${fabric(body, mark)}\n#- ${triggers}`);
});

test('what it writes has no finding, and loops are not offered', async () => {
  const text = fabric([...lines, ...last, 'fabric_id = node["id"]', 'await self.signal_pods(fabric_id)'], method);
  const watched = rules('CoreNodeTriggerRule', watch('pod', 'NetworkPod', 'checksum', 'run-pod'));
  const connected = unconnected({ ...withMixin, [paths.fabric]: text }, watched);
  await checkDiagnostics(['tracked-signal-write', 'unwatched-signal', 'generator-cycle'], connected);
  const fromPod = connected.replace('class Pod', 'class $0Pod');
  expect((await titlesAt(id, fromPod)).filter((title) => title.includes('NetworkFabric'))).toEqual([]);
});

test('first what the next layer is, the rest to pick from', async () => {
  const made = await offersAt(id, unconnected({ [paths.pod]: cursorAt(bare('PodGenerator', 'NetworkPod'), 'class') }));
  expect(made.filter(({ offer }) => !offer.rare).map(({ offer }) => offer.title)).toEqual([
    'Signal LocationRack at the end of generate-pod: checksum, a checksum over what was saved',
  ]);
  expect(made.map(({ offer }) => offer.title)).toContain(
    'Signal LocationRack at the end of generate-pod: status, done when done and empty before',
  );
});

test('no barrier on what people set: a value that a generator goes by', async () => {
  const status = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
    const pod = cursorAt(bare('PodGenerator', 'NetworkPod'), 'class');
    const titles = await titlesAt(id, unconnected({ [paths.pod]: pod, ...files }));
    return titles.filter((title) => /LocationRack .*: (?:status|ready),/.test(title));
  };
  const rack = (line: string): Record<string, string> => ({
    [paths.rack]: bare('RackGenerator', 'LocationRack', [line]),
  });
  expect((await status({})).length).toBeGreaterThan(3);
  const read = 'if node["status"]["value"] in {"running"} or node["ready"]["value"]: raise ValueError("no")';
  expect(await status(rack(read))).toEqual([]);
  const listed = 'racks = await self.client.filters(kind="LocationRack", status__values=["done"], ready__value=True)';
  expect(await status(rack(listed))).toEqual([]);
  // What a generator sets is no choice of people.
  const write = 'racks = await self.client.all(kind="LocationRack")\n        racks[0].status.value = "running"';
  expect((await status(rack(`${write}\n        await racks[0].save()`))).length).toBeGreaterThan(3);
});

test.each([
  ['a generate that is not async', 'async def generate', 'def generate'],
  ['an unfinished header', 'data: dict) -> None:', 'data: dict'],
  ['another method', 'async def generate', 'async def make'],
])('nothing: %s', async (_, from, to) => {
  expect(await titlesAt(id, before(fabric().replace(from, to)))).toEqual([]);
});

test('nothing for a kind that is signalled already', async () => {
  const done = layers({ fabric: signal('NetworkPod', 'parent__ids') }).replace('class Fabric', 'class $0Fabric');
  expect((await titlesAt(id, done)).filter((title) => title.includes('NetworkPod'))).toEqual([]);
});

test('another attribute that is written does not stand in the way', async () => {
  const other = layers({ fabric: signal('NetworkPod', 'parent__ids', 'status') }).replace(
    'class Fabric',
    'class $0Fabric',
  );
  const titles = (await titlesAt(id, other)).filter((title) => title.includes('NetworkPod'));
  expect(titles.filter((title) => title.includes(': checksum'))).not.toEqual([]);
  expect(titles.filter((title) => title.includes(': status'))).toEqual([]);
});

test('last, and said so, where the query of the generator that runs for them does not read them', async () => {
  const other = { '/queries/generate_pod.gql': query('NetworkDevice', 'role') };
  const made = (await offersAt(id, before(fabric(), other))).filter(({ offer }) => offer.title.includes('NetworkPod'));
  expect(made.length).toBeGreaterThan(0);
  for (const { offer } of made) {
    expect(offer.title).toMatch(/ \(the query of generate-pod reads none\)$/);
    expect(offer.rare).toBe(true);
  }
  expect((await titlesAt(id, before(fabric()))).join()).not.toContain('reads none');
});

/** The generator of pods, which refuses some of them. */
function refusing(condition: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const refusal = ['status = node["status"]["value"]', `if ${condition}:`, '    raise ValueError("not supported")'];
  return {
    [paths.pod]: bare('PodGenerator', 'NetworkPod', [...refusal, ...lines]),
    '/queries/generate_pod.gql': query('NetworkPod', 'status'),
    ...more,
  };
}

test('leaves out what the next generator refuses', async () => {
  const excluding = method.replace(
    'for pod in pods:\n',
    'for pod in pods:\n            if pod.status.value in ("running", "done"):\n                continue\n',
  );
  const after = [...lines, ...last, 'fabric_id = node["id"]', 'await self.signal_pods(fabric_id)'];
  await checkAction(
    id,
    'a checksum over what was saved, not where status is running or done',
    before(fabric(), refusing('status in ("running", "done")')),
    `#- ${paths.fabric}\n${fabric(after, excluding)}`,
  );
});

test('signals all where one generator takes what another one refuses, or where that is not known', async () => {
  const titles = async (text: string): Promise<string> => (await titlesAt(id, text)).join();
  const two = before(fabric(), refusing('status == "done"')).replace(
    /( +)- name: generate-pod\n(?:\1 .*\n)+/,
    (found) => found + found.replace('generate-pod', 'other-pod').replace(/generate_pod\.py/, 'other_pod.py'),
  );
  expect(await titles(before(fabric(), refusing('status == "done"')))).toContain('not where status is done');
  expect(await titles(two)).not.toContain('not where');
  expect(await titles(before(fabric(), refusing('status == "done" and data')))).not.toContain('not where');
});

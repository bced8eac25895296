import { describe, expect, it } from 'vitest';
import { pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import { generator, guideGenerator, only, run, writes } from './samples';

describe('the checksum write of the guide', () => {
  it('is a guarded, tracked write to a fetched pod, unsafe to save', () => {
    const cls = only(guideGenerator('allow_upsert=True'));
    expect(writes(cls)).toEqual(['NetworkPod.checksum fetched guarded tracked']);
    expect(cls.saves.map((save) => save.unsafe)).toEqual([true]);
    expect(cls.usesChecksum).toBe(true);
    expect(cls.unknown).toBe(false);
  });

  it('is safe without tracking', () => {
    const cls = only(guideGenerator('update_group_context=False'));
    expect(writes(cls)).toEqual(['NetworkPod.checksum fetched guarded untracked']);
    expect(cls.saves.map((save) => [save.unsafe, save.guarded])).toEqual([[false, true]]);
  });

  it('gives the ranges of statement, attribute and save', () => {
    const text = guideGenerator('allow_upsert=True');
    const [write] = only(text).writes;
    const at = (range?: { start: number; end: number }) => range && text.slice(range.start, range.end);
    expect(at(write?.range)).toBe('pod.checksum.value = checksum');
    expect(at(write?.attributeRange)).toBe('checksum');
    expect(at(write?.saveRange)).toBe('pod.save(allow_upsert=True)');
  });

  it('knows what the checksum covers', () => {
    const hash = (middle: string) =>
      only(`class M:
    def calculate_checksum(self):
        ids = self.client.group_context.related_node_ids
        ids = ${middle}
        return hashlib.sha256(",".join(ids).encode()).hexdigest()
`).methods[0]?.checksum;
    expect(hash('sorted(ids)')).toEqual({ sorted: true, content: false, version: false });
    expect(hash('[GENERATOR_VERSION, *ids]')).toEqual({ sorted: false, content: false, version: true });
  });
});

describe('where nodes come from', () => {
  it.each([
    ['kind by keyword string', ['pod = await self.client.get(kind="NetworkPod", id=x)'], 'NetworkPod'],
    ['kind by position', ['pod = await self.client.get("NetworkPod", id=x)'], 'NetworkPod'],
    ['protocol class', ['pod = await self.client.get(NetworkPod, id=x)'], 'NetworkPod'],
    ['alias of a protocol class', ['pod = await self.client.get(kind=Rack, id=x)'], 'LocationRack'],
    ['module of protocols', ['pod = await self.client.get(kind=protocols.NetworkPod, id=x)'], 'NetworkPod'],
    ['module constant', ['pod = await self.client.get(kind=POD_KIND, id=x)'], 'NetworkPod'],
    ['loop', ['for pod in await self.client.all(kind="NetworkPod"):', '    pass'], 'NetworkPod'],
    ['index', ['pod = (await self.client.filters(kind="NetworkPod"))[0]'], 'NetworkPod'],
    [
      'enumerate',
      ['pods = await self.client.all("NetworkPod")', 'for i, pod in enumerate(sorted(pods)):', '    pass'],
      'NetworkPod',
    ],
    [
      'zip',
      ['pods = await self.client.all("NetworkPod")', 'for pod, n in zip(pods, range(3)):', '    pass'],
      'NetworkPod',
    ],
    [
      'walrus',
      ['if (pod := await self.client.get("NetworkPod", id=x)) is None:', '    raise ValueError'],
      'NetworkPod',
    ],
    [
      'comprehension',
      ['for pod in [p for p in await self.client.all("NetworkPod") if p.id]:', '    pass'],
      'NetworkPod',
    ],
    [
      'collected list',
      [
        'found = []',
        'for p in await self.client.all("NetworkPod"):',
        '    found.append(p)',
        'for pod in found:',
        '    pass',
      ],
      'NetworkPod',
    ],
    ['field of self', ['self.pod = await self.client.get("NetworkPod", id=x)', 'pod = self.pod'], 'NetworkPod'],
    ['client in a local', ['c = self.client', 'pod = await c.get("NetworkPod", id=x)'], 'NetworkPod'],
    ['related node', ['rack = await self.client.get("LocationRack", id=x)', 'pod = rack.pod.peer'], '?'],
    ['node of the query', ['pod = self.nodes[0]'], '?'],
  ])('%s', (_name, lines, kind) => {
    const cls = run(...lines, 'pod.checksum.value = "a"', 'await pod.save()');
    expect(writes(cls)).toEqual([`${kind}.checksum ="a" fetched tracked`]);
  });

  it('a created node is known with its attributes', () => {
    const cls = run(
      'data = {"name": {"value": "a"}, "number": 3}',
      'd = await self.client.create(kind="NetworkDevice", data=data)',
      'd.role.value = "leaf"',
      'await d.save(allow_upsert=True)',
    );
    expect(writes(cls)).toEqual(['NetworkDevice.role ="leaf" created tracked']);
    const [create] = cls.creates;
    expect(create?.attributes.map(({ name, constant }) => [name, constant])).toEqual([
      ['name', 'a'],
      ['number', 3],
    ]);
    expect([create?.open, create?.tracked]).toEqual([false, true]);
  });

  it('arguments of the SDK are no attributes and no filters; what only fetches know is an attribute', () => {
    const cls = run(
      'd = await self.client.create("NetworkDevice", name="a", order=1, priority="high", timeout=3)',
      'await d.save(allow_upsert=True)',
      'await self.client.filters("NetworkDevice", name__value="a", priority=1, query_name="q", order=None, limit=2)',
    );
    expect(cls.creates[0]?.attributes.map(({ name }) => name)).toEqual(['name', 'order', 'priority']);
    expect(cls.fetches[0]?.filters.map(({ name }) => name)).toEqual(['name__value', 'limit']);
  });

  it('a list of the nodes that differ guards what is done with them', () => {
    const cls = run(
      'pods = await self.client.filters("NetworkPod", parent__ids=["x"])',
      'stale = [pod for pod in pods if pod.checksum.value != data["x"]]',
      'for pod in stale:',
      '    pod.checksum.value = data["x"]',
      '    await pod.save(update_group_context=False)',
      'for pod in pods:',
      '    pod.role.value = data["y"]',
      '    await pod.save(update_group_context=False)',
    );
    expect(cls.writes.map(({ attribute, guarded }) => [attribute, guarded])).toEqual([
      ['checksum', true],
      ['role', false],
    ]);
  });

  it('an update or create of the node itself is outside of tracking', () => {
    const cls = run(
      'pod = await self.client.get("NetworkPod", id="x")',
      'pod.checksum.value = data["x"]',
      'await pod.update(do_full_update=True)',
      'd = await self.client.create("NetworkDevice", name="a")',
      'await d.create(allow_upsert=True)',
    );
    expect(writes(cls)).toEqual(['NetworkPod.checksum fetched untracked']);
    expect(cls.saves.map(({ kind, tracked, upsert }) => [kind, tracked, upsert])).toEqual([
      ['NetworkPod', false, false],
      ['NetworkDevice', false, true],
    ]);
  });

  it('unpacked data leaves the list of attributes open', () => {
    const cls = run('await (await self.client.create("NetworkDevice", **data)).save()');
    expect(cls.creates.map((create) => create.open)).toEqual([true]);
  });

  it('either fetched or created is neither', () => {
    const cls = run(
      'pod = await self.client.get("NetworkPod", raise_when_missing=False)',
      'if pod is None:',
      '    pod = await self.client.create("NetworkPod")',
      'pod.checksum.value = "a"',
      'await pod.save()',
    );
    expect(writes(cls)).toEqual(['NetworkPod.checksum ="a" tracked']);
  });
});

describe('values', () => {
  it.each([
    ['uuid4', 'str(uuid.uuid4())'],
    ['now', 'datetime.now().isoformat()'],
    ['time', 'f"run-{time.time()}"'],
    ['random', 'random.randint(1, 5)'],
    ['builtin hash', 'hash(data["pod"]["name"])'],
    ['builtin hash of ids', 'hash(tuple(sorted(pod.id for pod in self.nodes)))'],
    ['builtin hash of a text among others', 'hash((1, str(data["amount"])))'],
    ['digest of a clock', 'hashlib.sha256(str(datetime.now()).encode()).hexdigest()'],
    ['made from the old value', 'pod.checksum.value + 1'],
    ['toggled', 'not pod.checksum.value'],
    ['own method', 'self.stamp()'],
  ])('%s changes every run', (_name, value) => {
    const text = generator(
      'pod = await self.client.get("NetworkPod")',
      `pod.checksum.value = ${value}`,
      'await pod.save()',
    );
    const cls = only(`${text}\n    def stamp(self):\n        return str(uuid.uuid4())\n`);
    expect(writes(cls)).toEqual(['NetworkPod.checksum fetched changing tracked']);
  });

  it('counting up changes every run', () => {
    const cls = run('pod = await self.client.get("NetworkPod")', 'pod.runs.value += 1', 'await pod.save()');
    expect(writes(cls)).toEqual(['NetworkPod.runs fetched changing tracked']);
  });

  it.each([
    ['uuid5', 'str(uuid.uuid5(NS, "a"))'],
    ['hash of a number', 'hash((1, len(data["pods"])))'],
    ['a sha digest', 'hashlib.sha256(b"x").hexdigest()'],
    ['data of the query', 'data["name"]'],
    ['own now()', 'self.now()'],
  ])('%s does not', (_name, value) => {
    const cls = run('pod = await self.client.get("NetworkPod")', `pod.checksum.value = ${value}`, 'await pod.save()');
    expect(cls.writes.map((write) => write.valueChangesEveryRun)).toEqual([false]);
  });
});

describe('guards', () => {
  const guarded = (...lines: string[]) =>
    run('for pod in await self.client.all("NetworkPod"):', ...lines.map((line) => `    ${line}`)).writes[0]?.guarded;

  it.each<[string, string[], boolean]>([
    ['comparison with the new value', ['if pod.x.value != c:', '    pod.x.value = c', '    await pod.save()'], true],
    ['the other way round', ['if c != pod.x.value:', '    pod.x.value = c'], true],
    ['early continue', ['if pod.x.value == c:', '    continue', 'pod.x.value = c', 'await pod.save()'], true],
    ['through a variable', ['stale = pod.x.value != c', 'if stale:', '    pod.x.value = c'], true],
    ['together with more', ['if pod.ok.value and pod.x.value != c:', '    pod.x.value = c'], true],
    ['a flag', ['if not pod.x.value:', '    pod.x.value = True'], true],
    ['another attribute', ['if pod.y.value != c:', '    pod.x.value = c'], false],
    ['another value', ['if pod.x.value != d:', '    pod.x.value = c'], false],
    ['none', ['pod.x.value = c'], false],
  ])('%s', (_name, lines, expected) => {
    expect(guarded(...lines)).toBe(expected);
  });
});

describe('saves', () => {
  it('a filter on another attribute does not make a tracked save unsafe', () => {
    const cls = run(
      'for pod in await self.client.all("NetworkPod"):',
      '    if pod.role.value == "leaf":',
      '        pod.checksum.value = c',
      '        await pod.save()',
    );
    expect(cls.saves.map((save) => [save.unsafe, save.conditional])).toEqual([[false, true]]);
  });

  it('a save on every path besides the guarded one is not unsafe', () => {
    const cls = run(
      'pod = await self.client.get("NetworkPod")',
      'if pod.x.value != c:',
      '    pod.x.value = c',
      '    await pod.save()',
      'await pod.save()',
    );
    expect(cls.saves.every((save) => !save.unsafe)).toBe(true);
  });

  it.each<[string, boolean | undefined]>([
    ['await pod.save()', true],
    ['await pod.save(allow_upsert=True)', true],
    ['await pod.save(update_group_context=None)', true],
    ['await pod.save(update_group_context=False)', false],
    ['await pod.save(update_group_context=track)', undefined],
    ['await pod.save(**options)', undefined],
  ])('%s is tracked: %s', (save, tracked) => {
    const cls = run('pod = await self.client.get("NetworkPod")', 'pod.x.value = 1', save);
    expect(cls.writes.map((write) => write.tracked)).toEqual([tracked]);
  });

  it('a batch saves, with the arguments it passes on', () => {
    const cls = run(
      'batch = await self.client.create_batch()',
      'for pod in await self.client.all("NetworkPod"):',
      '    pod.x.value = 1',
      '    batch.add(task=pod.save, update_group_context=False, node=pod)',
      'async for node, result in batch.execute():',
      '    pass',
    );
    expect(writes(cls)).toEqual(['NetworkPod.x =1 fetched untracked']);
  });

  it('gather runs inner functions and methods', () => {
    const cls = run(
      'async def mark(pod):',
      '    pod.x.value = 1',
      '    await pod.save()',
      'await asyncio.gather(*[mark(p) for p in await self.client.all("NetworkPod")])',
    );
    expect(writes(cls)).toEqual(['NetworkPod.x =1 fetched tracked']);
  });

  it('the client outside the tracking context says nothing about tracking', () => {
    const [clone, first] = ['self.client.clone()', 'self._init_client'].map((client) =>
      run(`client = ${client}`, 'pod = await client.get("NetworkPod")', 'pod.x.value = 1', 'await pod.save()'),
    );
    expect(clone && writes(clone)).toEqual(['NetworkPod.x =1 fetched tracking?']);
    // The very client that `run` tracks.
    expect(first && writes(first)).toEqual(['NetworkPod.x =1 fetched tracked']);
  });
});

it('reads class attributes', () => {
  const cls = only(
    'class C(InfrahubCheck):\n    query = "leaf_config"\n    def validate(self, data):\n        return 1\n',
  );
  expect([cls.query, cls.bases]).toEqual(['leaf_config', ['InfrahubCheck']]);
});

it('reads imports', () => {
  const facts = pythonFacts(
    'import a.b\nimport c.d as e\nfrom ..f import g as h, i\nfrom . import j\nfrom k import *\n',
  );
  expect(facts.imports.map(({ binds, module, level, name }) => [binds, module, level, name])).toEqual([
    ['a', 'a', 0, undefined],
    ['e', 'c.d', 0, undefined],
    ['h', 'f', 2, 'g'],
    ['i', 'f', 2, 'i'],
    ['j', '', 1, 'j'],
    ['*', 'k', 0, '*'],
  ]);
});
